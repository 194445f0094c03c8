"""The peers of tracing, in an environment of their own."""
