"""Reading HTML as a browser does, to see whether something in it could act."""

from html.parser import HTMLParser

ACTING_ELEMENTS = frozenset({
    "applet", "audio", "base", "button", "embed", "form", "frame", "frameset", "iframe", "image", "input", "link",
    "listing", "marquee", "math", "meta", "noembed", "noscript", "object", "plaintext", "script", "select", "source",
    "style", "svg", "template", "textarea", "video", "xmp",
})  # fmt: skip
ADDRESSES = frozenset({
    "action", "background", "cite", "data", "formaction", "href", "longdesc", "ping", "poster", "src", "srcset",
    "xlink:href",
})  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.texts = [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes.extend((tag, name, value or "") for name, value in attrs)

    def handle_data(self, data):
        self.texts.append(data)


def read_html(html):
    """Give the elements, the attributes and the texts of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def leads_elsewhere_than_the_web(value):
    """Tell whether an address would run something: javascript:, data:, vbscript:… however it is disguised."""
    plain = "".join(letter for letter in value if letter.isprintable() and not letter.isspace()).lower()
    scheme, colon, _ = plain.partition(":")
    return bool(colon) and scheme not in {"http", "https", "mailto", "webcal"} and not set("/?#") & set(scheme)


def what_could_act(html):
    """List what a browser would run or fetch in a fragment that people wrote."""
    page = read_html(html)
    found = [f"<{tag}>" for tag in page.elements if tag in ACTING_ELEMENTS]
    for tag, name, value in page.attributes:
        if name.startswith("on") or name in {"style", "srcdoc"}:
            found.append(f"<{tag} {name}>")
        elif name in ADDRESSES and leads_elsewhere_than_the_web(value):
            found.append(f"<{tag} {name}={value}>")
    return found
