"""A scope test as a tree. It holds no numbers: a comparison names a parameter, which has the number, its article, its dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tadasu.law._basis import Basis
from tadasu.law._facts import FactId


class Relation(StrEnum):
    """How a fact must stand to a number."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What an answer calls a clause; all of it may be empty. `articles` as of a basis; `basis` is what a number of its own
    rests on (`years`)."""

    id: str = ""
    article: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    parts: tuple["Expression", ...]
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    parts: tuple["Expression", ...]
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    part: "Expression"
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    count: int
    parts: tuple["Expression", ...]
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """`part` holds in at least `least` of the last `last` financial years."""

    last: int
    least: int
    part: "Expression"
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    fact: FactId
    relation: Relation
    parameter: str
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    fact: FactId
    expected: bool
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The one place is `place` or lies in it; also of a set: one of its places does (`has`)."""

    fact: FactId
    place: str
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """A word is one of `words`; a set of words holds one of them."""

    fact: FactId
    words: frozenset[str]
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A parameter of words is set to `word`."""

    parameter: str
    word: str
    label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    label: Label = field(default_factory=Label)


Expression = All | AnyOf | Not | AtLeast | Years | Compare | Flag | Within | OneOf | Chosen | Always


def parts_of(one: Expression) -> tuple[Expression, ...]:
    """What an expression is directly made of."""
    match one:
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return parts
        case Not(part=part) | Years(part=part):
            return (part,)
    return ()


def walk(one: Expression) -> Iterator[Expression]:
    """An expression and everything in it, from the outside in."""
    yield one
    for part in parts_of(one):
        yield from walk(part)


def facts_in(one: Expression) -> tuple[FactId, ...]:
    """The facts that an expression asks for, each once, in its order."""
    found = (each.fact for each in walk(one) if isinstance(each, Compare | Flag | Within | OneOf))
    return tuple(dict.fromkeys(found))


def parameters_in(one: Expression) -> tuple[str, ...]:
    """The parameters that an expression needs, each once, in its order."""
    found = (each.parameter for each in walk(one) if isinstance(each, Compare | Chosen))
    return tuple(dict.fromkeys(found))
