"""Documented incidents: what other organisations wrote down, taken in by the file, searchable by what is coded of them."""
