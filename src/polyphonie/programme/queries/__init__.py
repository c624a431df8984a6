"""Reads shaped for pages: stages, sincerity, figures, mailings."""
