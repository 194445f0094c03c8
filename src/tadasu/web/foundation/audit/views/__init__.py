"""Pages for those who look after what was done."""
