"""Pages about people: my account, invitations, who can see what, what was done."""
