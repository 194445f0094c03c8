"""The peer of published grants, iatikit, in an environment of its own."""
