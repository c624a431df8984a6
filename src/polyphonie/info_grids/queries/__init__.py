"""Reads shaped for pages: forms, grids being filled, grids under review."""
