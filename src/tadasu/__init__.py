"""Tadasu makes human rights enforceable in trade."""
