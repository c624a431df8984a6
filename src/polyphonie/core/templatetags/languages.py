"""The same page in another language, and the language of what is quoted."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag(takes_context=True)
def page_in(context: template.Context, language: str) -> str:
    """Give the address of the present page in that language, its query kept."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return "/" if language == "fr" else f"/{language}/"
    return translate_url(request.get_full_path(), language)


@register.simple_tag
def lang_of(language: str | None) -> SafeString:
    """Give the `lang` attribute of a text that is not in the language of the page; nothing otherwise."""
    known = (language or "").lower()
    if not known or known in ("und", "unknown") or known.split("-")[0] == (get_language() or "fr").split("-")[0]:
        return SafeString("")
    return format_html(' lang="{}"', known)
