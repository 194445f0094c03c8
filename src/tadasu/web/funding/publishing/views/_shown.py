"""What pages of releases have in common: the record or 404, and codes in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from tadasu.release import Problem, exclusion_policy, macro_regions, place_name
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.funding.programmes.words import purpose_name
from tadasu.web.funding.publishing._document import OTHER_FLOWS, purpose_of
from tadasu.web.funding.publishing.models import DROPPED, FAILED, HANDED, PASSED, SINGLED_OUT, WAITING, Release
from tadasu.web.funding.publishing.queries import Found, release_of
from tadasu.web.funding.publishing.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import State
from tadasu.wording import say

STATES: Mapping[str, State | None] = {
    WAITING: State.ASK,
    FAILED: State.HOLD,
    SINGLED_OUT: State.HOLD,
    PASSED: State.CLEAR,
    HANDED: State.CLEAR,
    DROPPED: None,
}

_CELL_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row: why, how many, how much in yen."""

    why: str
    count: str
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundShown:
    """What the attack found, in words: where, what, whose."""

    where: str
    what: str
    pseudonyms: Sequence[str]
    more: int


def place_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Organisation, Actor]:
    """The organisation, and who asks, who may. Raises Http404, Refused."""
    place, actor = organisation_or_404(request, id), asking(request)
    allow(actor, act.name, place)
    return place, actor


def release_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Release, Actor]:
    """The release, and who asks, who may. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = release_of(actor, id)
    except Release.DoesNotExist:
        raise Http404 from None
    allow(actor, act.name, found)
    return found, actor


def reasons(told: Mapping[str, Any]) -> list[Told]:
    """How each grant is told, with counts and sums."""
    return [
        Told(why=sentence(Problem(code=code, params=_params(code))), count=f"{count:,}", amount=f"{amount:,}")
        for code, (count, amount) in told.get("grants", {}).items()
    ]


def left(told: Mapping[str, Any]) -> list[Told]:
    """Why awards were not even handed to the release."""
    return [
        Told(why=named("left", code, language()), count=f"{count:,}") for code, count in told.get("left", {}).items()
    ]


def hidden(told: Mapping[str, Any]) -> list[Told]:
    """Why figures are not told."""
    return [
        Told(why=sentence(Problem(code=code, params=_params(code))), count=f"{count:,}")
        for code, count in told.get("hidden", {}).items()
    ]


def shown(found: Sequence[Found]) -> list[FoundShown]:
    """Findings in words."""
    return [
        FoundShown(where=where(one.problem.at), what=sentence(one.problem), pseudonyms=one.pseudonyms, more=one.more)
        for one in found
    ]


def where(at: str) -> str:
    """A figure and a country by their names, a record by its number."""
    parts = at.split("/")
    if len(parts) != _CELL_PARTS:
        return place_name(at, language())
    programme, region, year = parts
    names = [
        _("all programmes") if programme == "*" else programme_text(programme),
        _("all regions") if region == "*" else region_text(region),
        _("all years") if year == "*" else year,
    ]
    return ", ".join(names)


def programme_text(programme: str) -> str:
    """A purpose, and whether it is official development assistance."""
    name = purpose_name(purpose_of(programme), language())
    return (
        _("%(name)s (beside official development assistance)") % {"name": name}
        if programme.endswith(OTHER_FLOWS)
        else name
    )


def region_text(region: str) -> str:
    """Its name."""
    found = macro_regions().get(region)
    return region if found is None else (found.ja if language() == "ja" else found.en)


def sentence(problem: Problem) -> str:
    """A code in words, with a capital."""
    params = dict(problem.params)
    if "measure" in params:
        params["measure"] = named("measures", params["measure"], language())
    said = say(f"release-{problem.code}", params, language())
    return said[:1].upper() + said[1:]


def _params(code: str) -> tuple[tuple[str, str], ...]:
    """Of reasons that were counted together, what their sentence needs."""
    policy = exclusion_policy()
    return {
        "cell-few-grantees": (("least", str(policy.few_grantees)),),
        "cell-few-intermediaries": (("least", str(policy.few_intermediaries)),),
        "grant-held-back": (("day", _("its time has come")),),
    }.get(code, ())
