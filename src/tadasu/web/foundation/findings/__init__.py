"""Findings as apps and instances exchange them: one person concludes, another signs, nobody edits, what is withdrawn stays."""
