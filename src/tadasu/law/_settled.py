"""A scope test without its choices: what is asked about them is answered by what they are set to, so that only the questions
about companies are left, to be looked at or to be read."""

from collections.abc import Callable
from dataclasses import replace

from tadasu.law._expression import All, Always, AnyOf, AtLeast, Chosen, Expression, Label, Not, Years
from tadasu.law._regime import Value

Settled = Expression | bool
"""What is left of a test; a truth where nothing is left to ask."""


def settled(one: Expression, value: Callable[[str], Value | None]) -> Settled:
    """The test without its choices; `value` says what a parameter is set to, and a choice that is not set stays as it is."""
    match one:
        case Chosen(parameter=name, word=word):
            set_to = value(name)
            return one if set_to is None else set_to == word
        case Always():
            return True
        case Not(part=part):
            inner = settled(part, value)
            return not inner if isinstance(inner, bool) else replace(one, part=inner)
        case Years(part=part):
            inner = settled(part, value)
            return inner if isinstance(inner, bool) else replace(one, part=inner)
        case All(parts=parts):
            return _joined(one, [settled(part, value) for part in parts], decides=False)
        case AnyOf(parts=parts):
            return _joined(one, [settled(part, value) for part in parts], decides=True)
        case AtLeast(count=count, parts=parts):
            return _counted(one, count, [settled(part, value) for part in parts])
    return one


def _joined(one: All | AnyOf, parts: list[Settled], *, decides: bool) -> Settled:
    """One truth among the parts decides, or says nothing; a part that is left alone takes the name of the whole."""
    left = [part for part in parts if not isinstance(part, bool)]
    if any(part is decides for part in parts):
        return decides
    if not left:
        return not decides
    if len(left) == 1 < len(parts):
        return _named(left[0], one.label)
    return replace(one, parts=tuple(left))


def _named(one: Expression, whole: Label) -> Expression:
    """An expression under the name and the article of the whole, where it has none itself."""
    cited = one.label if one.label.article else whole
    names = one.label.names or whole.names
    return replace(one, label=replace(one.label, article=cited.article, articles=cited.articles, names=names))


def _counted(one: AtLeast, count: int, parts: list[Settled]) -> Settled:
    left = tuple(part for part in parts if not isinstance(part, bool))
    still = count - sum(part is True for part in parts)
    if still <= 0:
        return True
    return replace(one, count=still, parts=left) if still <= len(left) else False
