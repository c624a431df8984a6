"""The form in which a person says what each column of a table is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext

from polyphonie.imports.models import Import
from polyphonie.imports.services.columns import SINGLE_ROLES, TEXT, Column, columns_of, roles_offered
from polyphonie.imports.wording import name_of_role, say_guess

COLUMNS_PER_PAGE = 30


class ColumnsForm(forms.Form):
    """One choice per column of a page; those of the other pages stay as they are."""

    def __init__(self, *args: Any, of_import: Import, number: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns_of(of_import)
        self.n_pages = max(1, -(-len(self.columns) // COLUMNS_PER_PAGE))
        self.number = min(max(number, 1), self.n_pages)
        self.offered = roles_offered(of_import)
        for place, column in self._shown():
            if not column.is_personal:
                self.fields[f"column_{place}"] = self._field(column)

    def _shown(self) -> list[tuple[int, Column]]:
        first = (self.number - 1) * COLUMNS_PER_PAGE
        return list(enumerate(self.columns))[first : first + COLUMNS_PER_PAGE]

    def _field(self, column: Column) -> forms.ChoiceField:
        choices = [(role, name_of_role(role)) for role in self.offered]
        return forms.ChoiceField(
            label=column.heading, choices=choices, initial=column.role, help_text=say_guess(column.reason, column.role)
        )

    def rows(self) -> list[dict[str, Any]]:
        """Give each column of this page with its choice; none for those that name a person."""
        return [
            {
                "column": column,
                "field": None if column.is_personal else self[f"column_{place}"],
                "why": say_guess(column.reason, column.role),
            }
            for place, column in self._shown()
        ]

    def roles(self) -> dict[str, str]:
        """Give the role of every column, as chosen here or as it stood; those that name a person have none."""
        chosen = {self.columns[place].heading: role for place, role in self._chosen()}
        return {
            column.heading: chosen.get(column.heading, column.role) for column in self.columns if not column.is_personal
        }

    def _chosen(self) -> list[tuple[int, str]]:
        return [(int(name.removeprefix("column_")), role) for name, role in self.cleaned_data.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        roles = self.roles()
        self._refuse_twice(roles)
        if TEXT not in roles.values() and not self.errors:
            raise forms.ValidationError(gettext("Say at least which column holds what people said."))
        return cleaned

    def _refuse_twice(self, roles: dict[str, str]) -> None:
        counts = Counter(role for role in roles.values() if role in SINGLE_ROLES)
        for place, role in self._chosen():
            if counts[role] > 1:
                sentence = gettext("Another column is already “%(role)s”: only one can be.")
                self.add_error(f"column_{place}", sentence % {"role": name_of_role(role)})
