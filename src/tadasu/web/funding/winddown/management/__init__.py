"""Commands of whoever runs the machine."""
