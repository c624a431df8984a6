"""What the pages of consultations, activities and the agenda say."""
