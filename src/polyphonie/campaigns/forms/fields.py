"""Fields that the forms of campaigns share."""

from __future__ import annotations

from typing import Any

from django import forms


class LongTextField(forms.CharField):
    """A text of several lines. Browsers end lines in their own way; what is kept ends them in one."""

    def to_python(self, value: Any) -> str:
        """Write the ends of lines as everywhere else, so that a text that nobody changed stays the same."""
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")
