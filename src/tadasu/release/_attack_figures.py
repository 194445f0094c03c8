"""Attacks on the figures: too small a group behind a told one, subtraction between entries, versions and files, insiders."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from tadasu.release._attack_programme import Programme
from tadasu.release._attack_view import View, Where, between, covers, spot, told
from tadasu.release._grant import Grant, Level
from tadasu.release._problem import Problem
from tadasu.release._regions import macro_regions
from tadasu.release._released import Figure, Release

Found = Iterator[Problem]


def attack_figures(view: View) -> Found:
    """All of them."""
    yield from _labels(view)
    for figure in view.release.figures:
        if told(figure) and (figure.count or figure.amount):
            yield from _one(view, figure)
    yield from _past(view)
    yield from _truth(view)
    yield from _versions(view)
    yield from _sums(view)
    yield from _hidden(view)


def _labels(view: View) -> Found:
    """Years too fine or too early, places too fine."""
    for year in view.release.years:
        if not (len(year) == 4 and year.isdigit()):
            yield Problem(code="attack-period-too-fine", at=year)
        if view.policy.free_on(year[:4]) > view.release.day:
            yield Problem(code="attack-too-early", at=year)
    for region in view.release.regions:
        if region not in macro_regions():
            yield Problem(code="attack-place-too-fine", at=region)


def _one(view: View, figure: Figure) -> Found:
    """A told figure by itself: exact, of too few, or of too few beside what is known."""
    where = figure.cell
    amount, count = figure.amount or 0, figure.count or 0
    if amount % view.policy.rounding_amount or count % view.policy.rounding_count:
        yield Problem(code="attack-exact-figure", at=spot(where))
    if between(count, view.release.count_base)[1] < view.policy.few_grantees:
        yield Problem(code="attack-few-grantees", at=spot(where))
    grants = view.behind(where, view.release)
    if rule := view.judged(grants):
        with_leaked = rule == "few-grantees" and len({one.grantee for one in grants}) >= view.policy.few_grantees
        yield Problem(code="attack-known-members" if with_leaked else f"attack-{rule}", at=spot(where))
        return
    if view.theirs and view.judged(view.untold(grants, where)):
        yield Problem(code="attack-their-file", at=spot(where))
    for own in view.insiders:
        if any(one.grantee == own for one in grants) and view.judged(grants, own=own):
            yield Problem(code="attack-insider", at=spot(where))


def _past(view: View) -> Found:
    """Figures of earlier releases behind which too few are left since this one makes some of their grantees known."""
    for release in view.earlier if view.newly else ():
        for figure in release.figures:
            if told(figure) and figure.count:
                grants = view.behind(figure.cell, release)
                for group in (grants, view.untold(grants, figure.cell)):
                    if view.judged(group) and not view.judged(group, before=True):
                        yield Problem(code="attack-known-members", at=spot(figure.cell))
                for own in {one.grantee for one in grants}.intersection(view.insiders):
                    if view.judged(grants, own=own) and not view.judged(grants, own=own, before=True):
                        yield Problem(code="attack-insider", at=spot(figure.cell))


def _truth(view: View) -> Found:
    """Figures that hold grants which no figure may hold: withheld ones, public ones."""
    if not view.grants:
        return
    for figure in view.release.figures:
        if not told(figure):
            continue
        grants = view.behind(figure.cell, view.release)
        low, high = between(figure.amount or 0, view.release.amount_base)
        least, most = between(figure.count or 0, view.release.count_base)
        if not (low <= sum(one.amount for one in grants) <= high and least <= len(grants) <= most):
            yield Problem(code=f"attack-{_what_else(view, figure)}", at=spot(figure.cell))


def _what_else(view: View, figure: Figure) -> str:
    """Whether withheld grants explain the figure."""
    inside = [one for one in view.grants if _about(view, figure.cell, one) and one.level is not Level.PUBLIC]
    low, high = between(figure.amount or 0, view.release.amount_base)
    some = any(one.level is Level.WITHHELD for one in inside)
    return "existence-told" if some and low <= sum(one.amount for one in inside) <= high else "false-figure"


def _about(view: View, where: Where, grant: Grant) -> bool:
    place = view.place(grant)
    return all(not label or label == other for label, other in zip(where, place, strict=True))


def _versions(view: View) -> Found:
    """The same entry over the same years, told otherwise than before."""
    for release in view.earlier:
        before = {one.cell: one for one in release.figures}
        for figure in view.release.figures:
            other = before.get(figure.cell)
            if other is None or not _comparable(release, view.release, figure.cell):
                continue
            if told(other) and told(figure) and (other.amount, other.count) != (figure.amount, figure.count):
                yield Problem(code="attack-version", at=spot(figure.cell))


def _comparable(one: Release, other: Release, where: Where) -> bool:
    return bool(where[2]) or set(one.years) == set(other.years)


def _sums(view: View) -> Found:
    """Those hidden in a line whose total is told: the total less what is told is theirs together, and each takes off its own."""
    by_place = {one.cell: one for one in view.release.figures}
    for total in view.release.figures:
        for axis, labels in enumerate((view.release.programmes, view.release.regions, view.release.years)):
            if total.cell[axis] or not told(total) or len(labels) < 2:
                continue
            parts = [by_place[place] for label in labels if (place := _put(total.cell, axis, label)) in by_place]
            away = [one for one in parts if not told(one)]
            group = [each for one in away for each in view.untold(view.behind(one.cell, view.release), one.cell)]
            if len(parts) == len(labels) and view.judged(group) and _is_known(view, total, parts):
                yield Problem(code="attack-insider", at=spot(total.cell))


def _is_known(view: View, total: Figure, parts: list[Figure]) -> bool:
    """Whether a total less what is told of its parts is known well."""
    base = view.release.amount_base
    low, high = between(total.amount or 0, base)
    for one in parts:
        if told(one) and one.count:
            least, most = between(one.amount or 0, base)
            low, high = low - most, high - least
    return high * (100 - view.policy.protection) < max(low, 0) * (100 + view.policy.protection)


def _put(where: Where, axis: int, label: str) -> Where:
    a, b, c = (label if number == axis else one for number, one in enumerate(where))
    return a, b, c


def _hidden(view: View) -> Found:
    """Hidden entries, of this release and of earlier ones, that all that is known narrows down."""
    wanted = list(dict.fromkeys(_wanted(view)))
    if not wanted:
        return
    for measure in ("amount", "count"):
        programme, known = Programme(view, measure), _known(view, measure)
        for where, years in wanted:
            if programme.narrow(where, years) and not known(where, years).narrow(where, years):
                yield Problem(code="attack-worked-out", at=spot(where), params=(("measure", measure),))
        if programme.contradicts:
            yield Problem(code="attack-contradiction", params=(("measure", measure),))
    yield from _insiders(view, wanted)


def _insiders(view: View, wanted: list[tuple[Where, tuple[str, ...]]]) -> Found:
    """Hidden entries of which a grantee who takes off its own narrows down what the others have."""
    for own in view.insiders:
        mine = [one for grants in view.by_place.values() for one in grants if one.grantee == own]
        if not mine:
            continue
        programme, known = Programme(view, "amount", own=mine), _known(view, "amount", own=mine)
        for where, years in wanted:
            others = [one for one in view.untold(_about_years(view, where, years), where) if one.grantee != own]
            if others and programme.narrow(where, years) and not known(where, years).narrow(where, years):
                yield Problem(code="attack-insider", at=spot(where))


def _known(view: View, measure: str, *, own: Sequence[Grant] = ()) -> Callable[[Where, tuple[str, ...]], Programme]:
    """What is known of an entry over these years without this release: from files; and where it tells none of the years (retired
    ones) and the group behind it was too small before, from earlier releases too: that cannot be taken back."""
    theirs = Programme(view, measure, own=own, of=())
    past = cache(lambda: Programme(view, measure, own=own, of=view.earlier))

    def known(where: Where, years: tuple[str, ...]) -> Programme:
        if not set(years).isdisjoint(view.release.years):
            return theirs
        group = view.untold(_about_years(view, where, years), where)
        return past() if not view.grants or view.judged(group, before=True) else theirs

    return known


def _about_years(view: View, where: Where, years: tuple[str, ...]) -> list[Grant]:
    return [
        one for place, grants in view.by_place.items() if covers(where, place) and place[2] in years for one in grants
    ]


def _wanted(view: View) -> Iterator[tuple[Where, tuple[str, ...]]]:
    """Hidden entries behind which is a group that is too small (any, where nothing is known of the truth)."""
    for release in (view.release, *view.earlier):
        for figure in release.figures:
            if not told(figure):
                grants = view.untold(view.behind(figure.cell, release), figure.cell)
                if not view.grants or view.judged(grants):
                    yield figure.cell, release.years
