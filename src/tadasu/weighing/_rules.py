"""The rules of weighing, as the data says: `data/standards.yaml`, checked when it is read."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.schema import LEAST_STRENGTH, Issue
from tadasu.weighing._evidence import Credibility, Kind, Reliability

STANDARDS = ("reasonable-indication", "substantiated", "clear-and-convincing", "established")
"""Weakest first."""

CIRCUMSTANCES = ("good", "period", "where", "who")
CORE = ("act", "involuntary", "menace", "state-imposed")
INDICATOR = "indicator:"
SPEAKS_FOR = ("involuntary", "menace")
NOT_WEIGHED = frozenset({Issue.UNSTATED, Issue.SANCTION})
"""What a list says, and no evidence of an abuse."""

SEEN = ("primary", "secondary")
CONFIDENCES = ("sure", "likely", "check")
OWN = ("own choice", "own reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a standard asks of an element, in independent pieces."""

    origins: int
    kinds: int
    firsthand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One standard of proof; the fields are those of the file."""

    id: str
    core: Asked
    circumstances: Asked
    reliability: frozenset[str]
    credibility: frozenset[str]
    times_contrary: int
    policy_kinds: frozenset[str]
    policy_testimony: int
    named_any: frozenset[str]
    named_all: frozenset[str]
    heard: bool
    second: bool

    def asked(self, element: str) -> Asked:
        return self.circumstances if element in CIRCUMSTANCES else self.core


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What an abuse always needs: elements, and how many indicators of the ILO."""

    elements: frozenset[str]
    indicators: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`reliability`, `credibility`: grade -> thousandths of a nat. `indicators`: code -> what it speaks for. `standards`: weakest
    first. `digest`: SHA-256 of the file."""

    version: int
    reliability: Mapping[str, int]
    credibility: Mapping[str, int]
    surest: int
    issues: Mapping[Issue, Needs]
    indicators: Mapping[str, frozenset[str]]
    standards: tuple[Standard, ...]
    digest: str


@cache
def rules() -> Rules:
    """Those in force."""
    return rules_from(files("tadasu.weighing").joinpath("data", "standards.yaml").read_bytes())


def elements_for(issue: Issue) -> tuple[str, ...]:
    """The elements that a claim about an abuse may assert, sorted: circumstances, and the abuse itself.

    >>> elements_for(Issue.CHILD_LABOUR)
    ('act', 'good', 'period', 'where', 'who')
    """
    needs = rules().issues.get(issue, Needs(elements=frozenset(), indicators=0))
    named = [INDICATOR + code for code in rules().indicators] if needs.indicators else []
    return tuple(sorted({*CIRCUMSTANCES, *needs.elements, *named}))


def rules_from(raw: bytes) -> Rules:
    """The rules of a file. Raises ValueError with the place and what has to stand there."""
    said = _Place("standards.yaml", _read(raw))
    said.keys("version", "sources", "grades", "surest", "issues", "indicators", "standards")
    sources = said["sources"]
    for source in sources.ids():
        sources[source].keys("title", "seen", "checked")
        if not isinstance(title := sources[source]["title"].value, str) or not title.strip():
            sources[source]["title"].wrong("the title of a source")
        if sources[source]["seen"].value not in SEEN:
            sources[source]["seen"].wrong(f"one of: {', '.join(SEEN)}")
        if type(sources[source]["checked"].value) is not date:
            sources[source]["checked"].wrong("a day, as 2026-11-22")
    book = _Book(frozenset(sources.ids()))
    grades = said["grades"]
    grades.keys("reliability", "credibility")
    made = Rules(
        version=said["version"].whole(1),
        reliability=_grades(book, grades["reliability"], list(Reliability)),
        credibility=_grades(book, grades["credibility"], list(Credibility)),
        surest=book.value(said["surest"]).whole(LEAST_STRENGTH, -1),
        issues=_issues(book, said["issues"]),
        indicators=_indicators(book, said["indicators"]),
        standards=_standards(book, said["standards"]),
        digest=hashlib.sha256(raw).hexdigest(),
    )
    if unused := sorted(book.known - book.used):
        sources[unused[0]].wrong("nothing uses this source")
    return made


class _Loader(yaml.SafeLoader):
    """As SafeLoader, which lets the last of two equal keys win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Raises ConstructorError for a key that stands there twice."""
        names = [one.value for one, _ in node.value if isinstance(one, yaml.ScalarNode)]
        for name in names:
            if names.count(name) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{name} stands there twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _read(raw: bytes) -> Any:
    try:
        return yaml.load(raw.decode("utf-8"), Loader=_Loader)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueError(f"standards.yaml: {error}") from None


class _Place:
    """A value of the file with the way to it."""

    def __init__(self, at: str, value: Any) -> None:
        self.at = at
        self.value = value

    def wrong(self, what: str) -> None:
        raise ValueError(f"{self.at}: {what}")

    def __getitem__(self, key: str) -> "_Place":
        at = f"{self.at}: {key}" if self.at.endswith(".yaml") else f"{self.at}.{key}"
        return _Place(at, self.value[key])

    def ids(self) -> list[str]:
        """The keys of a mapping that is kept sorted."""
        if not isinstance(self.value, dict) or not all(isinstance(one, str) for one in self.value):
            self.wrong("a mapping with words as keys")
        found = list(self.value)
        for one, following in pairwise(found):
            if one > following:
                self.wrong(f"sorted keys ({following} stands after {one})")
        return found

    def keys(self, *wanted: str) -> None:
        found = list(self.value) if isinstance(self.value, dict) else []
        if found != list(wanted):
            self.wrong(f"exactly these keys in this order: {', '.join(wanted)}")

    def whole(self, least: int, most: int | None = None) -> int:
        found = self.value
        if type(found) is not int or found < least or (most is not None and found > most):
            self.wrong(f"a whole number from {least}" + (f" to {most}" if most is not None else ""))
        return int(found)

    def truth(self) -> bool:
        if type(self.value) is not bool:
            self.wrong("true or false")
        return bool(self.value)

    def words(self, known: Collection[str] | None = None, *, least: int = 0) -> tuple[str, ...]:
        found = self.value
        if not isinstance(found, list) or len(found) < least or not all(isinstance(one, str) for one in found):
            self.wrong("a list of words" + (f", at least {least}" if least else ""))
        for one in found:
            if known is not None and one not in known:
                self.wrong(f"{one} is none of: {', '.join(known)}")
            if found.count(one) > 1:
                self.wrong(f"{one} stands there twice")
        return tuple(found)


class _Book:
    """The sources of the file, and which of them were cited."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.used: set[str] = set()

    def value(self, place: _Place) -> _Place:
        """The value of an entry that says where it comes from and how sure it is."""
        place.keys("value", "source", "confidence")
        said = place["source"]
        cited = said.value if isinstance(said.value, list) else [said.value]
        for one in cited or [None]:
            if not isinstance(one, str) or one not in {*self.known, *OWN}:
                said.wrong(f"an id of sources, {OWN[0]} or {OWN[1]}")
        self.used |= self.known & set(cited)
        if place["confidence"].value not in CONFIDENCES:
            place["confidence"].wrong(f"one of: {', '.join(CONFIDENCES)}")
        return place["value"]


