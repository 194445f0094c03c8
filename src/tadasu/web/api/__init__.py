"""The programming interface: tokens, one document of all operations, errors and limits alike for every app."""
