"""For super-users only; documents are written on their own pages."""

from django.contrib import admin

from polyphonie.core.admin import ReadOnlyAdmin
from polyphonie.syntheses.models import Document, DocumentVersion


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin[Document]):
    list_display = ("title", "kind", "campaign")
    list_filter = ("kind",)


@admin.register(DocumentVersion)
class DocumentVersionAdmin(ReadOnlyAdmin[DocumentVersion]):
    list_display = ("document", "number", "published_at", "digest")
    list_select_related = ("document",)
