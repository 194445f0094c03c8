"""Grantees' and applicants' view of the funder, collected so that nobody can tell who said what."""
