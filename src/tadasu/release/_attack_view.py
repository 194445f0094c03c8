"""What the adversary looks at, and how the judge sees who is behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tadasu.release._exclusion import ExclusionPolicy
from tadasu.release._grant import Grant, Level, TheirFile
from tadasu.release._released import Figure, Release

Where = tuple[str, str, str]
"""Programme, region, year; empty for all."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A release, what is known beside it, and the truth to judge by (`grants`; `owners`: identifier -> key of a grant)."""

    release: Release
    policy: ExclusionPolicy
    grants: tuple[Grant, ...]
    owners: Mapping[str, str]
    earlier: tuple[Release, ...]
    theirs: tuple[TheirFile, ...]
    raids: tuple[tuple[str, str], ...]
    insiders: tuple[str, ...]
    leaked: frozenset[str]

    @cached_property
    def known(self) -> frozenset[str]:
        """Grantees everybody knows to be ones: on the leaked list, or told in a public record."""
        return self.leaked | {one.grantee for one in self.grants if one.level is Level.PUBLIC}

    @cached_property
    def newly(self) -> frozenset[str]:
        """Grantees whom this release makes known: told in a public record, and in none before."""
        return self._told(self.release) - frozenset(one for release in self.earlier for one in self._told(release))

    def _told(self, release: Release) -> frozenset[str]:
        owners = (self.by_key.get(self.owners.get(one.id, "")) for one in release.records if one.public)
        return frozenset(one.grantee for one in owners if one)

    @cached_property
    def by_key(self) -> Mapping[str, Grant]:
        return {one.key: one for one in self.grants}

    @cached_property
    def by_place(self) -> Mapping[Where, list[Grant]]:
        """The protected grants that may be counted, by cell."""
        found: dict[Where, list[Grant]] = {}
        for one in self.grants:
            if one.level in (Level.REGION, Level.INTERMEDIARY):
                found.setdefault(self.place(one), []).append(one)
        return found

    def place(self, grant: Grant) -> Where:
        return grant.programme, grant.region, self.policy.year_of(grant.start)

    def behind(self, where: Where, release: Release) -> list[Grant]:
        """Those that an entry of a release is about."""
        return [
            one
            for place, grants in self.by_place.items()
            if covers(where, place) and place[2] in release.years
            for one in grants
        ]

    def untold(self, grants: Iterable[Grant], where: Where) -> list[Grant]:
        """Without those that an intermediary's file lets a reader take off there."""
        files = [file.intermediary for file in self.theirs if adds_up(file, where)]
        return [one for one in grants if not any(payer in files for payer in one.intermediaries)]

    def judged(self, grants: list[Grant], *, own: str = "", before: bool = False) -> str:
        """Which rule a group breaks; empty for none, and for nobody. `own` takes itself off: it is no cover, and one fewer will
        do. `before`: for whoever did not have this release yet."""
        others = [one for one in grants if one.grantee != own]
        if not others:
            return ""
        sums: dict[str, int] = {}
        for one in others:
            sums[one.grantee] = sums.get(one.grantee, 0) + one.amount
        least = self.policy.few_grantees - (1 if own else 0)
        known = self.known - self.newly if before else self.known
        if len(sums.keys() - known) < least:
            return "few-grantees"
        payers = [len({one.intermediaries[end] if one.intermediaries else "" for one in grants}) for end in (0, -1)]
        if min(payers) < self.policy.few_intermediaries:
            return "few-intermediaries"
        largest, whole = sorted(sums.values(), reverse=True), sum(sums.values())
        if own:
            left = (whole - largest[0]) * 100
            return "dominated" if left < (100 - self.policy.dominance_two) * largest[0] else ""
        two = sum(largest[:2])
        high = largest[0] * 100 >= self.policy.dominance_one * whole or two * 100 >= self.policy.dominance_two * whole
        return "dominated" if high else ""


def covers(where: Where, place: Where) -> bool:
    """Whether an entry is about a cell."""
    return all(not label or label == other for label, other in zip(where, place, strict=True))


def adds_up(file: TheirFile, where: Where) -> bool:
    """Whether a reader of a file can say what it has of an entry; of an incomplete one we take it that every grant is known."""
    for row in file.rows:
        labels = list(zip((row.programme, row.region, row.year), where, strict=True))
        apart = any(one and other and one != other for one, other in labels)
        if file.complete and not apart and any(other and one != other for one, other in labels):
            return False
    return True


def spot(where: Where) -> str:
    """As a place in a problem."""
    return "/".join(label or "*" for label in where)


def told(figure: Figure) -> bool:
    return figure.count is not None


def between(value: int, base: int) -> tuple[int, int]:
    """What rounds to a value, halves up: from half a base below to one less than half above."""
    low = value - base // 2
    return low, low + base - 1
