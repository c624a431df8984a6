"""What a room below tells the rooms above, without knowing them."""

from django.dispatch import Signal

contributions_received = Signal()
"""Sent with `consultation` once new contributions are committed."""

task_given_up = Signal()
"""Sent with `task_path` and `args`, once a task has killed so many workers that no other will try."""

document_published = Signal()
"""Sent with `version`, a new published version of a document."""
