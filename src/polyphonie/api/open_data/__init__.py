"""Open data: every public object of a campaign as files at stable addresses, made once a day."""
