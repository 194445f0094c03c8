"""The record of what was done: append-only, chained, in the same transaction as the act."""
