"""What pages and other rooms read of documents."""

from polyphonie.syntheses.queries.documents import (
    documents_of_campaign,
    last_version,
    local_documents,
    sentences_citing,
)

__all__ = ["documents_of_campaign", "last_version", "local_documents", "sentences_citing"]
