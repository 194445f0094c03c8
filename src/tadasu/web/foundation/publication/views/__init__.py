"""Pages of proposals: to see, to write, to sign, refuse and withdraw."""
