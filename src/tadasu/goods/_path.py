"""By which steps one good becomes another: the shortest chains of rows, the surest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from tadasu.goods._allowed import rows_in_force
from tadasu.goods._codes import HsCode, covers, heading
from tadasu.goods._transformation import StepConfidence, Transformation

Way = tuple[Transformation, ...]
Cost = tuple[int, int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a way from a row on; `cost` orders ways: low rows, medium rows, joints by heading, ids."""

    cost: Cost
    way: Way


def path(
    raw: HsCode | Sequence[HsCode],
    finished: HsCode | Sequence[HsCode],
    *,
    most: int = 6,
    ways: int = 3,
    extended: bool = False,
    consumed: bool = False,
    packaging: bool = False,
    parts: bool = False,
) -> tuple[Way, ...]:
    """Up to `ways` shortest chains of at most `most` rows from `raw` to `finished`; () when there is none.

    The surest come first: fewest rows of low, then of medium confidence, then fewest joints where only the heading is the
    same, then by id. Works that do several steps under one roof are left out: their steps are what is asked for. A good
    is its own shortest way: one code that covers the other gives one empty way. Each end may be several codes of which
    it may be any. Switches as in `transformations`.

    >>> [[row.id for row in way] for way in path(HsCode("5201"), HsCode("6109"), ways=1)]
    [['5201>5205', '5205>6109']]
    """
    rows = rows_in_force(extended=extended, consumed=consumed, packaging=packaging, parts=parts, integrated=False)
    return shortest(rows, _several(raw), _several(finished), most=most, ways=ways)


def shortest(
    rows: Sequence[Transformation], raw: Sequence[HsCode], finished: Sequence[HsCode], *, most: int, ways: int
) -> tuple[Way, ...]:
    """The same over given rows."""
    if any(_meets(end, raw) for end in finished):
        return ((),)
    into = _by_heading_of_input(rows)
    layer = {row.id: [_Rest(_cost(row), (row,))] for row in rows if _meets(row.output, finished)}
    done: set[str] = set()
    for _ in range(most):
        starts = [rest for rests in layer.values() for rest in rests if _meets(rest.way[0].input, raw)]
        if starts:
            return tuple(rest.way for rest in sorted(starts, key=lambda rest: rest.cost)[:ways])
        done |= layer.keys()
        layer = _one_step_back(rows, layer, into, done, ways)
    return ()


def _one_step_back(
    rows: Sequence[Transformation],
    layer: dict[str, list[_Rest]],
    into: dict[HsCode, list[Transformation]],
    done: set[str],
    ways: int,
) -> dict[str, list[_Rest]]:
    """For each row that was not reached before and leads into the layer, its best continuations."""
    found: dict[str, list[_Rest]] = {}
    for row in rows:
        if row.id in done:
            continue
        rests = [
            _Rest(_joined(row, rest), (row, *rest.way))
            for follower in into.get(heading(row.output), ())
            if _meets(row.output, (follower.input,))
            for rest in layer.get(follower.id, ())
        ]
        if rests:
            found[row.id] = sorted(rests, key=lambda rest: rest.cost)[:ways]
    return found


def _cost(row: Transformation) -> Cost:
    return (int(row.confidence is StepConfidence.LOW), int(row.confidence is StepConfidence.MEDIUM), 0, (row.id,))


def _joined(row: Transformation, rest: _Rest) -> Cost:
    own = _cost(row)
    loose = int(not covers(rest.way[0].input, row.output))
    return (own[0] + rest.cost[0], own[1] + rest.cost[1], loose + rest.cost[2], own[3] + rest.cost[3])


def _by_heading_of_input(rows: Sequence[Transformation]) -> dict[HsCode, list[Transformation]]:
    found: dict[HsCode, list[Transformation]] = {}
    for row in rows:
        found.setdefault(heading(row.input), []).append(row)
    return found


def _several(code: HsCode | Sequence[HsCode]) -> Sequence[HsCode]:
    return (HsCode(code),) if isinstance(code, str) else code


def _meets(code: HsCode, others: Sequence[HsCode]) -> bool:
    return any(covers(code, other) or covers(other, code) for other in others)
