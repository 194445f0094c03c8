"""Sums of what hangs below an award, counted by the database over all of it, with what is withheld from whoever asks: for acts
that must not spend money twice. Pages show what may be known."""

from dataclasses import replace

from django.db import connection

from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.awards.queries import Balance, balance_of


def passed_on(award: Award) -> int:
    """What awards below it are worth together."""
    return int(_counted("SELECT awards_passed_on(%s)", award))


def whole_balance(award: Award) -> Balance:
    """Where its money is, all of it."""
    return replace(balance_of(award), passed_on=int(_counted("SELECT awards_paid_below(%s)", award)))


def open_below(award: Award) -> bool:
    """Whether something below it is a draft or runs."""
    return bool(_counted("SELECT awards_open_below(%s)", award))


def held_above(award: Award) -> bool:
    """Whether an award above it, at whatever depth, is suspended."""
    return award.parent_id is not None and bool(_counted("SELECT awards_held_above(%s)", award))


def _counted(query: str, award: Award) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, [award.id])
        row = cursor.fetchone()
    assert row is not None, "a function of one row"
    return int(row[0])
