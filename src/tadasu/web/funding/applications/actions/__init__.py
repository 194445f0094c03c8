"""What may be done with applications: by whoever holds the code (`drafting`, `taking_over`, `sending`, `consenting`,
`withdrawing`), and by readers of the box (`opening`, `states`, `letters`)."""
