"""Texts that a web editor wrote as HTML, brought back to plain text."""

import html
import re

BLOCKS = "p|div|ul|ol|h[1-6]|blockquote|table|tr|section|article|figure|hr|pre"
INLINES = "a|abbr|b|cite|code|del|em|font|i|img|ins|mark|s|small|span|strong|sub|sup|u|td|th|tbody|thead|figcaption"
BEGINS_AS_MARKUP = re.compile(rf"\s*<(?:{BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
BLOCK = re.compile(rf"</?(?:{BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>|</li>", re.IGNORECASE)
INLINE = re.compile(rf"</?(?:{INLINES})(?:\s[^<>]*)?/?>", re.IGNORECASE)


def without_markup(text: str) -> str:
    """
    Take the tags off a text that begins and ends with one; leave any other text as it is.

    Somebody who writes "a < b" or speaks of <p> wrote no HTML: only what an editor wrapped whole is touched.
    Paragraphs stay apart by an empty line, items of a list begin with a dash.

    Examples
    --------
    >>> without_markup("<p>One desk,<br>always.</p><ul><li>open</li><li>free</li></ul>")
    'One desk,\\nalways.\\n- open\\n- free'
    >>> without_markup("a <b and c> d")
    'a <b and c> d'
    """
    if not BEGINS_AS_MARKUP.match(text) or not text.rstrip().endswith(">"):
        return text
    flat = re.sub(r"[ \t\r\n]+", " ", text)
    broken = ITEM.sub("\n- ", BREAK.sub("\n", BLOCK.sub("\n\n", flat)))
    plain = html.unescape(INLINE.sub("", broken))
    lines: list[str] = []
    for line in (line.strip() for line in plain.split("\n")):
        if line.startswith("- ") or not line:
            while lines and not lines[-1]:
                lines.pop()
        lines.append(line)
    return "\n".join(lines).strip()
