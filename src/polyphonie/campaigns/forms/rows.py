"""Forms of several rows: questions, dates of the calendar, commitments. All works without script."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.editions import CommitmentRow, MilestoneRow, QuestionRow
from polyphonie.campaigns.enums import Deadline, EvidenceKind
from polyphonie.campaigns.forms.fields import LongTextField
from polyphonie.campaigns.forms.managing import date_field

MOST_ROWS = 60


class SeenForm(forms.Form):
    """What a form of rows sends back, to tell whether somebody else changed them meanwhile."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class RowForm(forms.Form):
    """One row, with the key that it has where it is saved already."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RowsFormSet(forms.BaseFormSet[RowForm]):
    """Rows in their order; those that are empty or to be removed are left out."""

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """Name the fields that Django adds."""
        super().add_fields(form, index)
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Place in the list")
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")

    def kept(self) -> list[dict[str, Any]]:
        """Give what was typed in the rows that stay, in the order that was asked for."""
        staying = [form for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        ordered = sorted(staying, key=_place) if self.can_order else staying
        return [form.cleaned_data for form in ordered]

    def removed(self) -> set[int]:
        """Give the keys of the rows that the person removes."""
        return {form.cleaned_data["pk"] for form in self.deleted_forms if form.cleaned_data.get("pk")}


def _place(form: RowForm) -> tuple[float, int]:
    """A row that takes the place of another goes before it when it moves up, after it when it moves down."""
    place, former = form.cleaned_data.get("ORDER"), form.fields["ORDER"].initial
    if place is None:
        return math.inf, 0
    return place, 0 if former is None else (place > former) - (place < former)


class QuestionForm(RowForm):
    """A question."""

    text = LongTextField(label=_("Question"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), strip=True)


class MilestoneForm(RowForm):
    """A date of the calendar."""

    date = date_field(_("Date"))
    label = forms.CharField(label=_("What happens"), max_length=200)
    deadline = forms.ChoiceField(
        label=_("What must be done by then"),
        choices=Deadline.choices,
        required=False,
        help_text=_("The follow-up of territories and the reminders read it."),
    )


class CommitmentForm(RowForm):
    """A commitment of the charter."""

    code = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = LongTextField(
        label=_("What is promised"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = forms.ChoiceField(
        label=_("How it is shown"), choices=EvidenceKind.choices, initial=EvidenceKind.DECLARED
    )


def _rows_of(form: type[RowForm], *, extra: int, can_order: bool) -> Any:
    return forms.formset_factory(
        form,
        formset=RowsFormSet,
        extra=extra,
        can_order=can_order,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST_ROWS,
        validate_max=True,
    )


QuestionFormSet = _rows_of(QuestionForm, extra=2, can_order=True)
MilestoneFormSet = _rows_of(MilestoneForm, extra=2, can_order=False)
CommitmentFormSet = _rows_of(CommitmentForm, extra=1, can_order=True)


def asked_questions(formset: Any) -> list[QuestionRow]:
    """Give the questions that a form asks for."""
    return [QuestionRow(row["pk"], row["text"]) for row in formset.kept()]


def asked_milestones(formset: Any) -> list[MilestoneRow]:
    """Give the calendar that a form asks for."""
    return [MilestoneRow(row["pk"], row["date"], row["label"], row["deadline"]) for row in formset.kept()]


def asked_commitments(formset: Any) -> tuple[CommitmentRow, ...]:
    """Give the commitments that a form asks for."""
    return tuple(
        CommitmentRow(row["pk"], row["code"], row["title"], row["text"], row["evidence"]) for row in formset.kept()
    )
