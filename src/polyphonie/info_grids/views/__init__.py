"""Pages of the grid: filling, reviewing, editing the form, reading."""
