import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyphonie.core.markdown import render_markdown
from tests.attacks.payloads import PAYLOADS
from tests.core.pages import leads_elsewhere_than_the_web, read_html, what_could_act

ALLOWED = {
    "p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
DEEP = ["> " * 3000 + "a", "[" * 5000, "*" * 5000 + "a", "`" * 5000, "![" * 3000, "<" * 9000]
LINKS = [
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](java\tscript:alert(1))",
    "[click](&#106;avascript:alert(1))",
    "[click](javascript&colon;alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "[click](data:image/svg+xml;base64,PHN2Zz4=)",
    "[click](vbscript:msgbox(1))",
    "[click](file:///etc/passwd)",
    "[click](blob:https://example.org/1)",
    "<javascript:alert(1)>",
    "[click][a]\n\n[a]: javascript:alert(1)",
    '[click](https://example.org "a\\" onclick=\\"alert(1)")',
    "![wall](javascript:alert(1))",
    "![wall](https://example.org/tracker.png)",
    "![wall](x' onerror='alert(1))",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_acts(payload):
    assert what_could_act(render_markdown(payload)) == []


@pytest.mark.parametrize("written", LINKS)
def test_links_lead_to_the_web_and_nowhere_else(written):
    html = render_markdown(written)
    assert what_could_act(html) == []
    assert "<img" not in html


@given(st.text(alphabet=st.sampled_from("ab <>/\"'`*_[]()!#-|\\&;:=\n\t\0javscript"), max_size=120))
@settings(max_examples=300)
def test_whatever_is_written_only_the_allowed_elements_come_out(written):
    page = read_html(render_markdown(written))
    assert set(page.elements) <= ALLOWED
    assert {name for _, name, _ in page.attributes} <= {"href", "title", "rel", "start"}
    assert not any(leads_elsewhere_than_the_web(value) for _, name, value in page.attributes if name == "href")


def test_html_is_shown_as_text():
    html = render_markdown("Write <b>bold</b> & <script>alert(1)</script>")
    assert read_html(html).elements == ["p"]
    assert "&lt;script&gt;" in html


def test_what_people_write_is_kept():
    html = render_markdown("# Title\n\nA *word* and **two**, [a site](https://example.org).\n\n- one\n- two")
    assert read_html(html).elements == ["h2", "p", "em", "strong", "a", "ul", "li", "li"]


def test_links_say_that_they_are_not_ours():
    assert 'rel="nofollow noopener noreferrer"' in render_markdown("[a site](https://example.org)")


@pytest.mark.parametrize(("level", "top", "expected"), [(1, 2, "h2"), (2, 3, "h3"), (6, 2, "h2"), (6, 4, "h4")])
def test_headings_follow_those_of_the_page(level, top, expected):
    assert read_html(render_markdown("#" * level + " Title", top_heading=top)).elements == [expected]


def test_no_level_of_heading_is_skipped():
    text = "# One\n\n#### Two\n\n###### Three\n\n# Four"
    assert read_html(render_markdown(text, top_heading=2)).elements == ["h2", "h3", "h4", "h2"]


def test_headings_stop_at_the_sixth_level():
    assert read_html(render_markdown("# One\n\n## Two", top_heading=6)).elements == ["h6", "h6"]


def test_tables_are_read():
    assert "<td>1</td>" in render_markdown("| a | b |\n|---|---|\n| 1 | 2 |")


@pytest.mark.parametrize(
    "written", ["> " * 3000 + "a", "[" * 5000, "*" * 5000 + "a", "`" * 5000, "![" * 3000, "<" * 9000]
)
def test_deep_or_endless_text_is_read_in_little_time(written):
    assert what_could_act(render_markdown(written)) == []
