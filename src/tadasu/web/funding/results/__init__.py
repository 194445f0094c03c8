"""What the funding led to, and how grantees see the funder."""
