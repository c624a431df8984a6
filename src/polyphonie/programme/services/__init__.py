"""Acts of the programme: evidence, reminders, unsubscription."""
