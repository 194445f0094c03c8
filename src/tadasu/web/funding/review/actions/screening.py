"""Hold the sealed parties against the lists in force, in an unlocked session, and judge what is alike.

Kept are yes or no, the lists with their versions, the day; who and which entry is sealed. A government's list is no proof: who
listed, on what ground, what we find ourselves; of lists about terror two people, always. A match with whoever binds stops a
payment; a persecuting state's label is a sign of risk for the applicant and stops nothing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.schema import Entity, EntityId, ListId, Match, Origin, UsageError
from tadasu.screening import Options
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.parties.lists import DEFAULT, datasets, listed, search
from tadasu.web.foundation.parties.screening import THRESHOLD
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.actions.opening import open_application
from tadasu.web.funding.applications.documents import Party
from tadasu.web.funding.review import standing
from tadasu.web.funding.review._writing import dropped, known, known_all, locked, run_of, said, sealed, write
from tadasu.web.funding.review.access import CONFIRM, JUDGE, PREPARES, SCREEN
from tadasu.web.funding.review.by_hand import list_name, looked_through
from tadasu.web.funding.review.models import Check, Hit, Review
from tadasu.web.funding.review.procedure import ELIGIBILITY
from tadasu.web.funding.review.words import number, publisher_of, publishers, words

MOST_HITS = 20
"""Of one party, the likeliest: a name with more is too common to be decided one by one, and the words of the entry must do."""


def check(
    actor: Actor, *, review: UUID, key: Unlocked, reason: str, by_hand: Mapping[str, date] | None = None
) -> Check:
    """Check the parties of an application. `by_hand` are lists that have no reader here and that the actor looked through,
    with the date of each list: nothing was found there, else it is added by `note_hit`.

    Raises Review.DoesNotExist, Refused, UsageError `review-list`, `review-list-day`, as `open_application`, and
    DataFolderError."""
    with transaction.atomic():
        found = locked(actor, review, SCREEN)
        hand = looked_through(by_hand or {})
        application = applications.application_of(actor, found.application)
        content = open_application(actor, application=application, key=key, purpose="check", reason=reason)
        asked = _entities(content.parties)
        lists = standing.lists_in_force()
        roles = {str(one.id): role for one, role in asked.items()}
        matches = _matches(list(asked), lists)
        last = Check.objects.filter(review=found).order_by("-number").first()
        made = Check.objects.create(
            organisation_id=found.organisation_id,
            review=found,
            number=last.number + 1 if last is not None else 1,
            version=found.version,
            lists=lists,
            by_hand=hand,
            found=bool(matches),
            user_id=person(actor),
        )
        readers = _judges(actor, found)
        for place, (match, entry) in enumerate(matches, 1):
            sealed_hit = {
                "party": roles[match.query_id],
                "query": match.query_name,
                "name": match.matched_name,
                "entry": match.entity_id,
                "programme": entry.programme,
                "topics": list(entry.topics),
                "countries": list(entry.countries),
                "remarks": entry.remarks[:2000],
                "odds": match.log_odds,
            }
            publisher = publisher_of(str(match.list_id))
            _keep(made, place, str(match.list_id), lists[str(match.list_id)], publisher.id if publisher else "",
                  sealed(actor, found, "hit", sealed_hit, readers))  # fmt: skip
        _by_hand_again(last, made)
        write(actor, SCREEN, found, check=made.number, lists=len(lists) + len(hand), found=int(made.found))
    return made


def note_hit(actor: Actor, *, review: UUID, list_id: str, list_day: date, publisher: str, text: str) -> Hit:
    """Something alike that a person found: on a list looked through by hand, or a label by a persecuting state that stands on no
    list here. It belongs to the last check. Raises Review.DoesNotExist, Refused, UsageError `review-not-checked`, `review-code`,
    `review-list`, `review-list-day`, `review-publisher`, `review-words`."""
    with transaction.atomic():
        found = locked(actor, review, SCREEN)
        last = Check.objects.filter(review=found).order_by("-number").first()
        if last is None:
            raise UsageError("review-not-checked")
        if list_day > timezone.localdate():
            raise UsageError("review-list-day")
        known(publisher, publishers())
        _refuse_publisher(list_id, publisher)
        name = list_name(list_id)
        record = sealed(actor, found, "hit", {"text": said(text)}, _judges(actor, found))
        made = _keep(last, last.hits.count() + 1, name, list_day.isoformat(), publisher, record, by_hand=True)
        write(actor, SCREEN, found, check=last.number, hit=made.number)
    return made


def judge(actor: Actor, *, hit: UUID, publisher: str, verdict: str, reasons: Collection[str], text: str) -> Hit:
    """What somebody finds: who listed, whether it is the same party, on what grounds, in words that are sealed. What another
    found and a second has not confirmed gives way. A label is what a persecuting state's list is, and that alone.

    Raises Hit.DoesNotExist, Refused, UsageError `review-code`, `review-verdict`, `review-judged`, `review-words`."""
    with transaction.atomic():
        row = Hit.objects.select_related("made_in__review").get(id=hit)
        found = _review_of(actor, row, JUDGE)
        if row.second_by_id is not None:
            raise UsageError("review-judged")
        known(publisher, publishers())
        known(verdict, words("verdicts"))
        if (verdict == "label") != (publishers()[publisher].means == "sign" and verdict != "other"):
            raise UsageError("review-verdict")
        _refuse_publisher(row.list_id, publisher)
        before = row.words
        row.publisher, row.verdict = publisher, verdict
        row.reasons = known_all(reasons, words("hit_reasons"))
        if not row.reasons:
            raise UsageError("review-ground-missing")
        row.words = sealed(actor, found, "verdict", {"text": said(text, least=20)}, _judges(actor, found))
        row.first_by_id, row.day = person(actor), timezone.localdate()
        row.until = None if standing.resolved(row) else row.until
        row.save(update_fields=["publisher", "verdict", "reasons", "words", "first_by", "day", "until"])
        dropped(found, before)
        write(actor, JUDGE, found, hit=str(row.id), verdict=verdict, publisher=publisher)
    return row


def confirm(actor: Actor, *, hit: UUID) -> Hit:
    """The second person finds the same. A label leads the case to the protection review, where the case stands before it and the
    actor may. Raises Hit.DoesNotExist, Refused, UsageError `review-not-judged`, `review-judged`."""
    with transaction.atomic():
        row = Hit.objects.select_related("made_in__review").get(id=hit)
        found = _review_of(actor, row, CONFIRM)
        if not row.verdict:
            raise UsageError("review-not-judged")
        if row.second_by_id is not None:
            raise UsageError("review-judged")
        row.second_by_id, row.until, row.day = person(actor), None, timezone.localdate()
        row.save(update_fields=["second_by", "until", "day"])
        write(actor, CONFIRM, found, hit=str(row.id), verdict=row.verdict)
        if row.verdict == "label":
            _protect(actor, found)
    return row


def _review_of(actor: Actor, hit: Hit, act: Act) -> Review:
    review = Review.objects.select_for_update(of=("self",), no_key=True).get(id=hit.made_in.review_id)
    hit.refresh_from_db(from_queryset=Hit.objects.select_related("made_in__review"))
    allow(actor, act.name, hit)
    return review


def _protect(actor: Actor, review: Review) -> None:
    run = run_of(review)
    if run.state == ELIGIBILITY and PREPARES in actor.roles_in(review.organisation_id):
        make_move(actor, run=run.id, move="label", seen=run.last, reason=_("Two people found a label."))


def _refuse_publisher(list_id: str, publisher: str) -> None:
    """A list has one publisher; one that nobody knows is not made harmless by calling it a list about goods."""
    fixed = publisher_of(list_id)
    if fixed is not None and fixed.id != publisher:
        raise UsageError("review-publisher", publisher=fixed.id)
    if fixed is None and publishers()[publisher].means == "none":
        raise UsageError("review-publisher", publisher=list_id)


def _judges(actor: Actor, review: Review) -> set[UUID]:
    """Who may open what was found: named readers of the application who have keys."""
    application = applications.application_of(actor, review.application)
    keyed = {one.id for one in keyed_people(review.organisation_id)}
    named = {one.id for one in applications.readers_of(application)}
    return ((named | {person(actor)}) & keyed) - set(review.apart)


def _entities(parties: Sequence[Party]) -> dict[Entity, str]:
    """What is searched -> the role it has, people apart from the party they answer for."""
    found: dict[Entity, str] = {}
    for party in parties:
        countries = (party.country.lower(),) if len(party.country) == 2 else ()
        found[_entity(len(found), "LegalEntity", party.name, party.names, countries)] = party.role
        for one in party.people:
            found[_entity(len(found), "Person", one, (), countries)] = f"{party.role}: person"
    return found


def _entity(place: int, schema: str, name: str, aliases: Sequence[str], countries: tuple[str, ...]) -> Entity:
    return Entity(
        id=EntityId(str(place)),
        schema=schema,
        name=name,
        aliases=tuple(one for one in dict.fromkeys(aliases) if one != name),
        countries=countries,
        origin=Origin(list_id=ListId("asked"), row=place + 1),
    )


def _matches(asked: Sequence[Entity], lists: Mapping[str, str]) -> list[tuple[Match, Entity]]:
    """What is alike on lists of people who may not be paid, each entry once a party."""
    if not lists or not asked:
        return []
    dataset = datasets()[DEFAULT]
    found = search(dataset, list(asked), Options(threshold=THRESHOLD, limit=MOST_HITS)).matches
    once: dict[tuple[str, str, str], Match] = {}
    for one in found:
        if str(one.list_id) in lists:
            once.setdefault((one.query_id, str(one.list_id), str(one.entity_id)), one)
    return [(one, listed(dataset, one)) for one in once.values()]


def _by_hand_again(last: Check | None, made: Check) -> None:
    """What a person found no check finds again: it is judged anew by two, as what a list still holds is."""
    for one in last.hits.filter(by_hand=True).order_by("number") if last is not None else ():
        _keep(made, made.hits.count() + 1, one.list_id, one.list_version, one.publisher, one.record, by_hand=True)


def _keep(
    check_: Check, place: int, list_id: str, version: str, publisher: str, record: UUID, *, by_hand: bool = False
) -> Hit:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    return Hit.objects.create(
        organisation_id=check_.organisation_id,
        made_in=check_,
        number=place,
        list_id=list_id,
        list_version=version,
        publisher=publisher,
        record=record,
        by_hand=by_hand,
        until=now + timedelta(hours=number("false_match_hours", timezone.localdate())),
    )
