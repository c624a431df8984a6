"""What the offline workbook of a grid carries."""

from __future__ import annotations

from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.values import with_computed
from polyphonie.info_grids.workbook_writing import GridContents


def contents_of(grid: InfoGrid) -> GridContents:
    """Give what is in a grid now, with the revision of each answer."""
    definition, answers = definition_of(grid.form), answers_of(grid)
    values = {key: answer.value for key, answer in answers.items() if answer.value is not None}
    engagement = grid.engagement
    return GridContents(
        campaign_slug=engagement.campaign.slug,
        campaign_title=engagement.campaign.title,
        territory_slug=engagement.territory.slug,
        territory_name=engagement.territory.name,
        form_version=grid.form.version,
        form_digest=grid.form.digest,
        definition=definition,
        values=with_computed(definition, values),
        notes={key: answer.note for key, answer in answers.items()},
        revisions={key: answer.revision for key, answer in answers.items()},
        files={file.pk: file.file.name for file in grid.files.select_related("file")},
    )
