"""Pages of the programme: for anyone, for the lead of a territory, for the coordinator."""
