"""How an applicant is protected. Pure: no database."""

PUBLIC, REGION, INTERMEDIARY, WITHHELD = 0, 1, 2, 3
LEVELS = (PUBLIC, REGION, INTERMEDIARY, WITHHELD)
"""Who may know whom the money reaches: anybody; only in which part of the world; the intermediary alone; nobody, not even that
there is anybody."""

LEVEL_OF = {"public": PUBLIC, "region": REGION, "intermediary": INTERMEDIARY, "withheld": WITHHELD}
"""Answer -> level."""

CODES = {level: code for code, level in LEVEL_OF.items()}
"""Level -> answer."""

FIELDS = ("name", "country", "region", "purpose", "amount", "period", "summary")
"""What could be published of a grant, field by field: each a no until whoever holds the code says yes."""

NAMED_ONLY = frozenset({"name", "country"})
"""Fields that only go out where the name is public."""


def fields_of(level: int) -> tuple[str, ...]:
    """What can be allowed at a level.

    >>> [len(fields_of(level)) for level in LEVELS]
    [7, 5, 0, 0]
    """
    if level >= INTERMEDIARY:
        return ()
    return tuple(one for one in FIELDS if level == PUBLIC or one not in NAMED_ONLY)
