"""Names of sealed parts."""
