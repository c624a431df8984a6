"""What changes campaigns: managing, charters, joining."""

from polyphonie.campaigns.services.publishing import publish_charter

__all__ = ["publish_charter"]
