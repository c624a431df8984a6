"""What a room below tells the rooms above, without knowing them."""

from django.dispatch import Signal

contributions_received = Signal()
"""Sent with `consultation` once new contributions are committed."""

document_published = Signal()
"""Sent with `version`, a new published version of a document."""
