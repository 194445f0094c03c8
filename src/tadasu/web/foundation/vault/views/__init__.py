"""Pages of keys, sealed records, files, releases and recovery."""
