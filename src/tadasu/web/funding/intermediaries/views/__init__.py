"""Pages of intermediaries."""
