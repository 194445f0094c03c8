"""Pages of published articles."""
