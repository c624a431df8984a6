"""Reads shaped for exports."""
