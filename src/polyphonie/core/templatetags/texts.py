"""Texts that people write, in templates."""

from django import template
from django.utils.safestring import SafeString

from polyphonie.core.markdown import render_markdown

register = template.Library()


@register.filter
def markdown(text: str, top_heading: int = 2) -> SafeString:
    """Write Markdown as harmless HTML: `{{ campaign.framing_note|markdown:2 }}`."""
    return render_markdown(text, top_heading=top_heading)
