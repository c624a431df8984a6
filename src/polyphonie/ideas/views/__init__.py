"""Pages of ideas: reading them, deciding of them, gathering them."""
