"""The rules of the ledger: what an entry may not do after those before it, every one as a code."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tadasu.funds._entry import (
    EITHER_SIGN,
    MOVES_MONEY,
    NEEDS_TRANCHE,
    PAYS,
    Account,
    Act,
    Chart,
    Entry,
    Line,
    Move,
    Spot,
    move_of,
)
from tadasu.funds._problem import Problem, problem
from tadasu.funds._rates import converted_by
from tadasu.funds._tranche import Tranche

_SHORT = {
    Account.AVAILABLE: "over-budget",
    Account.COMMITTED: "over-commitment",
    Account.ADVANCED: "over-advance",
    Account.SPENT: "over-spent",
    Account.SURRENDERED: "over-surrendered",
}
"""Account -> what is said when more is taken out of it than is in it."""

_COPIED = ("line", "year", "amount", "award", "tranche", "flow", "original", "rate")
_UNTIL_PAID = frozenset({Act.COMMITMENT, Act.ADJUSTMENT, Act.RECEIPT})
_HELD = (Account.COMMITTED, Account.ADVANCED, Account.SPENT)


class Books:
    """Entries read in the order of their numbers. It is only ever changed by `read`, inside this room."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.balances: dict[Spot, int] = {}
        self.entries: dict[str, Entry] = {}
        self.flows: dict[str, Entry] = {}
        self._numbers: set[int] = set()
        self._reversed_by: dict[str, str] = {}
        self._last_day: dict[str, date] = {}
        self._held: dict[str, int] = {}

    def read(self, entry: Entry) -> tuple[Problem, ...]:
        """Take one in, whatever speaks against it: what is in the books is counted, and what is wrong with it is said."""
        found = self.refusals(entry)
        self.take(entry)
        return found

    def take(self, entry: Entry) -> None:
        """The same without asking the rules."""
        move = self._move(entry)
        if move is not None:
            self._apply(entry, move)
        self._numbers.add(entry.number)
        self.entries.setdefault(entry.id, entry)
        if entry.act is Act.REVERSAL:
            self._reversed_by.setdefault(entry.reverses, entry.id)
        elif entry.flow and (entry.flow not in self.flows or self._taken_back(self.flows[entry.flow])):
            self.flows[entry.flow] = entry
        self._last_day[entry.line] = max(entry.day, self._last_day.get(entry.line, entry.day))

    def refusals(self, entry: Entry) -> tuple[Problem, ...]:
        """Everything that speaks against an entry, after those that were read."""
        line = self.chart.lines.get(entry.line)
        if line is None:
            return (problem("line-unknown", entry.id, line=entry.line),)
        found = [*self._form(entry, line), *self._times(entry, line)]
        if entry.act is Act.REVERSAL:
            found += self._reversal(entry)
        else:
            found += self._tranche(entry)
        move = self._move(entry)
        if move is not None and entry.amount.currency == line.currency:
            found += self._short(entry, move)
        return tuple(found)

    def _form(self, entry: Entry, line: Line) -> Iterator[Problem]:
        """What one entry says of itself."""
        if entry.number in self._numbers:
            yield problem("number-twice", entry.id, number=entry.number)
        if entry.id in self.entries:
            yield problem("id-twice", entry.id)
        if entry.amount.currency != line.currency:
            yield problem("currency-other", entry.id, currency=line.currency)
        signed = entry.act in EITHER_SIGN or entry.act is Act.REVERSAL
        if entry.amount.minor == 0 or (entry.amount.minor < 0 and not signed):
            yield problem("amount-sign", entry.id)
        yield from _conversion(entry, line)
        if entry.act is Act.REVERSAL:
            return
        if bool(entry.flow) != (entry.act in MOVES_MONEY):
            yield problem("flow-unwanted" if entry.flow else "flow-missing", entry.id)
        if entry.flow in self.flows and not self._taken_back(self.flows[entry.flow]):
            yield problem("flow-twice", entry.id)

    def _times(self, entry: Entry, line: Line) -> Iterator[Problem]:
        """The days and years of an entry."""
        if entry.day < self._last_day.get(entry.line, entry.day):
            yield problem("day-goes-back", entry.id, day=self._last_day[entry.line])
        first, last = line.first(entry.year), line.last(entry.year)
        late = line.last_paid(entry.year) if entry.act in PAYS else last
        bounded = entry.act in PAYS or entry.act in _UNTIL_PAID
        if line.closing and bounded and entry.day > line.closing:
            yield problem("fund-closed", entry.id, day=line.closing)
        elif not line.has(entry.year) or (bounded and not first <= entry.day <= late):
            yield problem("year-other", entry.id, first=first, last=late)
        elif (entry.act is Act.BUDGET and entry.day > last) or (entry.act is not Act.BUDGET and entry.day < first):
            yield problem("year-other", entry.id, first=first, last=last)
        if entry.act is Act.LAPSE and entry.day <= last:
            yield problem("lapse-early", entry.id, day=last + timedelta(days=1))
        if entry.act is Act.CARRY_OVER and not (line.carries and line.closing is None):
            yield problem("carry-over-not-allowed", entry.id)

    def _tranche(self, entry: Entry) -> Iterator[Problem]:
        """What an entry says of a tranche, and whether it was signed."""
        if entry.act not in NEEDS_TRANCHE and not (entry.act is Act.CARRY_OVER and entry.tranche):
            if entry.tranche or entry.award:
                yield problem("tranche-unwanted", entry.id)
            return
        if not entry.tranche:
            yield problem("tranche-missing", entry.id)
            return
        tranche = self.chart.tranches.get(entry.tranche)
        if tranche is None:
            yield problem("tranche-unknown", entry.id, tranche=entry.tranche)
            return
        if tranche.award != entry.award:
            yield problem("award-other", entry.id, award=tranche.award)
        if entry.act in PAYS:
            yield from _unsigned(entry, tranche)
        if entry.act in (Act.COMMITMENT, Act.ADJUSTMENT) and tranche.amount.currency == entry.amount.currency:
            over = self._held.get(entry.tranche, 0) + entry.amount.minor - tranche.amount.minor
            if over > 0:
                yield problem("over-tranche", entry.id, missing=over)

    def _reversal(self, entry: Entry) -> Iterator[Problem]:
        """Whether it takes back, whole and once, what is there to be taken back."""
        taken = self.entries.get(entry.reverses)
        if taken is None:
            yield problem("reversal-unknown", entry.id, entry=entry.reverses)
        elif taken.act is Act.REVERSAL:
            yield problem("reversal-of-reversal", entry.id)
        elif any(getattr(taken, name) != getattr(entry, name) for name in _COPIED):
            yield problem("reversal-differs", entry.id)
        if entry.reverses in self._reversed_by:
            yield problem("reversal-twice", entry.id, by=self._reversed_by[entry.reverses])

    def _short(self, entry: Entry, move: Move) -> Iterator[Problem]:
        """No balance becomes negative; a negative amount takes out of where it would otherwise go."""
        spot = move.source if move.minor >= 0 else move.target
        missing = abs(move.minor) - self.balances.get(spot, 0)
        if spot.account is not Account.OUTSIDE and missing > 0:
            yield problem(_SHORT[spot.account], entry.id, missing=missing)

    def _move(self, entry: Entry) -> Move | None:
        """None where it moves nothing: an unknown line, a reversal of nothing."""
        line, taken = self.chart.lines.get(entry.line), self.entries.get(entry.reverses)
        if line is None:
            return None
        if entry.act is Act.REVERSAL and (taken is None or taken.act is Act.REVERSAL or taken.line != entry.line):
            return None
        return move_of(line, entry, taken)

    def _apply(self, entry: Entry, move: Move) -> None:
        for spot, minor in ((move.source, -move.minor), (move.target, move.minor)):
            self.balances[spot] = self.balances.get(spot, 0) + minor
            if spot.account in _HELD:
                self._held[spot.tranche] = self._held.get(spot.tranche, 0) + minor

    def _taken_back(self, entry: Entry) -> bool:
        return entry.id in self._reversed_by


def _conversion(entry: Entry, line: Line) -> Iterator[Problem]:
    """Whether what was paid in another currency comes, at the rate told, to what was booked."""
    if (entry.original is None) != (entry.rate is None):
        yield problem("conversion-incomplete", entry.id)
    elif entry.original is not None and entry.rate is not None:
        counted = converted_by(entry.original, line.currency, Fraction(entry.rate))
        if counted != entry.amount:
            yield problem("conversion-differs", entry.id, counted=counted.minor)


def _unsigned(entry: Entry, tranche: Tranche) -> Iterator[Problem]:
    signed = tranche.signed()
    if signed is None or signed > entry.day:
        people = len({one.person for one in tranche.signatures if one.day <= entry.day})
        yield problem("tranche-unsigned", entry.id, signed=people, least=2)
