"""Polyphonie: territorial concertations on artificial intelligence, from the call to the manifesto."""

__version__ = "0.1.0"
