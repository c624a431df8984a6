"""The page that leaves with the files: what they are, what they do not say, and on which terms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from polyphonie.exports.catalogue import ExportFormat
from polyphonie.formats import Holding

NAME = "README.md"


def write_readme(folder: Path, holding: Holding, form: ExportFormat, files: Iterable[Path]) -> Path:
    """Write the page in the language of the reader; the same words for the same content."""
    with override(holding.reader_language):
        lines = [
            f"# {holding.name}",
            "",
            f"{holding.territory} · {holding.campaign}",
            "",
            holding.url,
            "",
            f"## {form.title}",
            "",
            str(form.purpose),
            "",
            f"{_('What this format leaves out')}{_(': ')}{form.left_out}",
            "",
            *(f"- `{file.name}`" for file in sorted(files)),
            "",
            _(
                "In tables, a text that a spreadsheet would run as a formula begins with an apostrophe that is not its "
                "own; one is taken off when the file is brought back."
            ),
            "",
            f"## {_('What these data are')}",
            "",
            *(f"- **{title}**{_(': ')}{text}" for title, text in holding.card.items() if text),
            f"- **{_('Terms of use')}**{_(': ')}{holding.licence}",
            "",
        ]
    path = folder / NAME
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
