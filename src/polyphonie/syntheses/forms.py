"""What a person fills in to write a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.models import Contribution, Statement
from polyphonie.ideas.models import Idea
from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.errors import NoEvidenceError
from polyphonie.syntheses.models import Document, Evidence, Section, Sentence
from polyphonie.syntheses.queries.writing import contributions_of_ideas, ideas_of, scope_of, statements_of

_WRITTEN_FORMS = [
    (SentenceForm.WRITTEN, _("Our words, resting on what people said")),
    (SentenceForm.QUOTE, _("A quote, word for word")),
    (SentenceForm.POSITION, _("A political position: it rests on nothing but those who sign it")),
]


class SectionForm(forms.Form):
    """The title of a section."""

    title = forms.CharField(label=_("Title of the section"), max_length=200)


class SentenceEditForm(forms.Form):
    """The words of a sentence. `version` is the one under the eyes of the person who writes."""

    text = forms.CharField(label=_("The sentence"), widget=forms.Textarea(attrs={"rows": 5}), max_length=3000)
    form = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sentence: Sentence, **kwargs: Any) -> None:
        first = {
            "initial": {"text": sentence.text, "form": sentence.form, "version": sentence.version},
        }
        super().__init__(*args, **{**first, **kwargs})
        own = [(sentence.form, _("A count or a vote result, as the analysis gave it"))]
        is_template = sentence.form in (SentenceForm.COUNT, SentenceForm.VOTE)
        self.fields["form"].choices = [*(own if is_template else []), *_WRITTEN_FORMS]  # type: ignore[attr-defined]
        self.has_evidence = sentence.evidence.exists()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("form") not in (None, SentenceForm.POSITION) and not self.has_evidence:
            self.add_error("form", str(NoEvidenceError.message))
        return cleaned


class EvidenceForm(forms.Form):
    """What to attach to a sentence, chosen among what a search found in the scope of its document."""

    contributions = forms.ModelMultipleChoiceField(Contribution.objects.none(), required=False)
    ideas = forms.ModelMultipleChoiceField(Idea.objects.none(), required=False)
    statements = forms.ModelMultipleChoiceField(Statement.objects.none(), required=False)
    stance = forms.ChoiceField(
        label=_("These voices"),
        choices=[(Stance.CARRIES, _("carry this sentence")), (Stance.DISSENTS, _("dissent from it"))],
        initial=Stance.CARRIES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.fields["contributions"].queryset = scope_of(document)  # type: ignore[attr-defined]
        self.fields["ideas"].queryset = ideas_of(document)  # type: ignore[attr-defined]
        self.fields["statements"].queryset = statements_of(document)  # type: ignore[attr-defined]

    def chosen_contributions(self) -> list[Contribution]:
        """The contributions chosen one by one, and all those of the ideas chosen."""
        chosen = list(self.cleaned_data["contributions"])
        listed = {row.pk for row in chosen}
        of_ideas = contributions_of_ideas(self.document, self.cleaned_data["ideas"])
        return chosen + [row for row in of_ideas if row.pk not in listed]

    def chosen_statements(self) -> list[Statement]:
        """The votes chosen."""
        return list(self.cleaned_data["statements"])


class SentenceAddForm(EvidenceForm):
    """A new sentence with what it rests on."""

    text = forms.CharField(label=_("The sentence"), widget=forms.Textarea(attrs={"rows": 4}), max_length=3000)
    form = forms.ChoiceField(
        label=_("What it is"), choices=_WRITTEN_FORMS, widget=forms.RadioSelect, initial=SentenceForm.WRITTEN
    )
    query = forms.CharField(
        label=_("Find what it rests on"),
        help_text=_("Words that contributions, ideas or votes hold. Then choose below what the sentence rests on."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, document=section.document, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        rests_on = any(cleaned.get(name) for name in ("contributions", "ideas", "statements"))
        if cleaned.get("form") != SentenceForm.POSITION and not rests_on:
            self.add_error("query", str(NoEvidenceError.message))
        return cleaned


class EvidenceChangeForm(forms.Form):
    """What to do with evidence chosen in the list of a sentence."""

    DETACH, QUOTE, UNQUOTE = "detach", "quote", "unquote"

    evidence = forms.ModelMultipleChoiceField(Evidence.objects.none())
    action = forms.ChoiceField(
        choices=[
            (Stance.CARRIES, _("Carries the sentence")),
            (Stance.DISSENTS, _("Dissents from it")),
            (QUOTE, _("Show its words")),
            (UNQUOTE, _("Count it without showing its words")),
            (DETACH, _("Detach it")),
        ]
    )

    def __init__(self, *args: Any, sentence: Sentence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = sentence.evidence.all()  # type: ignore[attr-defined]
