"""What may be seen of parties: a list of them, one with everything that is said of it, two side by side, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from tadasu.schema import Entity, Explanation
from tadasu.store import DataFolderError
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.parties._components import barred
from tadasu.web.foundation.parties._entities import entity_of
from tadasu.web.foundation.parties._grams import grams
from tadasu.web.foundation.parties._history import Happened, history_of, seen_of
from tadasu.web.foundation.parties._likeness import likeness
from tadasu.web.foundation.parties._merging import members_of, told_apart
from tadasu.web.foundation.parties._values import folded
from tadasu.web.foundation.parties.access import DECIDE, SEE, WORKS
from tadasu.web.foundation.parties.actions.decide import seen_of_hit
from tadasu.web.foundation.parties.lists import DEFAULT, datasets
from tadasu.web.foundation.parties.models import DIFFERENT, SAME, Decision, Gram, Hit, Judgement, Party, Statement
from tadasu.web.foundation.parties.properties import kinds, properties
from tadasu.web.foundation.parties.screening import lists_key

MOST = 100
"""Hits that wait on one page, and parties to choose from."""

MOST_GRAMS = 8
"""Pairs of signs of a search that the index is asked for; the text itself is compared after that."""

NOT_SCREENED, NOT_COMPARED, WAITING, LISTED, NONE_FOUND = (
    "not-screened",
    "not-compared",
    "waiting",
    "listed",
    "none-found",
)
"""How a party stands to the lists in force: `not-compared` are kinds that lists do not name, `none-found` is never "clear"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is said of one property: statements that hold, by value, the first said first. `contradicts` when the party can have
    one value and sources give different ones."""

    property: str
    values: Sequence[Sequence[Statement]]
    contradicts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyShown:
    """A party with all that are one with it. `party` is the one they are shown as, `alias` whether another was asked for."""

    party: Party
    alias: bool
    members: Sequence[Party]
    groups: Sequence[Group]
    withdrawn: Sequence[Statement]
    judgements: Sequence[Judgement]
    hits: Sequence[Hit]
    happened: Sequence[Happened]
    standing: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties side by side, how alike they are, what stands against making them one, and what judging them needs."""

    one: PartyShown
    other: PartyShown
    explanation: Explanation | None
    apart: tuple[Party, Party] | None
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitShown:
    """A hit with what was decided about it, the last first; `asked_again` when what a decision rests on changed."""

    hit: Hit
    decisions: Sequence[Decision]
    asked_again: bool
    seen: str


