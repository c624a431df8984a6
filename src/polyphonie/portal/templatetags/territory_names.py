"""Names of territories, as short as a list allows."""

from django import template

from polyphonie.territories.names import short_name

register = template.Library()
register.filter("short_name", short_name)
