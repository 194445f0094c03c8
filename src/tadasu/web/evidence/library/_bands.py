"""Numbers that leave, or that could show one report appearing: told as bands. Pure."""

SOURCES: tuple[tuple[int, str], ...] = ((10, "10+"), (3, "3-9"), (1, "1-2"), (0, "0"))
MONTHS: tuple[tuple[int, str], ...] = ((25, "25+"), (13, "13-24"), (7, "7-12"), (4, "4-6"), (0, "0-3"))
REPORTS: tuple[tuple[int, str], ...] = ((100, "100+"), (50, "50-99"), (10, "10-49"), (0, "<10"))
"""Lowest number of a band, and how it is written. Fewer than 10 reports are told as none would be."""


def band(number: int | None, bands: tuple[tuple[int, str], ...]) -> str:
    """The band of a number; empty for what is not known.

    >>> band(2, SOURCES), band(None, MONTHS), band(0, REPORTS), band(9, REPORTS)
    ('1-2', '', '<10', '<10')
    """
    return "" if number is None else next(name for least, name in bands if number >= least)
