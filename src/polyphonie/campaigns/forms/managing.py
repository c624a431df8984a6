"""Forms of the coordinator: create a campaign, edit its texts and its settings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.editions import fingerprint
from polyphonie.campaigns.forms.fields import LongTextField
from polyphonie.campaigns.languages import CONTRIBUTION_LANGUAGES
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.services.creating import RESERVED_SLUGS, NewCampaign
from polyphonie.campaigns.services.editing import section_values

DATE_INPUT = {"type": "date"}
LONG_TEXT = 40_000


def date_field(label: Any, **options: Any) -> forms.DateField:
    """A date, chosen in the calendar of the browser or written year first."""
    widget = forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)


def _refuse_early_end(form: forms.Form) -> None:
    opens_on, closes_on = form.cleaned_data.get("opens_on"), form.cleaned_data.get("closes_on")
    if closes_on and not opens_on and "opens_on" not in form.errors:
        form.add_error("opens_on", _("Give the opening date too."))
    elif opens_on and closes_on and closes_on < opens_on:
        form.add_error("closes_on", _("The campaign cannot end before it opens."))


class CreateForm(forms.Form):
    """A new campaign, and what it starts from."""

    title = forms.CharField(label=_("Title"), max_length=200)
    made_from = forms.ModelChoiceField(
        queryset=Campaign.objects.all(),
        required=False,
        label=_("What it starts from"),
        empty_label=_("The first version that comes with Polyphonie"),
        help_text=_(
            "An earlier campaign gives its texts, questions, charter, grid, themes, and its calendar moved to the new "
            "dates. Everything can be edited afterwards."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of its texts"),
        choices=settings.LANGUAGES,
        help_text=_("The language of the first version that is copied, and of what you will write."),
    )
    opens_on = date_field(_("Opening date"), help_text=_("The dates of the calendar are counted from this one."))
    closes_on = date_field(_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the opening."""
        _refuse_early_end(self)
        return self.cleaned_data

    def asked(self) -> NewCampaign:
        """Give what the coordinator asks for."""
        return NewCampaign(**self.cleaned_data)


class SectionForm(forms.Form):
    """Some fields of a campaign; `seen` comes back to tell whether somebody else changed them meanwhile."""

    section: ClassVar[str] = ""
    title_of_page: ClassVar[Any] = ""
    previewed: ClassVar[str] = ""
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        self.campaign = campaign
        kwargs.setdefault("initial", self.saved() | {"seen": self.fingerprint()})
        super().__init__(*args, **kwargs)

    @classmethod
    def names(cls) -> list[str]:
        """Names of the fields of the campaign."""
        return sorted(name for name in cls.base_fields if name != "seen")

    def saved(self) -> dict[str, Any]:
        """Values that are saved now."""
        return section_values(self.campaign, self.names())

    def fingerprint(self) -> str:
        """Digest of the values that are saved now."""
        return fingerprint(self.saved())

    def values(self) -> dict[str, Any]:
        """Values that were typed, once checked."""
        return {name: self.cleaned_data[name] for name in self.names()}


class GeneralForm(SectionForm):
    """What a campaign is called, its address and its dates."""

    section = "general"
    title_of_page = _("General information")

    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        validators=[validate_slug],
        help_text=_(
            "The end of the address of its pages: letters, figures and hyphens. It is fixed once the campaign opens."
        ),
    )
    summary = LongTextField(
        label=_("What it is, in one sentence"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    opens_on = date_field(_("Opening date"), required=False)
    closes_on = date_field(_("Last day"), required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["slug"].disabled = campaign.is_public

    def clean_slug(self) -> str:
        """Refuse an address that is taken."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS or Campaign.objects.filter(slug=slug).exclude(pk=self.campaign.pk).exists():
            raise forms.ValidationError(_("This address is taken. Choose another one."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the opening."""
        _refuse_early_end(self)
        return self.cleaned_data


class CallForm(SectionForm):
    """The call to territories."""

    section = "call"
    title_of_page = _("The call to territories")
    previewed = "call"

    call = LongTextField(
        label=_("The call"),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Plain text; leave an empty line between two paragraphs."),
    )


class NoteForm(SectionForm):
    """The framing note."""

    section = "note"
    title_of_page = _("The framing note")
    previewed = "framing_note"

    framing_note = LongTextField(
        label=_("The note"),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 28}),
        help_text=_(
            "Markdown: # before a title, - before each line of a list, **bold**, [words](address). "
            "HTML is shown as text."
        ),
    )


class LanguagesForm(SectionForm):
    """In which languages the campaign is written, and people contribute."""

    section = "languages"
    title_of_page = _("Languages")

    language = forms.ChoiceField(label=_("Language of its texts"), choices=settings.LANGUAGES)
    other_languages = forms.MultipleChoiceField(
        label=_("Other languages in which people may contribute"),
        choices=CONTRIBUTION_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is said in these languages is kept as it was said, and marked with its language."),
    )

    def clean(self) -> dict[str, Any]:
        """Leave out the main language, which goes without saying."""
        main = self.cleaned_data.get("language")
        others = self.cleaned_data.get("other_languages", [])
        self.cleaned_data["other_languages"] = [code for code in others if code != main]
        return self.cleaned_data


class ThresholdForm(SectionForm):
    """Below how many people a count is withheld."""

    section = "threshold"
    title_of_page = _("Protection of small groups")

    disclosure_threshold = forms.IntegerField(
        label=_("Smallest count of people that is shown"),
        min_value=1,
        max_value=100,
        help_text=_(
            "A count of people below this number is not published: in a small group, anyone could be recognized. "
            "5 suits most campaigns; 10 protects better in small towns; 1 withholds nothing."
        ),
    )


SECTIONS: dict[str, type[SectionForm]] = {
    form.section: form for form in (GeneralForm, CallForm, NoteForm, LanguagesForm, ThresholdForm)
}
