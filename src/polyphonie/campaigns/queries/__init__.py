"""Reads shaped for pages: charters, the coordinator's management, joining."""

from polyphonie.campaigns.queries.charters import charter_in_force

__all__ = ["charter_in_force"]
