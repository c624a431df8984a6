"""What people send: forms of the editor, of the filling and of the review."""
