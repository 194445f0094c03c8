"""Two simpler plans to compare with: step by step whatever adds most, and down the ranking until the money is gone.

Neither looks back, so neither can keep to rules about shares and numbers of intermediaries, which hold for a whole plan:
which rules they break is told. They keep to every rule that an addition can only bring nearer to its limit.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tadasu.funds._plan.levels import Stakes, Thing, lot_of
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.rules import Choice, Rule, Rules

Gain = tuple[int, ...]


class Room:
    """What is left of every rule that an addition can only bring nearer to its limit."""

    def __init__(self, rules: Rules) -> None:
        self._rules = [one for one in rules.linear if one.most is not None and min(one.terms.values(), default=0) >= 0]
        self._of: dict[int, list[int]] = {}
        for n, rule in enumerate(self._rules):
            for choice in rule.terms:
                self._of.setdefault(choice, []).append(n)
        self._left = [rule.most or 0 for rule in self._rules]

    def against(self, choice: int) -> Iterator[Rule]:
        """Rules that leave no room for it."""
        for n in self._of.get(choice, ()):
            if self._rules[n].terms[choice] > self._left[n]:
                yield self._rules[n]

    def take(self, choice: int) -> None:
        for n in self._of.get(choice, ()):
            self._left[n] -= self._rules[n].terms[choice]


class Kept:
    """What is kept so far, and what one more choice would add, level by level."""

    def __init__(self, stakes: Stakes) -> None:
        self._stakes = stakes
        self.alive: set[str] = set()
        self._findings: set[str] = set()
        self._cells_of, self._findings_of = _by_part(stakes.cells), _by_part(stakes.findings)
        self._holds_of, self._duties_of = _by_part(stakes.holds), _by_part(stakes.duties)

    def gain(self, choice: Choice) -> Gain:
        """What it would add to each level."""
        new = choice.option.keeps - self.alive
        alive = self.alive | new
        fresh = _fresh(self._findings_of, new, self.alive, alive)
        findings = self._findings | fresh.keys()
        values = {
            "cells": len(_fresh(self._cells_of, new, self.alive, alive)),
            "gravest": len(fresh.keys() & self._stakes.gravest),
            "findings": len(fresh),
            "holds": _weight(_fresh(self._holds_of, fresh, self._findings, findings)),
            "duties": _weight(_fresh(self._duties_of, fresh, self._findings, findings)),
            "spare": -choice.total,
        }
        return tuple(
            values[level] if level in values else len(self._stakes.reach.get(level, frozenset()) & new)
            for level in self._stakes.levels
        )

    def take(self, choice: Choice) -> None:
        new = choice.option.keeps - self.alive
        fresh = _fresh(self._findings_of, new, self.alive, self.alive | new)
        self.alive |= new
        self._findings |= fresh.keys()

    def worth(self, gain: Gain) -> bool:
        """Whether anything but money changes."""
        return any(value > 0 for level, value in zip(self._stakes.levels, gain, strict=True) if level != "spare")


def by_gain(problem: PlanProblem, rules: Rules, stakes: Stakes) -> tuple[int, ...]:
    """Take what adds most, level by level, as long as something does; of equals the one with the smaller lot."""
    room, kept, taken = Room(rules), Kept(stakes), list[int]()
    lots = [lot_of(problem.lot, 0, one.candidate, one.option.id) for one in rules.choices]
    left = set(range(len(rules.choices)))
    while left:
        left = {one for one in left if not any(room.against(one))}
        gains = {one: kept.gain(rules.choices[one]) for one in left}
        worth = [one for one, gain in gains.items() if kept.worth(gain)]
        if not worth:
            break
        best = max(worth, key=lambda one: (gains[one], -lots[one], -one))
        _take(best, rules, room, kept, taken)
        left.discard(best)
    return tuple(sorted(taken))


def by_order(rules: Rules, stakes: Stakes, place: Callable[[Choice], tuple[int, str]]) -> tuple[int, ...]:
    """Down the list: of each candidate the first option that fits, those that keep most before the others, then the
    cheapest."""
    room, kept, taken = Room(rules), Kept(stakes), list[int]()
    order = sorted(
        range(len(rules.choices)),
        key=lambda n: (
            place(rules.choices[n]),
            -len(rules.choices[n].option.keeps),
            rules.choices[n].total,
            rules.choices[n].option.id,
        ),
    )
    for one in order:
        if not any(room.against(one)):
            _take(one, rules, room, kept, taken)
    return tuple(sorted(taken))


def _take(choice: int, rules: Rules, room: Room, kept: Kept, taken: list[int]) -> None:
    room.take(choice)
    kept.take(rules.choices[choice])
    taken.append(choice)


def _by_part(things: Sequence[Thing]) -> Mapping[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for one in things:
        for part in {each for way in one.ways for each in way}:
            found.setdefault(part, []).append(one)
    return found


def _fresh(
    of: Mapping[str, list[Thing]], new: frozenset[str] | Mapping[str, Thing], before: set[str], after: set[str]
) -> dict[str, Thing]:
    """Things that were not kept and are."""
    near = {one.id: one for part in new for one in of.get(part, ())}
    return {id: one for id, one in near.items() if _stands(one, after) and not _stands(one, before)}


def _stands(thing: Thing, there: set[str]) -> bool:
    return sum(way <= there for way in thing.ways) >= thing.least


def _weight(things: Mapping[str, Thing]) -> int:
    return sum(one.weight for one in things.values())
