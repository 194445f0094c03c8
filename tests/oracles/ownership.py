"""Slow twins of `tadasu.ownership`: the rules read aloud over plain dictionaries, and exact fractions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from tadasu.schema import WHOLE, Certainty, Stake, StakeKind

Key = tuple[str, str, StakeKind]
"""Owner, company, kind."""

Bounds = tuple[int, int]
Links = Mapping[Key, Bounds]
ADDED = (StakeKind.SHARES, StakeKind.VOTES)


def links(stakes: Iterable[Stake]) -> dict[Key, Bounds]:
    """Bounds of every link: added up within a list, met between lists, and bounded by what others surely hold."""
    by_list: dict[Key, dict[str, list[Bounds]]] = defaultdict(lambda: defaultdict(list))
    for stake in set(stakes):
        if stake.owner != stake.company:
            bounds = (stake.least or 0, WHOLE if stake.most is None else stake.most)
            by_list[stake.owner, stake.company, stake.kind][stake.origin.list_id].append(bounds)
    met = {key: _met([_added(bounds) for bounds in lists.values()]) for key, lists in by_list.items()}
    return {key: (least, _left(key, least, most, met)) for key, (least, most) in met.items()}


def tiers(
    links: Links, listed: Collection[str], *, threshold: int, by_most: bool, control: bool, everybody: Collection[str]
) -> dict[str, int]:
    """The round in which each is reached. Every round asks every company anew, with those reached before."""
    found = dict.fromkeys(sorted(set(listed) & set(everybody)), 0)
    while True:
        reached = set(found)
        new = [
            company
            for company in everybody
            if company not in found
            and _is_reached(links, company, reached, threshold=threshold, by_most=by_most, control=control)
        ]
        if not new:
            return found
        tier = max(found.values(), default=0) + 1
        found |= dict.fromkeys(new, tier)


def surest(
    stakes: Collection[Stake], listed: Mapping[str, int], *, weights: Mapping[Certainty, int], threshold: int
) -> dict[str, int]:
    """How surely each company is owned that is not listed: rounds in which every company takes the best that the last round
    gives it, until nothing gets better."""
    known, companies = links(stakes), sorted({stake.company for stake in stakes})
    found = dict(listed)
    while True:
        new = dict(found)
        for company in companies:
            into = [stake for stake in set(stakes) if stake.company == company and stake.owner in found]
            values = {found[stake.owner] + weights[stake.certainty] for stake in into if stake.owner != company}
            enough = [value for value in values if _held(known, into, found, weights, value) >= threshold]
            if enough:
                new[company] = max([*enough, found.get(company, min(enough))])
        if new == found:
            return {name: value for name, value in found.items() if name not in listed}
        found = new


def _held(
    known: Links, into: list[Stake], found: Mapping[str, int], weights: Mapping[Certainty, int], least: int
) -> int:
    """Shares of one company that count at `least` or more: within a list added up, of several lists the most."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for stake in into:
        sure = found[stake.owner] + weights[stake.certainty] >= least
        if sure and stake.owner != stake.company and stake.kind is StakeKind.SHARES:
            sums[stake.owner][stake.origin.list_id] += stake.least or 0
    company = into[0].company
    return sum(min(known[owner, company, StakeKind.SHARES][0], max(lists.values())) for owner, lists in sums.items())


def settled(shares: Mapping[tuple[str, str], int], owners: Collection[str], *, up: bool) -> dict[str, int]:
    """Integrated shares in parts of 10^12: all worked out anew from the last round, until a round changes nothing."""
    fine = 10**6
    found: dict[str, int] = {}
    while True:
        sums: dict[str, int] = defaultdict(int)
        for (owner, company), share in shares.items():
            if company not in owners:
                sums[company] += share * (WHOLE * fine if owner in owners else found.get(owner, 0))
        new = {name: min(WHOLE * fine, -(-total // WHOLE) if up else total // WHOLE) for name, total in sums.items()}
        if new == found:
            return found
        found = new


def exact(shares: Mapping[tuple[str, str], int], owners: Collection[str], *, each: Fraction) -> dict[str, Fraction]:
    """The solution of x = d + A x over those the owners reach, by elimination; `each` is added to every d.

    With `each` = 0 these are the integrated shares; with d = 0 and `each` = 1 unit, what an error of a unit grows to.
    """
    reached = _reached(shares, owners)
    rows = {}
    for company in reached:
        row = dict.fromkeys(reached, Fraction(0)) | {company: Fraction(1)}
        right = each
        for (owner, held), share in shares.items():
            if held == company and owner in owners and not each:
                right += Fraction(share, WHOLE)
            elif held == company and owner in reached:
                row[owner] -= Fraction(share, WHOLE)
        rows[company] = (row, right)
    return _solved(rows)


def _added(bounds: list[Bounds]) -> Bounds:
    return min(WHOLE, sum(least for least, _ in bounds)), min(WHOLE, sum(most for _, most in bounds))


def _met(bounds: list[Bounds]) -> Bounds:
    least, most = max(least for least, _ in bounds), min(most for _, most in bounds)
    if least <= most:
        return least, most
    return min(least for least, _ in bounds), max(most for _, most in bounds)


def _left(key: Key, least: int, most: int, met: Links) -> int:
    owner, company, kind = key
    if kind not in ADDED:
        return most
    others = sum(low for (who, what, how), (low, _) in met.items() if (what, how) == (company, kind) and who != owner)
    return most if others + least > WHOLE else min(most, WHOLE - others)


def _is_reached(links: Links, company: str, reached: set[str], *, threshold: int, by_most: bool, control: bool) -> bool:
    into = {(owner, kind): bounds for (owner, held, kind), bounds in links.items() if held == company}
    if control and any(owner in reached and kind not in ADDED for owner, kind in into):
        return True
    for kind in ADDED if control else ADDED[:1]:
        ours = sum(bounds[by_most] for (owner, how), bounds in into.items() if how is kind and owner in reached)
        theirs = sum(bounds[0] for (owner, how), bounds in into.items() if how is kind and owner not in reached)
        total = sum(bounds[0] for (_, how), bounds in into.items() if how is kind)
        room = WHOLE - theirs if by_most and total <= WHOLE else ours
        if min(ours, room) >= threshold:
            return True
    return False


def _reached(shares: Mapping[tuple[str, str], int], owners: Collection[str]) -> list[str]:
    found: set[str] = set()
    while True:
        new = {
            company
            for (owner, company), share in shares.items()
            if share and company not in owners and (owner in owners or owner in found)
        }
        if new <= found:
            return sorted(found)
        found |= new


def _solved(rows: dict[str, tuple[dict[str, Fraction], Fraction]]) -> dict[str, Fraction]:
    """Gauss and Jordan."""
    for pivot in list(rows):
        row, right = rows[pivot]
        if not row[pivot]:
            raise ValueError("singular")
        rows[pivot] = ({name: value / row[pivot] for name, value in row.items()}, right / row[pivot])
        for other in rows:
            if other != pivot:
                factor = rows[other][0][pivot]
                rows[other] = (
                    {name: value - factor * rows[pivot][0][name] for name, value in rows[other][0].items()},
                    rows[other][1] - factor * rows[pivot][1],
                )
    return {name: right for name, (_, right) in rows.items()}
