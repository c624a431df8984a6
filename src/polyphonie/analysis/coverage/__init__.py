"""What a document carries of what was said, and what it leaves out. Pure."""

from polyphonie.analysis.coverage.measuring import measure_coverage
from polyphonie.analysis.coverage.results import Coverage, Share

__all__ = ["Coverage", "Share", "measure_coverage"]
