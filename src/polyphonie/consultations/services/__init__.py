"""Describing a consultation and its activities, attaching what documents them, showing them to everyone."""
