"""Petitions to authorities: drafted from findings, counted for completeness, released by two people, handed in."""
