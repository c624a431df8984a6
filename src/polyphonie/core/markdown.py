"""Markdown that people write, as HTML that cannot harm: headings, lists, links, emphasis, tables, nothing else."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {
    "p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def render_markdown(text: str, *, top_heading: int = 2) -> SafeString:
    """
    Write Markdown as HTML. HTML in it is shown as text; links lead to the web or to an address, and nowhere else.

    Headings follow those of the page: the highest level that is used becomes `top_heading`, and no level is skipped.
    """
    tokens = _markdown.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(top_heading + levels.index(token.tag), 6)}"
    written = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        written, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="nofollow noopener noreferrer"
    )
    return mark_safe(clean)  # noqa: S308 - cleaned one line above
