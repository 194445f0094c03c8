"""Items of evidence: what was received, what was made of it, and a log of its own for each. docs/custody.md."""
