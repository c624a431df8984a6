"""The common grid: the form by versions, and what each territory answers."""

from polyphonie.info_grids.models.form import GridForm
from polyphonie.info_grids.models.grid import AnswerChange, GridAnswer, GridComment, GridFile, GridVersion, InfoGrid

__all__ = ["AnswerChange", "GridAnswer", "GridComment", "GridFile", "GridForm", "GridVersion", "InfoGrid"]
