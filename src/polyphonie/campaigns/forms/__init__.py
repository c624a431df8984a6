"""Forms of campaigns: managing, charters, joining."""
