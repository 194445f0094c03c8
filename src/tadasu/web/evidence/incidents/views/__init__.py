"""Pages of documented incidents."""
