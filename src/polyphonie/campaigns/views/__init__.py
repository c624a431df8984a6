"""Pages of campaigns: public ones, the coordinator's, and joining."""
