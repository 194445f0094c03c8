"""Complementary suppression: more entries are hidden until no hidden group that is too small can be worked out.

Three things are asked of what is hidden because it is too small (an entry hidden only as cover is safe by itself):

1. In every line of which the total is told, those hidden together are no small group either: who adds and subtracts gets their
   sum, and whoever is one of them gets what the others have.
2. Whatever a reader has, amount and count stay wide (`wide`).
3. So does the amount of the others for the largest grantee of any hidden cell, who takes off what it has itself.

In this order, each before the next, again from the start after something was hidden: lines in the order of entries and axes; of a
line the shown part with the smallest amount is hidden, before the total. Entries in order, parts before totals; insiders in the
order of their cells. What is hidden for an entry says `_boxes`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tadasu.release._boxes import more_for, order
from tadasu.release._cube import Axes, Group, cell_of, joined, unsafe
from tadasu.release._draft import Draft, Reached
from tadasu.release._grant import ALL, Cell, Grant
from tadasu.release._known import Reaches, reaches
from tadasu.release._problem import Problem
from tadasu.release._reach import Bounds, Own
from tadasu.release._steps import name_of


def cover_hidden(draft: Draft) -> Draft:
    """Hide more until it holds, then say for every hidden entry how far it reaches."""
    search = _Search(draft)
    while more := search.more():
        search.hide(more)
    return replace(search.draft, reached=dict(search.reached()), problems=(*draft.problems, *search.problems()))


def wide(bounds: Bounds, least: int, percent: int) -> bool:
    """Whether what is known of a number is wide enough: it is known to be nothing, or its ends are `least` apart and there is
    something between from which both are `percent` away.

    >>> wide((80, 120), 5, 20), wide((80, 119), 5, 20), wide((0, 3), 5, 20), wide((0, None), 5, 20)
    (True, False, False, True)
    """
    low, high = bounds
    if high is None or high == 0:
        return True
    return high - low >= least and high * (100 - percent) >= low * (100 + percent)


Span = tuple[Cell, Axes | None]
"""An entry of ours, or on the axes of an earlier release whose totals were over fewer years."""


@dataclass(slots=True)
class _Search:
    """The draft, and what was found of it; whatever was found wide stays so as more is hidden."""

    draft: Draft
    known: Reaches = field(init=False)
    small: dict[Span, Group] = field(default_factory=dict)
    fine_lines: set[tuple[Cell, ...]] = field(default_factory=set)
    fine: set[tuple[str, Span]] = field(default_factory=set)
    given_up: dict[Span, bool] = field(default_factory=dict)
    given_away: set[Cell] = field(default_factory=set)
    loose: set[tuple[str, Span]] = field(default_factory=set)
    outside: "tuple[Reaches, Reaches] | None" = None
    mine: dict[str, list[Grant]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = reaches(self.draft)
        for cell in sorted(self.draft.hidden, key=order):
            self._note(cell)
        self.small.update(_spans(self.draft))
        for one in self.draft.grants:
            self.mine.setdefault(one.grantee, []).append(one)

    def hide(self, more: tuple[Cell, ...]) -> None:
        for cell in more:
            self.known.hide(cell)
        self.draft = self.draft.hiding({cell: Problem(code="cell-cover") for cell in more})
        for cell in more:
            self._note(cell)

    def more(self) -> tuple[Cell, ...]:
        """What must be hidden next; nothing when all holds."""
        return self._of_lines() or self._of_entries() or self._of_insiders()

    def problems(self) -> Iterator[Problem]:
        """Entries that our earlier releases give away, to everybody or to an insider, whatever is hidden now."""
        for cell in sorted({cell for (cell, _), ours in self.given_up.items() if ours} | self.given_away, key=order):
            yield Problem(code="cell-known-already", at=name_of(cell))

    def reached(self) -> Iterator[tuple[Cell, Reached]]:
        """For every hidden entry, exactly."""
        for cell in sorted(self.draft.hidden, key=order):
            amounts, counts = self.known.amounts.reach(cell), self.known.counts.reach(cell)
            if amounts is not None and counts is not None:
                yield (
                    cell,
                    Reached(
                        least_amount=amounts[0], most_amount=amounts[1], least_count=counts[0], most_count=counts[1]
                    ),
                )

    def _note(self, cell: Cell) -> None:
        """Keep in mind a hidden entry that needs protection."""
        group = self.draft.rest(cell)
        if unsafe(group, self.draft.policy, self.draft.exposed):
            self.small[cell, None] = group

    def _of_lines(self) -> tuple[Cell, ...]:
        draft = self.draft
        for total, parts in _lines(draft):
            away = tuple(one for one in parts if one in draft.hidden)
            if total in draft.hidden or not any((one, None) in self.small for one in away) or away in self.fine_lines:
                continue
            if unsafe(joined(draft.rest(one) for one in away), draft.policy, draft.exposed):
                shown = [one for one in parts if one not in draft.hidden and draft.rest(one).count]
                more = min(shown, key=lambda one: (draft.rest(one).amount, order(one)), default=total)
                if more not in draft.fixed:
                    return (more,)
                if total not in draft.fixed:
                    return (total,)
                self.given_up[total, None] = True
            self.fine_lines.add(away)
        return ()

    def _of_entries(self) -> tuple[Cell, ...]:
        for span, group in self.small.items():
            if ("", span) in self.fine or span in self.given_up:
                continue
            if not self._holds(span, group, self.known) and not self._loosened(span, group):
                more = () if span in self.given_up else more_for(self.draft, span[0])
                if more:
                    return more
                self.given_up.setdefault(span, True)
            self.fine.add(("", span))
        return ()

    def _loosened(self, span: Span, group: Group) -> bool:
        """Where others tell so much that what is true lies near an end, the width at least is kept; whether it holds. Where they
        tell all, it is given up."""
        ours, theirs = self._outside()
        if ("", span) not in self.loose and not self._holds(span, group, ours):
            self.loose.add(("", span))
        if ("", span) in self.loose and not self._holds(span, group, ours):
            self.given_up[span] = self._holds(span, group, theirs)
            return False
        return self._holds(span, group, self.known)

    def _of_insiders(self) -> tuple[Cell, ...]:
        for cell in sorted((one for one in self.draft.hidden if ALL not in one), key=order):
            amounts = self.draft.groups.get(cell, Group()).amounts
            grantee = max(amounts, key=lambda one: (amounts[one], one), default="")
            todo = [one for one in self.small if (grantee, one) not in self.fine and one not in self.given_up]
            if grantee and todo and (more := self._of_insider(grantee, todo)):
                return more
        return ()

    def _of_insider(self, grantee: str, todo: list[Span]) -> tuple[Cell, ...]:
        own = self._own(grantee, self.known)
        seen = self.known.amounts.seen_by(own)
        for span in todo:
            cell, axes = span
            if not (axes is None and cell in seen and self._apart(grantee, span, seen[cell])):
                bounds = self.known.amounts.reach(cell, own, axes)
                if not self._apart(grantee, span, bounds) and not self._loosened_for(grantee, span, bounds):
                    more = more_for(self.draft, cell, grantee)
                    if more:
                        return more
            self.fine.add((grantee, span))
        return ()

    def _loosened_for(self, grantee: str, span: Span, bounds: Bounds | None) -> bool:
        """The same for an insider; whether it holds, or cannot be helped: then it is said whether our earlier releases are to
        blame."""
        known, theirs = self._outside()
        outside = known.amounts.reach(span[0], self._own(grantee, known), span[1])
        if self._apart(grantee, span, outside):
            return False
        self.loose.add((grantee, span))
        if self._apart(grantee, span, outside):
            return self._apart(grantee, span, bounds)
        alone = theirs.amounts.reach(span[0], self._own(grantee, theirs), span[1])
        if self._apart(grantee, span, alone):
            self.given_away.add(span[0])
        return True

    def _holds(self, span: Span, group: Group, known: Reaches) -> bool:
        """Whether amount and count are wide, the amount to both sides of what is true. What contradicts itself narrows down
        nothing; only a release with a step left out comes there."""
        draft, (cell, axes), percent = self.draft, span, self.draft.policy.protection
        strict = ("", span) not in self.loose
        for reach, true, share, least in (
            (known.counts, None, 0, draft.policy.few_grantees),
            (known.amounts, group.amount if strict else None, percent, draft.amount_base),
        ):
            if axes is None and _open(reach.seen(cell), true, share, least):
                continue
            bounds = reach.reach(cell, axes=axes)
            if bounds is not None and not _open(bounds, true, share, least):
                return False
        return True

    def _apart(self, grantee: str, span: Span, bounds: Bounds | None) -> bool:
        """The same for what is left of an entry without what a grantee has in it; nothing left is nothing to protect."""
        group, policy = self.small[span], self.draft.policy
        mine = group.amounts.get(grantee, 0)
        if bounds is None or group.amount == mine:
            return True
        left = max(0, bounds[0] - mine), None if bounds[1] is None else bounds[1] - mine
        true = None if (grantee, span) in self.loose else group.amount - mine
        return _open(left, true, policy.protection, self.draft.amount_base)

    def _outside(self) -> tuple[Reaches, Reaches]:
        """What is known without this release, and what is known without any of ours."""
        if self.outside is None:
            without = replace(self.draft, known_releases=())
            self.outside = reaches(self.draft, without_own=True), reaches(without, without_own=True)
        return self.outside

    def _own(self, grantee: str, known: Reaches) -> Own:
        amounts: dict[tuple[Cell, frozenset[str]], int] = {}
        publishing = {file.intermediary for file in self.draft.known_files}
        for one in self.mine[grantee]:
            key = cell_of(one, self.draft.policy), frozenset(one.intermediaries) & publishing
            amounts[key] = amounts.get(key, 0) + one.amount
        return known.amounts.own(amounts)


def _spans(draft: Draft) -> Iterator[tuple[Span, Group]]:
    """Small groups behind totals that an earlier release hid and that are over other years now."""
    now = draft.axes.labels[2]
    counted: dict[Cell, list[Grant]] = {}
    for release in draft.known_releases:
        if release.years == now:
            continue
        if not counted:
            for grant in draft.grants:
                for cell in draft.axes.above(cell_of(grant, draft.policy)):
                    counted.setdefault(cell, []).append(grant)
        axes = Axes((release.programmes, release.regions, release.years))
        for one in release.figures:
            if one.hidden and one.year == ALL:
                group = _within(draft, one.cell, release.years, counted)
                if unsafe(group, draft.policy, draft.exposed):
                    yield (one.cell, axes), group


def _within(draft: Draft, total: Cell, years: tuple[str, ...], counted: dict[Cell, list[Grant]]) -> Group:
    """Who was behind a total over those years, without what files tell of the total."""
    telling = {file.intermediary for file in draft.known_files if file.tells(total)}
    group = Group()
    for year in years:
        for grant in counted.get((total[0], total[1], year), ()):
            if not telling.intersection(grant.intermediaries):
                group.add(grant)
    return group


def _open(bounds: Bounds, true: int | None, percent: int, least: int) -> bool:
    """Whether a number is wide, and to both sides of what is true where that is given."""
    low, high = bounds
    if not wide(bounds, least, percent):
        return False
    below = true is None or low * 100 <= true * (100 - percent)
    return below and (true is None or high is None or high * 100 >= true * (100 + percent))


def _lines(draft: Draft) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every total of an axis with its parts."""
    for axis, labels in enumerate(draft.axes.labels):
        for total in draft.axes.cells if len(labels) > 1 else ():
            if total[axis] == ALL:
                yield total, [_at(total, axis, one) for one in labels]


def _at(cell: Cell, axis: int, label: str) -> Cell:
    """The same cell at another place of one axis."""
    programme, region, year = (label if number == axis else one for number, one in enumerate(cell))
    return programme, region, year
