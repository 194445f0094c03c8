"""The rules that IATI gives out beside its schema (`ruleset_standard.json`), by an interpreter of our own.

A file of rules is contexts (XPath) with cases of named kinds. A kind that is not known here is reported and never passed over in
silence. Cases of one kind, in the words of the file:

    atleast_one       one of `paths` is there            no_more_than_one  at most one node at all `paths`
    one_or_all        `one` is there, or all have it     if_then           where `if` holds, `then` holds
    unique            no value twice                     startswith        begins with one of `prefix`, then `separator`
    regex_matches     each value matches                 no_spaces         no blanks around a value
    range             from `min` to `max`                strict_sum        values come to `sum` exactly
    date_order        `less` is not after `more`         date_now          not after today
    time_limit        `start` to `end` is a year at most between_dates     from `start` to `end`
    loop              once for each value of `foreach`

A case with a `condition` counts only where that holds. Missing values break no rule but `atleast_one` and `strict_sum`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from lxml import etree

from tadasu.funds._file_problems import found
from tadasu.funds._iati.stream import line_of
from tadasu.funds._iati.values import decimal
from tadasu.schema import Problem

NOW = "NOW"
AGENCY_PREFIX = "ORG-ID-PREFIX"

_EXCUSES = ("NOT_EXISTING_ORG_ID", "NOT_EXISTING_ORG_ID_PREFIX")
_WORDS = frozenset(
    (
        *("paths", "condition", "idCondition", "ruleInfo", "one", "all", "if", "then", "prefix", "separator", "regex"),
        *("min", "max", "sum", "less", "more", "date", "start", "end", "foreach", "do", "subs"),
    )
)
"""What a case may say; another word would change its meaning in a way not known here."""

Case = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """Where a case is tried, and what its words may refer to."""

    node: etree._Element
    today: date
    agencies: frozenset[str]
    known: frozenset[str]

    def values(self, path: str) -> list[str]:
        """Texts of what the path leads to: of an element all the text in it."""
        nodes = xpath(path, self.node)
        return [_text(one) for one in nodes] if isinstance(nodes, list) else [str(nodes)]

    def holds(self, expression: str) -> bool:
        return bool(xpath(f"boolean({expression})", self.node))

    def days(self, path: str) -> list[date]:
        """Dates; what is none is for the schema to say."""
        if path == NOW:
            return [self.today]
        return [day for text in self.values(path) if (day := _day(text)) is not None]

    def all_values(self, case: Case) -> list[str]:
        return [value for path in case["paths"] for value in self.values(path)]


def rule_problems(
    tree: etree._ElementTree,
    rules: Mapping[str, Mapping[str, Any]],
    *,
    file: str,
    today: date,
    agencies: frozenset[str] = frozenset(),
    known: frozenset[str] = frozenset(),
) -> tuple[Problem, ...]:
    """Every case that does not hold, by line. `agencies` are prefixes of identifiers (OrganisationRegistrationAgency); `known`
    are organisations whose identifiers are accepted as they are: the file of rules excuses those."""
    problems: list[Problem] = []
    for context, kinds in rules.items():
        for node in everywhere(context, tree):
            at = _At(node=node, today=today, agencies=agencies, known=known)
            problems.extend(
                found(
                    "iati-rule",
                    file,
                    line=line_of(node),
                    path=tree.getpath(node),
                    value=value,
                    params={"rule": rule, "severity": severity},
                )
                for rule, severity, value in _broken(at, kinds)
            )
    unknown = sorted({one for kinds in rules.values() for one in _unknown(kinds)})
    problems += [found("iati-rule-unknown", file, params={"rule": one}) for one in unknown]
    return tuple(sorted(problems, key=lambda one: (one.row, one.column, one.params)))


def _unknown(kinds: Mapping[str, Any]) -> Iterator[str]:
    """Kinds that are not known here, and words of a known kind's cases that are not; those inside loops too."""
    for kind, body in kinds.items():
        if kind not in (*_KINDS, "loop"):
            yield kind
            continue
        for case in body["cases"]:
            yield from (f"{kind}.{word}" for word in case if word not in _WORDS)
            excuse = case.get("idCondition", _EXCUSES[0])
            yield from () if excuse in _EXCUSES else (f"{kind}.idCondition.{excuse}",)
            if kind == "loop":
                yield from _unknown(case["do"])


