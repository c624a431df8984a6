"""What two people wrote in the same form, side by side."""

from __future__ import annotations

from django import forms


def differences(typed: forms.BaseForm, saved: forms.BaseForm) -> list[tuple[str, object]]:
    """List the fields in which what is saved is not what was typed: their labels, and what is saved."""
    return [
        (str(typed[name].label), _in_words(saved, name))
        for name, field in typed.fields.items()
        if name != "seen" and field.has_changed(saved[name].value(), typed[name].data)
    ]


def _in_words(saved: forms.BaseForm, name: str) -> object:
    value = saved[name].value()
    return dict(getattr(saved.fields[name], "choices", ())).get(value, value)
