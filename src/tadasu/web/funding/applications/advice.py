"""What protection is recommended, and why: it recommends and never decides. Pure: no words, no database.

The rule is ours, after what funders do (reference funding.md, B and E): what is not answered, and what nobody knows, counts
for the danger.
"""

from dataclasses import dataclass

from tadasu.web.foundation.guided.questions import NO, Answers
from tadasu.web.funding.applications.levels import INTERMEDIARY, LEVEL_OF, PUBLIC, REGION, WITHHELD

ASKED = ("inside", "punished", "known", "pointing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A level, and which of the dangers speak for it: words of `data/texts`, under `advice`."""

    level: int
    reasons: tuple[str, ...]


def recommended(answers: Answers) -> Advice:
    """From the four questions.

    Nobody inside and nothing punished: named, or by region if something published would point to them. Punished while somebody
    is inside: known to the intermediary only, and withheld where an amount and a month alone would point to them. One of both, or
    a name that the authorities do not know yet: by region, and by the intermediary where somebody inside could be found by it.

    >>> recommended({"inside": "no", "punished": "no", "known": "yes", "pointing": "no"}).level
    0
    >>> recommended({"inside": "yes", "punished": "yes", "known": "yes", "pointing": "no"}).level
    2
    >>> recommended({}).level
    3
    """
    inside, punished, pointing = (answers.get(one) != NO for one in ("inside", "punished", "pointing"))
    not_known = answers.get("known") != "yes"
    reasons = [
        name
        for name, yes in (
            ("inside", inside),
            ("punished", punished),
            ("not-known", not_known and (inside or punished)),
            ("pointing", pointing),
        )
        if yes
    ]
    if inside and punished:
        level = WITHHELD if pointing else INTERMEDIARY
    elif inside and not_known:
        level = INTERMEDIARY
    elif inside or punished or pointing:
        level = REGION
    else:
        level = PUBLIC
    return Advice(level=level, reasons=tuple(reasons) or ("nothing",))


def chosen(answers: Answers) -> int:
    """The level that was chosen; without a choice the strongest.

    >>> chosen({"level": "region"}), chosen({})
    (1, 3)
    """
    return LEVEL_OF.get(str(answers.get("level", "")), WITHHELD)
