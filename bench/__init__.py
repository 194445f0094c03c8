"""Every number we claim, measured anew: `python -m bench`."""
