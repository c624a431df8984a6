"""Reads shaped for the pages of the portal."""