def _broken(at: _At, kinds: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Rule, severity and value of each case that does not hold here."""
    for kind, body in kinds.items():
        for case in body["cases"]:
            if kind == "loop":
                yield from _looped(at, case)
            elif kind in _KINDS and not _excused(at, case) and (value := _KINDS[kind](at, case)) is not None:
                about = case.get("ruleInfo", {})
                yield str(about.get("id", kind)), str(about.get("severity", "error")), value


def _looped(at: _At, case: Case) -> Iterator[tuple[str, str, str]]:
    """The cases inside, with each value of `foreach` for `$1`: in conditions too, where the file forgets to say so."""
    for value in sorted(set(at.values(case["foreach"]))):
        if "'" in value:
            yield "loop", "error", value
        else:
            yield from _broken(at, _filled(case["do"], value))


def _filled(part: Any, value: str) -> Any:
    if isinstance(part, str):
        return part.replace("$1", value)
    if isinstance(part, list):
        return [_filled(one, value) for one in part]
    if isinstance(part, dict):
        return {key: one if key == "ruleInfo" else _filled(one, value) for key, one in part.items()}
    return part


def _excused(at: _At, case: Case) -> bool:
    if (condition := case.get("condition")) is not None and not at.holds(condition):
        return True
    excuse = case.get("idCondition")
    if excuse is None or not at.known:
        return False
    values = at.all_values(case)
    if excuse == _EXCUSES[0]:
        return all(value in at.known for value in values)
    return all(any(value.startswith(f"{one}-") for one in at.known) for value in values)


def _atleast_one(at: _At, case: Case) -> str | None:
    return None if any(at.values(path) for path in case["paths"]) else ""


def _no_more_than_one(at: _At, case: Case) -> str | None:
    values = at.all_values(case)
    return _shown(values) if len(values) > 1 else None


def _one_or_all(at: _At, case: Case) -> str | None:
    if at.values(case["one"]):
        return None
    without = {
        "lang": ".//narrative[not(@xml:lang)]",
        "sector": "transaction[not(sector)]",
        "currency": ".//*[@value-date][not(@currency)]",
    }.get(case["all"], f".//*[not(@{case['all']})]")
    missing = at.values(without)
    return _shown(missing) if missing else None


def _if_then(at: _At, case: Case) -> str | None:
    broken = at.holds(case["if"]) and not at.holds(case["then"])
    return _shown(at.all_values(case)) if broken else None


def _unique(at: _At, case: Case) -> str | None:
    values = at.all_values(case)
    twice = [value for number, value in enumerate(values) if value in values[:number]]
    return _shown(twice) if twice else None


def _startswith(at: _At, case: Case) -> str | None:
    separator = case.get("separator", "")
    starts: list[str] = []
    for path in case["prefix"]:
        starts += [f"{one}-" for one in at.agencies] if path == AGENCY_PREFIX else [
            f"{one}{separator}" for one in at.values(path)
        ]  # fmt: skip
    wrong = [value for value in at.all_values(case) if not value.startswith(tuple(starts))]
    return _shown(wrong) if wrong else None


def _regex_matches(at: _At, case: Case) -> str | None:
    wrong = [value for value in at.all_values(case) if not re.search(case["regex"], value)]
    return _shown(wrong) if wrong else None


def _no_spaces(at: _At, case: Case) -> str | None:
    wrong = [value for value in at.all_values(case) if value != value.strip()]
    return _shown(wrong) if wrong else None


def _range(at: _At, case: Case) -> str | None:
    low, high = Decimal(str(case["min"])), Decimal(str(case["max"]))
    wrong = [
        value for value in at.all_values(case) if (one := decimal(value.strip())) is None or not low <= one <= high
    ]
    return _shown(wrong) if wrong else None


def _strict_sum(at: _At, case: Case) -> str | None:
    values = at.all_values(case)
    numbers = [decimal(value.strip()) for value in values]
    known = [one for one in numbers if one is not None]
    wrong = len(known) < len(numbers) or sum(known) != Decimal(str(case["sum"]))
    return _shown(values) if wrong else None


def _date_order(at: _At, case: Case) -> str | None:
    wrong = [f"{a} > {b}" for a, b in product(at.days(case["less"]), at.days(case["more"])) if a > b]
    return _shown(wrong) if wrong else None


def _date_now(at: _At, case: Case) -> str | None:
    return (
        _shown([one.isoformat() for one in late])
        if (late := [d for d in at.days(case["date"]) if d > at.today])
        else None
    )


def _time_limit(at: _At, case: Case) -> str | None:
    pairs = product(at.days(case["start"]), at.days(case["end"]))
    wrong = [f"{start} - {end}" for start, end in pairs if end > _year_after(start)]
    return _shown(wrong) if wrong else None


def _between_dates(at: _At, case: Case) -> str | None:
    starts, ends = at.days(case["start"]), at.days(case["end"])
    wrong = [
        one.isoformat()
        for one in at.days(case["date"])
        if any(one < start for start in starts) or any(one > end for end in ends)
    ]
    return _shown(wrong) if wrong else None


_KINDS: Mapping[str, Callable[[_At, Case], str | None]] = {
    "atleast_one": _atleast_one,
    "between_dates": _between_dates,
    "date_now": _date_now,
    "date_order": _date_order,
    "if_then": _if_then,
    "no_more_than_one": _no_more_than_one,
    "no_spaces": _no_spaces,
    "one_or_all": _one_or_all,
    "range": _range,
    "regex_matches": _regex_matches,
    "startswith": _startswith,
    "strict_sum": _strict_sum,
    "time_limit": _time_limit,
    "unique": _unique,
}
"""Kind -> what is wrong here, or None when the case holds. A `loop` is looked into instead."""


def everywhere(path: str, tree: etree._ElementTree) -> Iterator[Any]:
    """What a path finds in the document. One that begins with `//` is tried on each activity by itself: on a large document
    as a whole it goes through more nodes than the parser's library allows."""
    if not path.startswith("//"):
        yield from xpath(path, tree)
        return
    inside = f"*/{path[2:]}" if path.startswith("//@") else path[2:]
    root = tree.getroot()
    if path.startswith("//@"):
        yield from xpath(path[2:], root)
    for one in root.iterchildren(etree.Element):
        yield from xpath(f"descendant-or-self::{inside}", one)


def xpath(path: str, at: etree._Element | etree._ElementTree) -> Any:
    """What the path leads to from there: nodes, attributes, or a plain value."""
    return _compiled(path)(at)


@lru_cache(maxsize=1024)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)


def _text(one: Any) -> str:
    return "".join(str(part) for part in one.itertext()) if isinstance(one, etree._Element) else str(one)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _year_after(start: date) -> date:
    try:
        return start.replace(year=start.year + 1)
    except ValueError:
        return date(start.year + 1, 3, 1)


def _shown(values: Sequence[str]) -> str:
    return " ".join(" ".join(values).split())
