"""What stands beside a finding wherever it is shown here: a desk that knows more of what it rests on (that the named company was
asked, its answer) says so. It registers once, when it starts; it is asked with what the finding rests on.

Beside a finding of another instance stands what that instance said of it, marked as theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.queries import hearing_of
from tadasu.web.foundation.findings.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Said, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of somebody else, and the day on which they came; or, where another instance handed them on, a `heading` of their
    own that says so."""

    text: str
    day: date | None = None
    heading: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`lines` are sentences of ours, `quotes` words of whoever the finding is about, `ways` lead on."""

    title: Said
    lines: Sequence[Said] = ()
    quotes: Sequence[Quote] = ()
    ways: Sequence[Way] = ()


Knows = Callable[[Actor, str], Sequence[Beside]]
"""Takes who looks, and what a finding rests on, as `inquiry:` with id and number."""

_KNOWING: list[Knows] = []


def register(knows: Knows) -> None:
    """In the `ready` of an app."""
    if knows not in _KNOWING:
        _KNOWING.append(knows)


def beside_of(actor: Actor, basis: str) -> Sequence[Beside]:
    """Everything that stands beside it."""
    return [one for knows in _KNOWING for one in knows(actor, basis)]


def beside_taken(actor: Actor, version: FindingVersion) -> Sequence[Beside]:
    """Beside a version that was taken from another instance: whether they say that the company was asked, and the words that they
    say it wrote. Raises Refused."""
    found, origin = hearing_of(actor, version), version.origin
    if found is None:
        lines = [_("%(origin)s has not told us whether it was asked.") % {"origin": origin}]
        return [Beside(title=_("Was the company asked?"), lines=lines)]
    lines = [_("As %(origin)s says:") % {"origin": origin} + f" {named('hearings', found.state, language())}"]
    if found.version != version.version:
        lines.append(_("They say it of version %(number)s of the finding.") % {"number": found.version})
    quotes = [
        Quote(
            text=text,
            heading=_("What %(origin)s says that the company wrote to be shown here, %(month)s")
            % {"origin": origin, "month": f"{month:%Y-%m}"},
        )
        for text, month in zip(found.texts, found.months, strict=True)
    ]
    return [Beside(title=_("Was the company asked?"), lines=lines, quotes=quotes)]
