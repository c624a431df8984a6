"""The columns of the tables that `polyphonie ideas` writes: a contract, described in docs/reference/ideas.md."""

IDEA_COLUMNS = ("idea", "label", "theme", "n_contributions", "n_distinct", "stability", "quote_id")
CONTRIBUTION_COLUMNS = ("id", "idea", "theme", "duplicate_of", "language", "status", "reason")
