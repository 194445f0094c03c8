"""Search over everything that may be found, what a piece led to, redaction, publication of findings, and where we are blind."""
