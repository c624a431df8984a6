"""Words of the form, in templates."""
