"""Guided forms for people without an account: pages of questions, a draft that only the code of a box opens, answers as they are
shown. It keeps nothing itself; a desk brings questions, words and tables (docs/guided.md)."""
