"""The ground floor that every desk stands on: who people are, what they may do, what is sealed, what was done."""
