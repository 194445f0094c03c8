"""What may be seen: by an organisation its proposals, by everybody what is public."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tadasu.release import Problem
from tadasu.web.foundation.access import ANONYMOUS, Actor, acting, allow
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.accounts.roles import PUBLISHER
from tadasu.web.foundation.publication._checking import kept_problems
from tadasu.web.foundation.publication.access import SEE
from tadasu.web.foundation.publication.models import OPEN, WITHDRAWN, Check, Proposal, Publication, Signature

MOST = 50
"""Publications on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a proposal is: what the rules said last, of the text as it is now, and who signed this very text."""

    problems: tuple[Problem, ...]
    rules: str
    signed: Sequence[User]
    state: str


def proposals(actor: Actor, *, organisation: UUID) -> QuerySet[Proposal]:
    """Those of an organisation, the latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation.objects.get(id=organisation))
    return Proposal.objects.filter(organisation=organisation).select_related("proposed_by").order_by("-proposed_at")


def proposal(actor: Actor, id: UUID) -> Proposal | None:
    """One of an organisation in which the actor has a place, None where there is none. Raises Refused."""
    found = Proposal.objects.select_related("organisation", "proposed_by", "refused_by").filter(id=id).first()
    if found is not None:
        allow(actor, SEE.name, found)
    return found


def waiting(actor: Actor) -> QuerySet[Proposal]:
    """Those whose text the rules let pass and which the actor may sign and has not signed, the oldest first."""
    theirs = [one for one, place in actor.places.items() if PUBLISHER in place.roles and actor.second_factor]
    mine = Signature.objects.filter(proposal=OuterRef("id"), digest=OuterRef("digest"), user=actor.user)
    last = Check.objects.filter(proposal=OuterRef("id")).order_by("-at").values("problems")[:1]
    found = Proposal.objects.annotate(said=Subquery(last)).filter(~Exists(mine), organisation__in=theirs, state=OPEN)
    return found.filter(said=[]).order_by("proposed_at")


def standing(of: Proposal) -> Standing:
    """`state` is `published` or `refused`; of an open one `problems`, `signed` once somebody has, else `checked`."""
    last = of.checks.order_by("-at").first()
    problems = kept_problems(last) if last is not None else ()
    signed = signers(of)
    state = of.state if of.state != OPEN else "problems" if problems else "signed" if signed else "checked"
    return Standing(problems=problems, rules=last.rules if last is not None else "", signed=signed, state=state)


def signers(of: Proposal) -> list[User]:
    """Who signed the text as it is now and, while it is not public, may sign now; in the order in which they did."""
    found = Signature.objects.filter(proposal=of, digest=of.digest).select_related("user").order_by("at")
    if of.state == OPEN:
        holders = Membership.objects.filter(
            current(), organisation=of.organisation_id, roles__contains=[PUBLISHER], user__is_active=True
        )
        found = found.filter(user__in=holders.values("user"))
    return [one.user for one in found]


def public(*, kind: str = "", before: int | None = None, most: int = MOST) -> Sequence[Publication]:
    """The latest version of everything public, the latest number first; of a kind, or numbers below `before`. Asked as nobody,
    whoever asks: there is no other way for a page without sign-in to see anything of ours."""
    with acting(ANONYMOUS):
        found = Publication.objects.order_by("-number", "-version").distinct("number")
        if kind:
            found = found.filter(kind=kind)
        if before is not None:
            found = found.filter(number__lt=before)
        return list(found[:most])


def public_versions(number: int) -> Sequence[Publication]:
    """All versions of a number, the latest first; of a withdrawn one only that it is."""
    with acting(ANONYMOUS):
        return list(Publication.objects.filter(number=number).order_by("-version"))


def is_withdrawn(number: int) -> bool:
    """Whether a number was withdrawn."""
    return Publication.objects.filter(number=number, act=WITHDRAWN).exists()
