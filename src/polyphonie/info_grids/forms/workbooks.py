"""The form that brings a filled workbook back."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from polyphonie.info_grids.services.bringing_back import MOST_BYTES, WorkbookTooLarge


class WorkbookForm(forms.Form):
    """One XLSX, as it was downloaded here and filled."""

    file = forms.FileField(
        label=_("The filled workbook"),
        help_text=_("The .xlsx file that you downloaded here, filled; 20 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse at once what cannot be a workbook of ours, with what to do instead."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        suffix = PurePosixPath((file.name or "").lower()).suffix
        if suffix == ".xlsm":
            raise forms.ValidationError(_("Workbooks with macros are not taken: save it as .xlsx, without macros."))
        if suffix != ".xlsx":
            raise forms.ValidationError(_("Only .xlsx workbooks are taken: save it as .xlsx, then bring it."))
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(str(WorkbookTooLarge()))
        return file
