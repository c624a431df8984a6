"""What people write about themes: one theme, a file of them, what becomes of a theme that a territory added."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.forms.fields import LongTextField
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.queries.codebooks import first_level
from polyphonie.ideas.theme_files import LABEL_LENGTH, TEXT_LENGTH
from polyphonie.ideas.theme_records import WrittenTheme

MOST_BYTES = 2 * 1024 * 1024


class ThemeChoice(forms.ModelChoiceField[Topic]):
    """A theme, known by its code outside of the database."""

    def __init__(self, codebook: Codebook, **options: Any) -> None:
        super().__init__(queryset=first_level(codebook), to_field_name="code", **options)


class ThemeForm(forms.Form):
    """A theme of everyone."""

    label = forms.CharField(label=_("Name of the theme"), max_length=LABEL_LENGTH)
    definition = LongTextField(
        label=_("What it covers"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, for whoever reads the list of themes."),
    )
    keywords = LongTextField(
        label=_("Keywords"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Words by which a contribution on this theme is recognized, separated by commas."),
    )

    def __init__(self, *args: Any, codebook: Codebook, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            kwargs.setdefault("initial", _initial(topic))
        super().__init__(*args, **kwargs)
        self.topic = topic
        self.fields["parent"] = ThemeChoice(
            codebook, label=_("Under"), required=False, empty_label=_("Nothing: a theme of the first level")
        )
        self.fields["place"] = forms.IntegerField(
            label=_("Place in the list"),
            required=False,
            min_value=1,
            max_value=1_000,
            help_text=_("Among those of the same level; at the end where it is left empty."),
        )

    def written(self) -> WrittenTheme:
        """Give the theme that was written."""
        parent = self.cleaned_data["parent"]
        return WrittenTheme(
            code=self.topic.code if self.topic else "",
            label=self.cleaned_data["label"],
            keywords=self.cleaned_data["keywords"],
            definition=self.cleaned_data["definition"],
            parent=parent.code if parent else "",
        )


class LocalThemeForm(ThemeForm):
    """A theme that a territory adds for itself, under one of everyone."""

    def __init__(self, *args: Any, codebook: Codebook, topic: Topic | None = None, **kwargs: Any) -> None:
        super().__init__(*args, codebook=codebook, topic=topic, **kwargs)
        del self.fields["place"]
        self.fields["parent"] = ThemeChoice(
            codebook,
            label=_("Under which theme of everyone"),
            empty_label=_("Choose a theme"),
            help_text=_("What you add is then still counted with the others nationally."),
        )


class MergeThemeForm(forms.Form):
    """The theme of everyone into which one of a territory is merged."""

    def __init__(self, *args: Any, codebook: Codebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = forms.ModelChoiceField(
            queryset=codebook.topics.of_everyone().order_by("position", "pk"),
            to_field_name="code",
            label=_("Theme of everyone that says the same"),
            empty_label=_("Choose a theme"),
        )


class BringForm(forms.Form):
    """A file of themes."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table (CSV, XLSX) with the columns theme, label, keywords, parent and definition. "
            "A theme that is there already, under the same code, is changed; none is removed."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.xlsx"}),
    )

    def clean_file(self) -> File[bytes]:
        """Refuse what is too large to be a list of themes."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large for a list of themes."))
        return file


class PublishThemesForm(forms.Form):
    """What changed, before a version is published."""

    change_note = LongTextField(
        label=_("What changed since the version before"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Analysts will read this. Needed from the second version on."),
    )


def _initial(topic: Topic) -> dict[str, Any]:
    return {
        "label": topic.label,
        "definition": topic.definition,
        "keywords": topic.keywords,
        "parent": topic.parent.code if topic.parent else None,
        "place": topic.position or None,
    }
