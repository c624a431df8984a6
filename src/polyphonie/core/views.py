"""Giving files back, as downloads and never as pages."""

from django.http import FileResponse

from polyphonie.core.files import path_of
from polyphonie.core.models import StoredFile


def file_response(file: StoredFile) -> FileResponse:
    """
    Give a file as a download. The caller has checked who asks.

    No browser shows it as a page of this site: it is an attachment, its type is not guessed, and a policy
    of its own forbids it everything.
    """
    response = FileResponse(path_of(file).open("rb"), as_attachment=True, filename=file.name)
    response.headers["Content-Type"] = file.media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
