"""The strongest ways from a finding to an assessed declaration, as shapes that can be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._assess import Assessment
from tadasu.assessment._merged import merged_names
from tadasu.assessment._spelling import spelling_of
from tadasu.schema import EntityId, Finding, FoundPath, Party, PathStep, Trader
from tadasu.tracing import Path, PathFinder


@dataclass(slots=True)
class PathTeller:
    """Asks for paths in an assessment, and keeps what it needs for the next question."""

    result: Assessment
    _finders: dict[int, PathFinder] = field(default_factory=dict)
    _line_of: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self._line_of = np.flatnonzero(self.result.lines.place >= 0)

    def paths(self, line: int, *, most: int = 3) -> tuple[FoundPath, ...]:
        """The strongest ways to one declaration (its number), by the channel that decided; none where none reaches it."""
        channel = int(self.result.outcome.channel[line])
        if channel < 0:
            return ()
        found = self._finder(channel).to(int(self.result.lines.place[line]), most=most)
        return tuple(self._told(channel, path) for path in found.paths)

    def paths_to_buyer(self, company: int, *, most: int = 10) -> tuple[FoundPath, ...]:
        """The strongest ways to anything that a company (its number) bought, by all channels: first those of findings that
        leave no doubt and that the policy holds for, then the others; strongest first, of equally strong the shortest."""
        found = (
            (
                bool(one.doubt),
                not self.result.policy.holds_for(one.channel),
                -path.value,
                len(path.declarations),
                number,
                path,
            )
            for number, one in enumerate(self.result.channels)
            for path in self._finder(number).to_buyer(company, most=most).paths
        )
        best = sorted(found, key=lambda each: (*each[:5], each[5].declarations))[:most]
        return tuple(self._told(number, path) for *_, number, path in best)

    def _finder(self, channel: int) -> PathFinder:
        if channel not in self._finders:
            one, result = self.result.channels[channel], self.result
            self._finders[channel] = PathFinder.of(
                result.lines.trade, one.seeds.strength, result.table.allowed, one.found, rules=result.rules
            )
        return self._finders[channel]

    def _told(self, channel: int, path: Path) -> FoundPath:
        one = self.result.channels[channel]
        steps = []
        for number, place in enumerate(path.declarations):
            before = path.declarations[number - 1] if number else None
            after = path.declarations[number + 1] if number + 1 < len(path.declarations) else None
            steps.append(self._step(channel, place, before, after))
        finding = one.findings[int(one.seeds.finding[path.declarations[0]])]
        told = (self.result.lines.declarations[int(self._line_of[place])] for place in path.declarations)
        named = [spelling_of(party) for each in told for party in (each.seller, each.buyer)]
        return FoundPath(
            finding=finding, steps=tuple(steps), strength=path.value, merged=merged_names(self.result.companies, named)
        )

    def _step(self, channel: int, place: int, before: int | None, after: int | None) -> PathStep:
        trade, line = self.result.lines.trade, int(self._line_of[place])
        one = self.result.lines.declarations[line]
        passage = ""
        if before is not None:
            found = self.result.table.row_of(int(trade.product[before]), int(trade.product[place]))
            passage = found.row.id if found else ""
        return PathStep(
            declaration=one.id,
            seller=self._trader(one.seller, int(self.result.lines.seller[line])),
            buyer=self._trader(one.buyer, int(self.result.lines.buyer[line])),
            good=one.good,
            day=one.day,
            certainty=one.certainty,
            contested=one.contested,
            quantity=one.weight or one.quantity,
            passage=passage,
            also=0 if after is None else self._also(channel, place, after),
        )

    def _also(self, channel: int, place: int, after: int) -> int:
        """Other exposed declarations of the same parties and good that came in time for the next step."""
        trade, found = self.result.lines.trade, self.result.channels[channel].found.declaration
        same = (
            (trade.seller[found] == trade.seller[place])
            & (trade.buyer[found] == trade.buyer[place])
            & (trade.product[found] == trade.product[place])
            & (trade.day[found] <= trade.day[after])
        )
        return int(same.sum()) - 1

    def _trader(self, party: Party, company: int) -> Trader:
        return Trader(
            company=EntityId(self.result.companies.entities[company].id), name=party.name, country=party.country
        )


def fallen(paths: Iterable[FoundPath], findings: Sequence[Finding]) -> tuple[FoundPath, ...]:
    """Those that are gone when denied links are left out: one of the steps on the way is denied (the declaration asked about
    is asked about all the same), or the finding rests on a denied stake and is not among `findings`, those of the
    assessment without denied links."""
    left = {finding.id for finding in findings}
    return tuple(
        path for path in paths if path.finding.id not in left or any(step.contested for step in path.steps[:-1])
    )
