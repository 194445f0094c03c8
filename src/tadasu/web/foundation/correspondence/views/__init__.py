"""Pages: `box`, `counter` and `files` of people without an account, `reading`, `writing` and `counters` of those who read."""
