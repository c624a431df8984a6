"""Words of the form in the language of the reader."""

from django import template

from polyphonie.info_grids.definition import Words, said_in
from polyphonie.info_grids.queries.controls import reader_language

register = template.Library()


@register.filter
def in_my_language(words: Words) -> str:
    """Give a text of the form in the language of the reader: `{{ block.title|in_my_language }}`."""
    return said_in(words, reader_language())
