"""Draws the chains that are planted in a trade, kind by kind; `_chain_shapes` says what each kind is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tadasu.demo._chain_shapes import CHAIN_KINDS, TIERS, ChainFinding, Draft, Leg
from tadasu.demo._dice import number, pick
from tadasu.demo._follows import APART, FACTS, INPUTS, OUTPUTS, follows

_GAP = (2, 45)
"""Days from one declaration of a chain to the next."""

_SOURCES = tuple(good for good in OUTPUTS if OUTPUTS[good])
_HOME, _THIRD = ("bd", "cn", "id", "in", "vn"), ("kr", "my", "tr")


@dataclass(slots=True)
class Planter:
    """Draws chains; `companies` counts the companies used so far."""

    rng: Random
    companies: int = field(default=0, init=False)

    def plant(self, count: int) -> list[Draft]:
        """So many chains, the kinds in turn; `straight` takes 1 to 6 declarations in turn."""
        return [self._draft(CHAIN_KINDS[turn % len(CHAIN_KINDS)], turn // len(CHAIN_KINDS)) for turn in range(count)]

    def company(self) -> int:
        """One nobody has used."""
        self.companies += 1
        return self.companies - 1

    def way(self, length: int, *, start: str = "") -> list[str]:
        """Goods that are made one from another; where nothing more is made, the good is sold on."""
        goods = [start or pick(self.rng, _SOURCES)]
        while len(goods) < length:
            further = OUTPUTS[goods[-1]]
            goods.append(pick(self.rng, further) if further else goods[-1])
        return goods

    def way_to(self, length: int, end: str) -> list[str]:
        """The same, backwards from the last good."""
        goods = [end]
        while len(goods) < length:
            before = INPUTS[goods[0]]
            goods.insert(0, pick(self.rng, before) if before else goods[0])
        return goods

    def chain(self, kind: str, goods: list[str], *, days: list[int] | None = None, tiers: int | None = None) -> Draft:
        """Companies in a row pass the goods on. The first is found, whatever it sells."""
        firms = [self.company() for _ in range(len(goods) + 1)]
        country = pick(self.rng, _HOME)
        days = days or self.days(len(goods))
        legs = [
            Leg(seller=seller, buyer=buyer, good=good, day=day, country=country)
            for seller, buyer, good, day in zip(firms, firms[1:], goods, days, strict=False)
        ]
        return Draft(
            kind=kind,
            finding=ChainFinding(company=firms[0]),
            legs=legs,
            steps=[[place] for place in range(len(legs))],
            tiers=len(legs) if tiers is None else tiers,
        )

    def days(self, length: int) -> list[int]:
        """Days of declarations one after another, from 0."""
        days = [0]
        while len(days) < length:
            days.append(days[-1] + number(self.rng, *_GAP))
        return days

    def _draft(self, kind: str, turn: int) -> Draft:
        return self._straight(1 + turn % TIERS) if kind == "straight" else _PLANTED[kind](self)

    def _straight(self, length: int) -> Draft:
        """Half of the findings are of the good that is sold, named by its heading."""
        draft = self.chain("straight", self.way(length))
        if self.rng.random() < 0.5:
            draft.finding = ChainFinding(company=draft.finding.company, good=draft.legs[0].good[:4])
        return draft


def _same_day(planter: Planter) -> Draft:
    """At least one declaration leaves the day its input arrives; of some chains all do."""
    length = number(planter.rng, 2, TIERS)
    days = planter.days(length)
    tie = number(planter.rng, 1, length - 1)
    moved = [*days[:tie], *(day - days[tie] + days[tie - 1] for day in days[tie:])]
    days = [0] * length if planter.rng.random() < 0.3 else moved
    return planter.chain("same-day", planter.way(length), days=days)


def _re_export(planter: Planter) -> Draft:
    """The last firm sells on what it bought; the origin stays what it was."""
    goods = planter.way(number(planter.rng, 1, TIERS - 1))
    return planter.chain("re-export", [*goods, goods[-1]])


def _third_country(planter: Planter) -> Draft:
    """A trader in a third country sells on what it bought and declares its own country as the origin from then on."""
    goods = planter.way(number(planter.rng, 1, TIERS - 2))
    at = number(planter.rng, 1, len(goods))
    draft = planter.chain("third-country", [*goods[:at], *goods[at - 1 :]])
    trader = pick(planter.rng, _THIRD)
    draft.legs[at:] = [replace(leg, country=trader) for leg in draft.legs[at:]]
    return draft


def _split(planter: Planter) -> Draft:
    """One step comes in two to four consignments; the first is in time, of the others some are too late."""
    length = number(planter.rng, 2, TIERS)
    draft = planter.chain("split", planter.way(length))
    at = number(planter.rng, 0, length - 2)
    for _ in range(number(planter.rng, 1, 3)):
        draft.steps[at].append(len(draft.legs))
        draft.legs.append(replace(draft.legs[at], day=draft.legs[at].day + number(planter.rng, 0, 2 * _GAP[1])))
    return draft


def _circle(planter: Planter, kind: str) -> Draft:
    """A good goes to a firm, on to another, back to the first, and then what is made of it leaves."""
    first, made = planter.way(2)
    draft = planter.chain(kind, [first, first, first, made])
    there, back = draft.legs[1].seller, draft.legs[1].buyer
    draft.legs[2] = replace(draft.legs[2], seller=back, buyer=there)
    draft.legs[3] = replace(draft.legs[3], seller=there)
    draft.tiers = 2
    return draft


def _finding_behind(planter: Planter) -> Draft:
    """What a firm did does not stain those it buys from, circle or not."""
    draft = _circle(planter, "finding-behind")
    draft.finding = ChainFinding(company=draft.legs[-1].buyer)
    draft.tiers = 0
    return draft


def _wrong_product(planter: Planter) -> Draft:
    bought, sold = pick(planter.rng, APART)
    before = planter.way_to(number(planter.rng, 1, 3), bought)
    after = planter.way(number(planter.rng, 1, 3), start=sold)
    return planter.chain("wrong-product", [*before, *after], tiers=0)


def _wrong_date(planter: Planter) -> Draft:
    """From one declaration on, everything left before the input of that one came."""
    length = number(planter.rng, 2, TIERS)
    days = planter.days(length)
    at = number(planter.rng, 1, length - 1)
    back = days[-1] - days[at - 1] + number(planter.rng, 1, 30)
    moved = [*days[:at], *(day - back for day in days[at:])]
    return planter.chain("wrong-date", planter.way(length), days=[day - min(moved) for day in moved], tiers=0)


def _late_finding(planter: Planter) -> Draft:
    """`since` counts from the first day of the chain, as days do until the chain has its place."""
    draft = planter.chain("late-finding", planter.way(number(planter.rng, 1, TIERS)), tiers=0)
    draft.finding = ChainFinding(company=draft.finding.company, since=number(planter.rng, 1, 400))
    return draft


def _other_good(planter: Planter) -> Draft:
    draft = planter.chain("other-good", planter.way(number(planter.rng, 1, TIERS)), tiers=0)
    others = [good for pair in FACTS for good in pair if not follows(good, draft.legs[0].good)]
    others = [good for good in others if good[:2] != draft.legs[0].good[:2]]
    draft.finding = ChainFinding(company=draft.finding.company, good=pick(planter.rng, others)[:4])
    return draft


_PLANTED: Mapping[str, Callable[[Planter], Draft]] = {
    "cycle": lambda planter: _circle(planter, "cycle"),
    "finding-behind": _finding_behind,
    "late-finding": _late_finding,
    "other-good": _other_good,
    "re-export": _re_export,
    "same-day": _same_day,
    "split": _split,
    "third-country": _third_country,
    "too-long": lambda planter: planter.chain("too-long", planter.way(TIERS + 1)),
    "wrong-date": _wrong_date,
    "wrong-product": _wrong_product,
}
