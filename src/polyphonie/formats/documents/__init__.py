"""Documents that people write: minutes of workshops in Word, OpenDocument, Markdown and plain text."""

from polyphonie.formats.documents.opening import document_tables

__all__ = ["document_tables"]
