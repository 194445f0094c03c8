"""The steps from grants to a release, up to the figures: which grants, and which entries must be hidden. One after another; a
test leaves out one at a time and sees the attack succeed. (`_cover` hides more until nothing can be worked out, `_records`
makes the records.)"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tadasu.release._cube import (
    Group,
    axes_of,
    cell_of,
    dominated,
    grouped,
    too_few,
    too_few_payers,
    unsafe,
)
from tadasu.release._draft import Draft, interval
from tadasu.release._grant import ALL, Cell, Grant, Level
from tadasu.release._known import disagreeing
from tadasu.release._problem import Problem
from tadasu.release._released import Figure, Record, Release
from tadasu.schema import UsageError


def leave_out_withheld(draft: Draft) -> Draft:
    """Grants whose existence is withheld are in no cell, no total, no record: as if they were not."""
    return draft.without(lambda one: Problem(code="grant-existence-withheld") if one.level is Level.WITHHELD else None)


def hold_back(draft: Draft) -> Draft:
    """Protected grants wait until their year is over for as long as the policy says."""

    def waiting(one: Grant) -> Problem | None:
        free = draft.policy.free_on(draft.policy.year_of(one.start))
        return Problem(code="grant-held-back", params=(("day", free.isoformat()),)) if free > draft.today else None

    return draft.without(waiting)


def leave_retired_years(draft: Draft) -> Draft:
    """Of years that are told no more nothing is told, public grants neither, nor grants that were counted in them: what earlier
    releases told of them may single somebody out by now. Those releases told no other year, so that nothing of them stands beside
    what is told. Raises UsageError where one did."""
    if not draft.retired:
        return draft
    if any(
        not draft.retired.isdisjoint(one.years) and not draft.retired.issuperset(one.years) for one in draft.earlier
    ):
        raise UsageError("release-years-retired")

    told = {one.key for one in draft.before if draft.policy.year_of(one.start) in draft.retired}

    def retired(one: Grant) -> bool:
        return one.key in told or draft.policy.year_of(one.start) in draft.retired

    why = Problem(code="grant-year-retired")
    left = draft.without(lambda one: why if retired(one) else None)
    return replace(
        left,
        public=tuple(one for one in draft.public if not retired(one)),
        earlier=tuple(one for one in draft.earlier if draft.retired.isdisjoint(one.years)),
        reasons={**left.reasons, **{one.key: why for one in draft.public if retired(one)}},
    )


def keep_closed_years(draft: Draft) -> Draft:
    """A year that any earlier release told is closed: it is told again as it was, from the grants as they were counted, and what
    was hidden stays hidden. Nothing that happened since can then be seen in a difference. Grants booked into a closed year
    afterwards are in no figure."""
    closed = frozenset(year for release in draft.earlier for year in release.years)
    then = {one.key: one for one in draft.before if draft.policy.year_of(one.start) in closed}
    late = draft.without(
        lambda one: (
            Problem(code="grant-year-closed")
            if draft.policy.year_of(one.start) in closed and then and one.key not in then
            else None
        )
    )
    open_ = tuple(one for one in late.grants if not then or one.key not in then)
    kept = replace(late, closed=closed, grants=(*then.values(), *open_), known_releases=draft.earlier)
    return replace(kept, kept=tuple(_kept_records(draft.earlier)), fixed=dict(_fixed(draft.earlier)))


def _kept_records(earlier: tuple[Release, ...]) -> Iterator[Record]:
    told: set[str] = set()
    for release in earlier:
        for one in release.records:
            if not one.public and one.id not in told:
                told.add(one.id)
                yield one


def _fixed(earlier: tuple[Release, ...]) -> Iterator[tuple[Cell, Figure]]:
    """Figures of single years, and totals over years; `lay_out` drops the totals that are over other years than now."""
    for release in reversed(earlier):
        yield from ((one.cell, one) for one in release.figures if not one.hidden)


def lay_out(draft: Draft) -> Draft:
    """The table: axes, and who is behind each entry. Never left out."""
    cells = [cell_of(one, draft.policy) for one in draft.grants]
    before = [one.cell for release in draft.known_releases for one in release.figures]
    axes = axes_of([*cells, *before])
    groups = grouped(draft.grants, axes, draft.policy)
    fixed = {cell: one for cell, one in draft.fixed.items() if cell in set(axes.cells) and _same_years(draft, cell)}
    away = {cell: Problem(code="cell-hidden-before") for cell in _hidden_before(draft) if cell not in fixed}
    laid = replace(draft, axes=axes, groups=groups, rests=_rests(draft, axes.cells), fixed=fixed)
    hidden = {cell: why for cell, why in away.items() if cell in set(axes.cells)}
    return replace(laid, hidden=hidden, problems=(*draft.problems, *_changed(laid), *_disagreeing(laid)))


def _same_years(draft: Draft, cell: Cell) -> bool:
    """Whether a total over years was over the years of now, in every release that told it."""
    years = draft.closed | {draft.policy.year_of(one.start) for one in draft.grants}
    return cell[2] != ALL or all(set(release.years) == years for release in draft.known_releases)


def _hidden_before(draft: Draft) -> Iterator[Cell]:
    for release in draft.known_releases:
        yield from (one.cell for one in release.figures if one.hidden and _same_years(draft, one.cell))


def _changed(draft: Draft) -> Iterator[Problem]:
    """Figures of closed years that the grants given do not add up to: whoever released them counted others."""
    bases = {one.cell: release for release in draft.known_releases for one in release.figures}
    for cell, one in draft.fixed.items():
        group, release = draft.groups.get(cell, Group()), bases[cell]
        for told, true, base in (
            (one.amount, group.amount, release.amount_base),
            (one.count, group.count, release.count_base),
        ):
            least, most = interval(told or 0, base)
            if not least <= true <= most:
                yield Problem(code="cell-changed", at=name_of(cell))
                break


def _disagreeing(draft: Draft) -> Iterator[Problem]:
    yield from (Problem(code="file-disagrees", at=one.intermediary) for one in disagreeing(draft))


def _rests(draft: Draft, cells: tuple[Cell, ...]) -> dict[Cell, Group]:
    """Entry -> who is behind it and told by no file of an intermediary there."""
    if not draft.theirs:
        return {}
    tells = {(file.intermediary, cell) for file in draft.theirs for cell in cells if file.tells(cell)}
    axes, found = axes_of(cells), dict[Cell, Group]()
    for grant in draft.grants:
        for entry in axes.above(cell_of(grant, draft.policy)):
            if not any((one, entry) in tells for one in grant.intermediaries):
                found.setdefault(entry, Group()).add(grant)
    return found


def hide_few_grantees(draft: Draft) -> Draft:
    """Entries with too few grantees behind them; those that are known anyway do not count."""
    code, least = "cell-few-grantees", str(draft.policy.few_grantees)
    return _hide(draft, code, least, lambda group: too_few(group, draft.policy, draft.exposed))


def hide_few_intermediaries(draft: Draft) -> Draft:
    """Entries paid through too few intermediaries."""
    code, least = "cell-few-intermediaries", str(draft.policy.few_intermediaries)
    return _hide(draft, code, least, lambda group: too_few_payers(group, draft.policy))


def hide_dominated(draft: Draft) -> Draft:
    """Entries of which one or two have nearly all."""
    return _hide(draft, "cell-dominated", "", lambda group: dominated(group, draft.policy))


def hide_their_rests(draft: Draft) -> Draft:
    """Entries of which intermediaries tell so much themselves that what is left is of too few."""
    known = replace(draft, known_files=draft.theirs)
    if not draft.theirs:
        return known
    bad = {
        cell: Problem(code="cell-their-file")
        for cell in draft.axes.cells
        if unsafe(known.rest(cell), draft.policy, draft.exposed)
    }
    return known.hiding(bad)


def round_figures(draft: Draft) -> Draft:
    """Amounts and counts to the bases of the policy."""
    return replace(draft, amount_base=draft.policy.rounding_amount, count_base=draft.policy.rounding_count)


def _hide(draft: Draft, code: str, least: str, bad: Callable[[Group], bool]) -> Draft:
    why = Problem(code=code, params=(("least", least),) if least else ())
    return draft.hiding({cell: why for cell, group in draft.groups.items() if bad(group)})


def name_of(cell: Cell) -> str:
    """A cell as a place in a problem: `programme/region/year`, `*` for all."""
    return "/".join(one or "*" for one in cell)
