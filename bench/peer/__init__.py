"""The peer we measure ourselves against, in an environment of its own."""
