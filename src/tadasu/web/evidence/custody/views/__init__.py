"""Pages of items of evidence."""
