"""Pages: `form` of people without an account, `reports` of those who read."""
