"""Minutes of workshops as people write them, built by the tests: Word, OpenDocument, Markdown."""

from xml.sax.saxutils import escape

from tests.formats.documents import OPEN_TEXT, WORD, archive

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = f"""<w:styles {W}>
<w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Chapitre"><w:name w:val="Chapitre"/><w:basedOn w:val="Titre1"/></w:style>
<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Listepuces"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"""


def run(text, *, bold=False):
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text, style="", *, bold=False, depth=None, list_id=1):
    """A paragraph of Word, with a style, in bold, or at some depth of a list."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if depth is not None:
        said += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    content = text if text.startswith("<w:") else run(text, bold=bold)
    return f"<w:p><w:pPr>{said}</w:pPr>{content}</w:p>"


def cell(content, *, span=1, merge=""):
    said = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    said += {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{inner}</w:tc>"


def table(*rows, headed=False):
    """A table of Word; a cell is a text, or the XML that `cell` gives."""
    lines = []
    for number, row in enumerate(rows):
        said = "<w:trPr><w:tblHeader/></w:trPr>" if headed and number == 0 else ""
        cells = "".join(one if one.startswith("<w:tc>") else cell(one) for one in row)
        lines.append(f"<w:tr>{said}{cells}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def docx(*body, parts=None):
    """A Word document of these paragraphs and tables."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>'
    return archive(
        {
            "[Content_Types].xml": types,
            "word/document.xml": f"<w:document {W} {MC}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            **(parts or {}),
        }
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
OPEN_STYLES = (
    f'<office:document-styles {SPACES}><office:styles><style:style style:name="Title"/>'
    '<style:style style:name="Sujet" style:parent-style-name="Heading_20_1"/>'
    '<style:style style:name="Heading_20_1" style:default-outline-level="1"/></office:styles>'
    "<office:master-styles><style:master-page><style:footer><text:p>Mairie, page 1</text:p></style:footer>"
    "</style:master-page></office:master-styles></office:document-styles>"
)
AUTOMATIC = (
    '<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
)


def odt(body, *, parts=None):
    """An OpenDocument text of this XML."""
    content = (
        f"<office:document-content {SPACES}>{AUTOMATIC}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    members = {"mimetype": OPEN_TEXT, "content.xml": content, "styles.xml": OPEN_STYLES}
    return archive({**members, **(parts or {})})


def odt_list(*items):
    """A list of OpenDocument; an item that is a tuple is a text and the list inside it."""
    inner = "".join(
        f"<text:list-item><text:p>{one[0]}</text:p>{odt_list(*one[1:])}</text:list-item>"
        if isinstance(one, tuple)
        else f"<text:list-item><text:p>{one}</text:p></text:list-item>"
        for one in items
    )
    return f"<text:list>{inner}</text:list>"


def odt_table(*rows):
    lines = (
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in row)
        + "</table:table-row>"
        for row in rows
    )
    return f"<table:table>{''.join(lines)}</table:table>"
