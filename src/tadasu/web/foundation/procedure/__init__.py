"""Runs the procedures of law and of funding: each case on the version it was opened with, step by step, with its clocks."""
