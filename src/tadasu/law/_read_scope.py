"""A scope test as it is written -> a tree; names of facts, parameters and places are checked on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tadasu.law._basis import BASIS, Source, read_article, read_basis
from tadasu.law._cursor import Cursor
from tadasu.law._expression import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Compare,
    Expression,
    Flag,
    Label,
    Not,
    OneOf,
    Relation,
    Within,
    Years,
)
from tadasu.law._facts import FactId, FactKind, fact_of
from tadasu.law._groups import is_place
from tadasu.law._read_parameter import fits, no_parameter
from tadasu.law._regime import Measure, Parameter
from tadasu.schema import UsageError

_LABEL = ("id", "name", *BASIS)
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Known:
    """What a scope test or a clock may name."""

    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]


def read_scope(at: Cursor, known: Known) -> Expression:
    """The tree; what cannot be read is noted and stands as `always`."""
    label = _label(at, known)
    kinds: Mapping[str, Callable[[Cursor, Known, Label], Expression]] = {
        "fact": _about_fact,
        "choice": _choice,
        "years": _years,
        "at_least": _at_least,
        "all": _all,
        "any": _any,
        "not": _not,
        "always": _always,
    }
    found = next((key for key in kinds if at.has(key)), None)
    if found is None:
        at.problem("law-operator", known=", ".join(kinds))
        return Always(label=label)
    return kinds[found](at, known, label)


def _label(at: Cursor, known: Known) -> Label:
    article, articles = read_article(at.get("article")) if at.has("article") else ("", {})
    return Label(
        id=at.get("id").maybe_text(),
        article=article,
        articles=articles,
        names=at.get("name").maybe_both(),
        basis=read_basis(at, known.sources) if at.has("source") or at.has("confidence") else None,
    )


def _parts(at: Cursor, known: Known) -> tuple[Expression, ...]:
    parts = tuple(read_scope(part, known) for part in at.items())
    if not parts:
        at.problem("law-empty")
    return parts


def _all(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("all", *_LABEL)
    return All(parts=_parts(at.get("all"), known), label=label)


def _any(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("any", *_LABEL)
    return AnyOf(parts=_parts(at.get("any"), known), label=label)


def _not(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("not", *_LABEL)
    return Not(part=read_scope(at.get("not"), known), label=label)


def _at_least(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("at_least", "of", *_LABEL)
    parts = _parts(at.need("of"), known)
    count = at.get("at_least").whole()
    if count > len(parts):
        at.problem("law-at-least", count=str(count), parts=str(len(parts)))
    return AtLeast(count=count, parts=parts, label=label)


def _years(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("years", "of", *_LABEL)
    years = at.get("years")
    years.only("last", "least")
    last, least = years.need("last").whole(), years.need("least").whole()
    if least > last:
        years.problem("law-at-least", count=str(least), parts=str(last))
    return Years(last=last, least=least, part=read_scope(at.need("of"), known), label=label)


def _always(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("always", *_LABEL)
    if at.get("always").value != _YES:
        at.get("always").problem("law-word", known=_YES)
    return Always(label=label)


def _choice(at: Cursor, known: Known, label: Label) -> Expression:
    at.only("choice", "is", *_LABEL)
    name, word = _parameter(at.get("choice"), known), at.need("is").text()
    parameter = known.parameters.get(name)
    if parameter is not None and parameter.unit is not Measure.CHOICE:
        at.get("choice").problem("law-no-choice", parameter=name, unit=parameter.unit.value)
    elif parameter is not None and word and word not in parameter.words:
        at.get("is").problem("law-word", known=", ".join(parameter.words))
    return Chosen(parameter=name, word=word, label=label)


def _about_fact(at: Cursor, known: Known, label: Label) -> Expression:
    relations = [one.value for one in Relation]
    at.only("fact", *relations, "is", "within", "has", "one_of", *_LABEL)
    fact = _fact(at.get("fact"))
    kind = _kind(fact)
    for key in relations:
        if at.has(key):
            parameter = _parameter(at.get(key), known)
            _compares(at, fact, kind, known.parameters.get(parameter))
            return Compare(fact=fact, relation=Relation(key), parameter=parameter, label=label)
    if at.has("is"):
        _wants(at, kind, FactKind.FLAG)
        return Flag(fact=fact, expected=_yes_or_no(at.get("is")), label=label)
    if at.has("within") or (at.has("has") and kind is FactKind.PLACES):
        _wants(at, kind, FactKind.PLACE if at.has("within") else FactKind.PLACES)
        place = at.get("within" if at.has("within") else "has")
        if not is_place(place.text()):
            place.problem("law-place")
        return Within(fact=fact, place=place.text(), label=label)
    if at.has("has"):
        _wants(at, kind, FactKind.WORDS)
        return OneOf(fact=fact, words=frozenset({_word(at.get("has"), fact)}), label=label)
    if at.has("one_of"):
        _wants(at, kind, FactKind.WORD, FactKind.WORDS)
        return OneOf(fact=fact, words=frozenset(_word(one, fact) for one in at.get("one_of").items()), label=label)
    at.problem("law-operator", known=", ".join((*relations, "is", "within", "has", "one_of")))
    return Always(label=label)


def _fact(at: Cursor) -> FactId:
    name = at.text()
    try:
        fact_of(name)
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
    place = name.partition(":")[2]
    if place and not is_place(place):
        at.problem("law-place")
    return FactId(name)


def _kind(fact: FactId) -> FactKind | None:
    try:
        return fact_of(fact).kind
    except UsageError:
        return None


def _wants(at: Cursor, kind: FactKind | None, *kinds: FactKind) -> None:
    """Note an operator that does not fit the kind of its fact."""
    if kind is not None and kind not in kinds:
        at.problem("law-fact-kind", kind=kind.value, wanted=", ".join(each.value for each in kinds))


def _compares(at: Cursor, fact: FactId, kind: FactKind | None, parameter: Parameter | None) -> None:
    """Note a comparison of what is no number, or of two things that are counted in different units."""
    if kind is not None and not kind.is_number:
        _wants(at, kind, *(each for each in FactKind if each.is_number))
    elif kind is not None and parameter is not None:
        fits(at, fact, kind, parameter.id, parameter.unit)


def _word(at: Cursor, fact: FactId) -> str:
    """A word that the fact may have."""
    word, words = at.text(), fact_of(fact).words if _kind(fact) is not None else ()
    if word and words and word not in words:
        at.problem("law-word", known=", ".join(words))
    return word


def _parameter(at: Cursor, known: Known) -> str:
    name: Any = at.value
    if name not in known.parameters:
        no_parameter(at, str(name), known.parameters)
    return str(name)


def _yes_or_no(at: Cursor) -> bool:
    if at.value not in (_YES, _NO):
        at.problem("law-word", known=f"{_YES}, {_NO}")
    return bool(at.value == _YES)
