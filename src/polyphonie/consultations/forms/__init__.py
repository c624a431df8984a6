"""What a person fills in to describe a consultation, its activities and their documents."""
