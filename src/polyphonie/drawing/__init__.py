"""Pure functions that return SVG: the stave, the opinion map, the map of France."""
