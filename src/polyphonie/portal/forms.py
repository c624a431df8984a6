"""Forms of the portal."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from polyphonie.core.accent import UnreadableAccentError, accent_from
from polyphonie.territories.models import Territory


class AccentForm(forms.ModelForm[Territory]):
    """The accent color of a territory; empty for that of the site."""

    accent = forms.CharField(
        label=_("Color"),
        required=False,
        max_length=7,
        help_text=_("A number sign and six digits, such as #1d5f40. Leave empty for the color of the site."),
        widget=forms.TextInput(attrs={"pattern": "#[0-9a-fA-F]{6}", "autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = Territory
        fields = ("accent",)

    def clean_accent(self) -> str:
        color: str = self.cleaned_data["accent"]
        if not color:
            return ""
        try:
            return accent_from(color).light
        except UnreadableAccentError as error:
            raise ValidationError(str(error)) from error
