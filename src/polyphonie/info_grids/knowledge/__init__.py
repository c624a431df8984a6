"""What the software already knows of a territory, field by field, each with its source."""

from polyphonie.info_grids.knowledge.known import Known
from polyphonie.info_grids.knowledge.sources import SOURCE_NAMES, known_values, source_name

__all__ = ["SOURCE_NAMES", "Known", "known_values", "source_name"]
