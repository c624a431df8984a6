"""What a room below tells the rooms above, without knowing them."""

from django.dispatch import Signal

contributions_received = Signal()
"""Sent with `consultation` once new contributions are committed."""

task_given_up = Signal()
"""Sent with `task_path` and `args`, once a task has killed so many workers that no other will try."""

document_published = Signal()
"""Sent with `version`, a new published version of a document."""

campaign_created = Signal()
"""
Sent with `campaign`, `made_from` (a campaign or None), `person` and `at`, in the transaction that creates a campaign.

Rooms that keep something of a campaign (its grid form, its codebook) copy or prepare theirs; all are kept, or none.
"""

charter_published = Signal()
"""Sent with `charter`, a new published version of a charter, once it is committed."""

campaign_checked = Signal()
"""Sent with `campaign` when its preparation is shown; each receiver answers with a `campaigns.records.Check`."""

rows_asked_to_go = Signal()
"""
Sent with `consultation`, `batch` (the number of the import that brought the rows) and `since`, before what an import
brought is removed. Each receiver answers with a list of `core.obstacles.Obstacle`: what rests on these rows.
"""

rows_going = Signal()
"""
Sent with `consultation`, `batch` and `since`, in the transaction that decides the removal. Receivers remove what was
computed of these rows and never published, for it can be computed again.
"""