def parties_of(actor: Actor, organisation: UUID, *, text: str = "", by_standing: bool = False) -> QuerySet[Party]:
    """The parties of an organisation, each shown once; those with a name that holds the text, of two signs or more. With
    `by_standing` the database says how each stands to the lists (`standing`), so that they can be chosen by it; else
    `standing_of` does for those that are shown. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    rows = Party.objects.filter(organisation=organisation, canonical=F("id"))
    if text:
        rows = rows.filter(id__in=named(organisation, text).values("party__canonical"))
    if by_standing:
        rows = rows.annotate(standing=_standing())
    now = Hit.objects.filter(gone_at=None).only("party", "verdict", "gone_at")
    return rows.prefetch_related("members", Prefetch("members__hits", now))


def standing_of(party: Party) -> str:
    """How a party of `parties_of` stands to the lists in force."""
    members = list(party.members.all())
    return _standing_of(members, [hit for one in members for hit in one.hits.all()])


def named(organisation: UUID, text: str) -> QuerySet[Gram]:
    """Where names hold the text, as rows that lead to their parties; none for a text of less than two signs.

    Of two signs their pair says everything; a longer text is compared itself, after all of its pairs.
    """
    wanted = folded(text.replace("\0", ""))
    pairs = sorted(grams(wanted))[:MOST_GRAMS]
    if not pairs:
        return Gram.objects.none()
    there = Gram.objects.filter(organisation=organisation)
    rows = there.filter(gram=pairs[0])
    for pair in pairs[1:]:
        rows = rows.filter(statement__in=there.filter(gram=pair).values("statement"))
    return rows if len(wanted) == 2 else rows.filter(statement__plain__contains=wanted)


def party_shown(actor: Actor, party: UUID) -> PartyShown:
    """A party; of one that is one with others, all of them. Raises Party.DoesNotExist also for one that is not to be seen."""
    asked = Party.objects.select_related("canonical", "canonical__organisation").get(id=party)
    if not may(actor, SEE.name, asked):
        raise Party.DoesNotExist
    return _shown(asked)


def pair(actor: Actor, one: UUID, other: UUID) -> Pair:
    """Two parties of one organisation. Raises Party.DoesNotExist."""
    first, second = party_shown(actor, one), party_shown(actor, other)
    if first.party.organisation_id != second.party.organisation_id:
        raise Party.DoesNotExist
    mine, theirs = ({member.id for member in shown.members} for shown in (first, second))
    between = barred(mine, theirs, told_apart(mine | theirs))
    names = {member.id: member for shown in (first, second) for member in shown.members}
    every = mine | theirs
    return Pair(
        one=first,
        other=second,
        explanation=likeness(entity(first.party), entity(second.party)),
        apart=(names[between[0]], names[between[1]]) if between else None,
        seen=seen_of(history_of(every), every),
    )


def judgement_of(actor: Actor, judgement: UUID) -> tuple[Judgement, str]:
    """A judgement, and what taking it back needs. Raises Judgement.DoesNotExist."""
    found = Judgement.objects.select_related("one", "other", "made_by").get(id=judgement)
    if not may(actor, SEE.name, found):
        raise Judgement.DoesNotExist
    every = members_of(found.one) | members_of(found.other)
    return found, seen_of(history_of(every), every)


def statement_of(actor: Actor, statement: UUID) -> Statement:
    """A statement. Raises Statement.DoesNotExist."""
    found = Statement.objects.select_related("party", "recorded_by", "withdrawn_by").get(id=statement)
    if not may(actor, SEE.name, found):
        raise Statement.DoesNotExist
    return found


def hit_of(actor: Actor, hit: UUID) -> HitShown:
    """A hit. Raises Hit.DoesNotExist."""
    found = Hit.objects.select_related("party", "party__canonical").get(id=hit)
    if not may(actor, SEE.name, found):
        raise Hit.DoesNotExist
    decisions = list(found.decisions.select_related("made_by").order_by("-number"))
    held = bool(decisions) and decisions[0].verdict in (SAME, DIFFERENT)
    return HitShown(
        hit=found,
        decisions=decisions,
        asked_again=held and not found.verdict,
        seen=seen_of_hit(found, len(decisions)),
    )


def waiting(actor: Actor) -> QuerySet[Hit]:
    """Hits that wait for a decision which the actor may take, the most alike first."""
    theirs = [one for one, place in actor.places.items() if not place.roles.isdisjoint(WORKS)]
    if not actor.second_factor:
        theirs = []
    rows = Hit.objects.filter(organisation__in=theirs, verdict="", gone_at=None)
    return rows.select_related("party").order_by("-log_odds", "id")


def waiting_count(actor: Actor) -> int:
    """How many wait, counted up to one more than `MOST`."""
    return waiting(actor).order_by()[: MOST + 1].count()


def entity(party: Party) -> Entity:
    """A party as the engine takes it, by what is stated of it and of all that are one with it."""
    members = Party.objects.filter(canonical=party.canonical_id)
    return entity_of(party, Statement.objects.filter(party__in=members, withdrawn_at=None))


def may_decide(actor: Actor, hit: Hit) -> bool:
    """Whether the actor may decide about a hit."""
    return may(actor, DECIDE.name, hit)


def _shown(asked: Party) -> PartyShown:
    party = asked.canonical
    members = list(Party.objects.filter(canonical=party).order_by("made_at", "id"))
    keys = [one.id for one in members]
    happened = history_of(keys)
    statements = Statement.objects.filter(party__in=keys).select_related(
        "recorded_by", "withdrawn_by", "other", "party"
    )
    ordered = list(statements.order_by("recorded_at", "id"))
    judgements = Judgement.objects.filter(Q(one__in=keys) | Q(other__in=keys), taken_back_at=None)
    hits = list(Hit.objects.filter(party__in=keys).order_by(F("gone_at").asc(nulls_first=True), "-log_odds", "id"))
    return PartyShown(
        party=party,
        alias=asked.id != party.id,
        members=members,
        groups=_groups([one for one in ordered if one.withdrawn_at is None]),
        withdrawn=[one for one in ordered if one.withdrawn_at is not None],
        judgements=list(judgements.select_related("one", "other", "made_by").order_by("made_at")),
        hits=hits[:MOST],
        happened=happened,
        standing=_standing_of(members, hits),
        seen=seen_of(happened, keys),
    )


def _groups(statements: Sequence[Statement]) -> Sequence[Group]:
    """By property in the order of the data, by value in the order in which it was first said."""
    found: dict[str, dict[tuple[str, str], list[Statement]]] = {}
    for one in statements:
        found.setdefault(one.property, {}).setdefault((one.scheme, one.plain), []).append(one)
    return [
        Group(
            property=key,
            values=list(found[key].values()),
            contradicts=properties()[key].one and len(found[key]) > 1,
        )
        for key in properties()
        if key in found
    ]


def _standing() -> Case:
    """The same as `_standing_of`, by the database. What hits say comes first, so that nothing is hidden."""
    key = current_lists()
    members = Party.objects.filter(canonical=OuterRef("pk"))
    hits = Hit.objects.filter(party__canonical=OuterRef("pk"), gone_at=None)
    older = members.filter(~Q(screened_lists=key) | Q(screened__lt=F("asked")) | Q(screened=0))
    screened = [name for name, one in kinds().items() if one.screened]
    return Case(
        When(~Q(kind__in=screened), then=Value(NOT_COMPARED)),
        When(Exists(hits.filter(verdict=SAME)), then=Value(LISTED)),
        When(Exists(hits.filter(verdict="")), then=Value(WAITING)),
        When(Exists(older), then=Value(NOT_SCREENED)),
        default=Value(NONE_FOUND),
    )


def _standing_of(members: Sequence[Party], hits: Sequence[Hit]) -> str:
    key = current_lists()
    now = [one.verdict for one in hits if one.gone_at is None]
    if not kinds()[members[0].kind].screened:
        return NOT_COMPARED
    if SAME in now:
        return LISTED
    if "" in now:
        return WAITING
    fresh = all(one.screened == one.asked and key and one.screened_lists == key for one in members)
    return NONE_FOUND if fresh else NOT_SCREENED


def current_lists() -> str:
    """What a screening against the lists in force is known by; a word that no screening has when there is none, or when they
    cannot be read."""
    try:
        return lists_key(datasets()[DEFAULT]) or "no list"
    except DataFolderError:
        return "not readable"
