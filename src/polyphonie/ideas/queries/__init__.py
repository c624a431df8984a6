"""Reads shaped for the analysis, the pages and the desk."""
