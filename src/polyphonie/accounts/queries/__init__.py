"""Reads shaped for pages about people."""