def _grades(book: _Book, place: _Place, wanted: Sequence[str]) -> Mapping[str, int]:
    place.keys(*wanted)
    found = {grade: book.value(place[grade]).whole(0) for grade in wanted}
    for better, worse in pairwise(wanted[:-1]):
        if found[worse] > found[better]:
            place[worse].wrong(f"weighs no more than {better}")
    return MappingProxyType(found)


def _issues(book: _Book, place: _Place) -> Mapping[Issue, Needs]:
    wanted = sorted(one.value for one in Issue if one not in NOT_WEIGHED)
    place.keys(*wanted)
    found = {}
    for issue in wanted:
        place[issue].keys("needs", "indicators")
        found[Issue(issue)] = Needs(
            elements=frozenset(book.value(place[issue]["needs"]).words(CORE, least=1)),
            indicators=book.value(place[issue]["indicators"]).whole(0),
        )
    return MappingProxyType(found)


def _indicators(book: _Book, place: _Place) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({one: frozenset(book.value(place[one]).words(SPEAKS_FOR, least=1)) for one in place.ids()})


def _standards(book: _Book, place: _Place) -> tuple[Standard, ...]:
    place.keys(*STANDARDS)
    found = tuple(_standard(book, id, place[id]) for id in STANDARDS)
    for weaker, stricter in pairwise(found):
        for part in _slacker(weaker, stricter):
            place[stricter.id].wrong(f"{part} asks less than {weaker.id}")
    return found


def _standard(book: _Book, id: str, place: _Place) -> Standard:
    place.keys("words", *(one for one in Standard.__slots__ if one != "id"))
    book.value(place["words"]).words(least=1)
    asked = {}
    for part in ("core", "circumstances"):
        place[part].keys("origins", "kinds", "firsthand")
        asked[part] = Asked(
            origins=book.value(place[part]["origins"]).whole(1),
            kinds=book.value(place[part]["kinds"]).whole(1),
            firsthand=book.value(place[part]["firsthand"]).whole(0),
        )
    return Standard(
        id=id,
        core=asked["core"],
        circumstances=asked["circumstances"],
        reliability=frozenset(book.value(place["reliability"]).words([*Reliability], least=1)),
        credibility=frozenset(book.value(place["credibility"]).words([*Credibility], least=1)),
        times_contrary=book.value(place["times_contrary"]).whole(1),
        policy_kinds=frozenset(book.value(place["policy_kinds"]).words([*Kind])),
        policy_testimony=book.value(place["policy_testimony"]).whole(1),
        named_any=frozenset(book.value(place["named_any"]).words(CIRCUMSTANCES, least=1)),
        named_all=frozenset(book.value(place["named_all"]).words(CIRCUMSTANCES)),
        heard=book.value(place["heard"]).truth(),
        second=book.value(place["second"]).truth(),
    )


def _slacker(weaker: Standard, stricter: Standard) -> list[str]:
    """In what the stricter of two neighbours asks less."""
    numbers = [(f"{part}.{one}", part, one) for part in ("core", "circumstances") for one in Asked.__slots__]
    less = [
        name
        for name, part, one in numbers
        if getattr(getattr(stricter, part), one) < getattr(getattr(weaker, part), one)
    ]
    less += [one for one in ("times_contrary", "policy_testimony") if getattr(stricter, one) < getattr(weaker, one)]
    accepted = ("reliability", "credibility", "policy_kinds", "named_any")
    less += [one for one in accepted if not getattr(stricter, one) <= getattr(weaker, one)]
    less += [one for one in ("named_all",) if not getattr(stricter, one) >= getattr(weaker, one)]
    return less + [one for one in ("heard", "second") if getattr(weaker, one) and not getattr(stricter, one)]
