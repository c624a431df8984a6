"""Forms about people: invitations, roles, filters."""
