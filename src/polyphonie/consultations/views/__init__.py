"""Pages of consultations and activities: those that anyone reads, and those of who describes them."""
