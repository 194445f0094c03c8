"""Pages of needs and plans."""
