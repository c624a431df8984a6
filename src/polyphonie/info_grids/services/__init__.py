"""Acts on forms and grids: one transaction each."""
