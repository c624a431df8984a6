"""Documents in which every sentence leads to its sources."""

from polyphonie.syntheses.models.citation import Citation, PublishedSentence
from polyphonie.syntheses.models.document import Document, DocumentVersion, Section
from polyphonie.syntheses.models.sentence import Evidence, Sentence

__all__ = ["Citation", "Document", "DocumentVersion", "Evidence", "PublishedSentence", "Section", "Sentence"]
