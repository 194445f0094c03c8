"""Commands of `tadasu manage`."""
