"""A grant from agreement to close."""
