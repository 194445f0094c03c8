"""Who may do what: every act, asked for everybody, in one table that can be read (`rights.txt`).

An act without a line fails, and so does a line without an act. Every question that an act asks is taken out in turn: the
table must then no longer hold, or the question would guard nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web import made_review_rights
from tests.web.api import test_api_addresses, test_api_rights
from tests.web.evidence import (
    test_custody_addresses,
    test_hearing_addresses,
    test_incidents_addresses,
    test_intake_addresses,
    test_library_addresses,
    test_petition_addresses,
    test_press_addresses,
    test_verification_addresses,
)
from tests.web.foundation import (
    test_accounts_addresses,
    test_correspondence_addresses,
    test_exchange_addresses,
    test_findings_addresses,
    test_parties_addresses,
    test_publication_addresses,
    test_vault_addresses,
)
from tests.web.foundation.procedure_made import KIND
from tests.web.funding import (
    test_applications_addresses,
    test_awards_addresses,
    test_calls_addresses,
    test_feedback_addresses,
    test_intermediaries_addresses,
    test_need_addresses,
    test_programmes_addresses,
    test_publishing_addresses,
    test_results_addresses,
    test_review_addresses,
    test_winddown_addresses,
)
from tests.web.made import organisation, person
from tests.web.made_awards_rights import VARIANTS as OF_AWARDS
from tests.web.made_awards_rights import OfAwards
from tests.web.made_box import box_at, counter
from tests.web.made_results_rights import VARIANTS as OF_RESULTS
from tests.web.made_results_rights import OfResults
from tests.web.made_review_rights import OfReview
from tests.web.made_vault import Holder, holder, sealed
from tests.web.test_addresses import ELSEWHERE, GET
from tests.web.walked import table

from tadasu.web.api.models import Token
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.library.models import SavedSearch
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.foundation.access import ANONYMOUS, Act, Actor, Predicate, acting, acts, anyone, both, either, may
from tadasu.web.foundation.access import _acts as declared
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, Organisation
from tadasu.web.foundation.accounts.roles import kinds
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.exchange.models import Terms
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.procedure.access import Playing
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.vault._keys import new_pair
from tadasu.web.foundation.vault.actions import begin_recovery, confirm_share, set_up_recovery
from tadasu.web.foundation.vault.models import Recovery, SealedRecord, Share
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.winddown.models import Fall

pytestmark = pytest.mark.usefixtures("database")

TABLE = Path(__file__).with_name("rights.txt")
EVERY_ROLE = sorted({role for kind in kinds().values() for role in kind.roles})


class World:
    """An organisation, everybody whom an act can meet, and the records that acts are about."""

    def __init__(self) -> None:
        self.ours, self.theirs = organisation("authority"), organisation(name="Another (invented)")
        every = holder(self.ours, *EVERY_ROLE)
        one, other = holder(self.ours, "custodian"), holder(self.ours, "custodian")
        reader, left = holder(self.ours, "liaison"), holder(self.ours, *EVERY_ROLE)
        self.record = sealed(self.ours, every, reader, left)
        key = self._key(every, every, one, other, left)
        self.share = self._share(every, key, one)
        self.recovery = self._recovery(every, key, reader)
        self.counter = counter(self.ours, every, reader, left)
        self.box = box_at(self.counter).visit
        self.results = OfResults(self.ours, every, reader, self.box)
        self.awards = OfAwards(self.ours, self.theirs, every, reader, self.box)
        self.variants: dict[str, object] = {
            "open-box@shut": Counter(organisation=self.ours, open=False),
            "use-box@other": Visit(self.box.box, new_pair()[0], self.box.key),
            "take-voucher": self.box,
            "take-voucher@other": Visit(self.box.box, new_pair()[0], self.box.key),
            "report@other": Visit(self.box.box, new_pair()[0], self.box.key),
            "release": Notice(organisation_id=self.ours.id, prepared_by_id=reader.id),
            "release@every": Notice(organisation_id=self.ours.id, prepared_by_id=every.id),
            "answer@other": Visit(self.box.box, new_pair()[0], self.box.key),
            "confirm-share@every": self._share(every, key, every),
            "give-up-token": Token(organisation=self.ours, user=every.user),
            "give-up-token@left": Token(organisation=self.ours, user=left.user),
            "keep-search": SavedSearch(organisation=self.ours, user=every.user),
            "keep-search@left": SavedSearch(organisation=self.ours, user=left.user),
            "revoke-token": Token(organisation=self.ours, user=reader.user),
            "revoke-token@left": Token(organisation=self.ours, user=left.user),
            "confirm-share@left": self._share(every, key, left),
            "complete-recovery@left": replace_user(self.recovery, left),
            "confirm": Terms(organisation_id=self.ours.id, proposed_by_id=reader.id),
            "confirm@every": Terms(organisation_id=self.ours.id, proposed_by_id=every.id),
            "sign": FindingVersion(organisation_id=self.ours.id, concluded_by_id=reader.id),
            "sign@every": FindingVersion(organisation_id=self.ours.id, concluded_by_id=every.id),
        }
        self.of_review = OfReview(self.ours, every, reader, self.record)
        self.offering = {"petition.release": reader.id, "petition.release@every": every.id}
        self.officer = person(self.ours, "officer")
        self.another = person(self.ours, "officer")
        late: Any = {"second_factor": True, "signed_in_at": datetime.now(UTC)}
        self.people: dict[str, Actor] = {
            "nobody": ANONYMOUS,
            "password": replace(now(every), second_factor=False),
            "tired": replace(now(every), signed_in_at=datetime.now(UTC) - timedelta(minutes=11)),
            "every-role": now(every),
            "member": now(holder(self.ours, "investigator")),
            "reader": now(reader),
            "officer": actor_of(self.officer, **late),
            "another": actor_of(self.another, **late),
            "decider": actor_of(person(self.ours, "decider"), **late),
            "organiser": actor_of(person(self.ours, "organiser"), **late),
            "auditor": actor_of(person(self.ours, "auditor"), **late),
            "custodian": now(one),
            "custodian-2": now(other),
            "apprentice": actor_of(person(self.ours, "custodian"), **late),
            "stranger": actor_of(person(self.theirs, *EVERY_ROLE), **late),
        }
        self._end(left)
        self.people["left"] = now(left)

    def _key(self, sets_up: Holder, *custodians: Holder) -> Any:
        with acting(sets_up.actor):
            key = set_up_recovery(
                sets_up.actor, organisation=self.ours.id, custodians=[one.id for one in custodians], needed=2
            )
        for one in custodians:
            with acting(one.actor):
                confirm_share(one.actor, share=Share.objects.get(key=key, user=one.id).id, key=one.key)
        return key

    def _share(self, sees: Holder, key: Any, of: Holder) -> Share:
        with acting(sees.actor):
            return Share.objects.get(key=key, user=of.id)

    def _recovery(self, begins: Holder, key: Any, reader: Holder) -> Recovery:
        with acting(begins.actor):
            found = begin_recovery(begins.actor, key=key, readers=[reader.id], reason="An invented loss.")
            return Recovery.objects.get(id=found)

    def _end(self, left: Holder) -> None:
        with acting(left.actor):
            Membership.objects.filter(user=left.user).update(until=datetime.now(UTC) - timedelta(minutes=1))

    def about(self, act: str) -> object | None:
        """What an act is asked about."""
        app, _, what = act.partition(".")
        if app == "petition":
            return self._of_petition(what)
        if app == "review":
            return self.of_review.about(what)
        if app in ("awards", "intermediaries"):
            return self.awards.about(app, what)
        if app == "results":
            return self.results.about(what)
        if app == "winddown":
            return self._of_winddown(what)
        if what in self.variants:
            return self.variants[what]
        if app == "vault":
            return self._of_vault(what)
        if app == "procedure":
            return self._of_procedure(what)
        if app == "correspondence":
            return self._of_correspondence(what)
        if app in ("custody", "incidents") and what.partition("@")[0] in OF_AN_ITEM:
            published = what.endswith("@published")
            return Item(organisation_id=self.ours.id, record=None if published else self.record, public=published)
        if app == "verification" and what.partition("@")[0] in ("assess", "note"):
            published = what.endswith("@public")
            return Item(organisation_id=self.ours.id, record=None if published else self.record, public=published)
        if app == "hearing" and what == "answer":
            return self.box
        if app == "applications":
            return self._of_application(what)
        if app == "intake":
            return self.box if what == "report" else self.box.box
        return None if app == "accounts" and what in NO_RECORD else self.ours

    def _of_winddown(self, what: str) -> object:
        """Our organisation as a funder; what somebody asked to erase, who may be `every`; the box."""
        if what.startswith("take-file"):
            return self.box if what == "take-file" else self.variants["use-box@other"]
        act, _, variant = what.partition("@")
        place = Organisation(id=self.ours.id, kind="authority" if variant == "authority" else "funder")
        if act not in {"confirm-erase", "drop-erase"}:
            return place
        asked_by = self.people["every-role"].user if variant == "every" else uuid4()
        return Fall(organisation=place, asked_by_id=asked_by)

    def _of_application(self, what: str) -> object:
        """Of the box that `every` reads, by region; or of another, withheld."""
        if what.startswith("apply"):
            return self.box if what == "apply" else self.variants["use-box@other"]
        if what == "see":
            return self.ours
        box = uuid4() if "@" in what else self.box.box.id
        return Application(organisation_id=self.ours.id, box_id=box, level=3 if "@" in what else 1)

    def _of_petition(self, what: str) -> object:
        if what in {"see", "begin"}:
            return self.ours
        offered = self.offering.get(f"petition.{what}")
        return Petition(organisation_id=self.ours.id, record=self.record, offered_by_id=offered)

    def _of_vault(self, what: str) -> object | None:
        match what:
            case "confirm-share":
                return self.share
            case "contribute" | "complete-recovery":
                return self.recovery
            case "see-recovery" | "set-up-recovery" | "begin-recovery":
                return self.ours
            case "keep-keys" | "start-anew" | "seal":
                return None
            case _:
                return SealedRecord(id=self.record, organisation_id=self.ours.id)

    def _of_correspondence(self, what: str) -> object:
        match what:
            case "open-box":
                return self.counter
            case "use-box":
                return self.box
            case "see-counters" | "set-up":
                return self.ours
            case _:
                return self.box.box

    def _of_procedure(self, what: str) -> object:
        bound = [(self.ours.id, "officer")]
        match what:
            case "move":
                return Playing(organisation_id=self.ours.id, kind=KIND, bound=bound)
            case "hand-over@free":
                return Playing(organisation_id=self.ours.id, kind=KIND, bound=bound)
            case "hand-over@theirs":
                return Playing(organisation_id=self.ours.id, kind=KIND, bound=[(self.theirs.id, "officer")])
            case "hand-over":
                return Playing(organisation_id=self.ours.id, kind=KIND, bound=bound, user_id=self.officer.id)
            case _:
                return Run(organisation_id=self.ours.id, kind=KIND, subject=uuid4(), shown_to=[self.ours.id])


OF_AN_ITEM = {
    *("open-item", "derive", "disclose", "export", "share", "erase-item"),
    *("import", "open-words", "extract", "share-words", "remove"),
}
"""Acts of custody and incidents that are about an item; the others are asked of the organisation."""

VARIANTS = (
    *OF_AWARDS,
    *OF_RESULTS,
    "applications.apply@other",
    "applications.open@other",
    "applications.see-one@other",
    "applications.set-state@other",
    "applications.tell@other",
    "custody.open-item@published",
    "correspondence.open-box@shut",
    "correspondence.use-box@other",
    "api.give-up-token@left",
    "api.revoke-token@left",
    "exchange.confirm@every",
    "feedback.take-voucher@other",
    "findings.sign@every",
    "hearing.answer@other",
    "hearing.release@every",
    "intake.report@other",
    "library.keep-search@left",
    "petition.release@every",
    "procedure.hand-over@free",
    "procedure.hand-over@theirs",
    *made_review_rights.VARIANTS,
    "vault.complete-recovery@left",
    "vault.confirm-share@every",
    "vault.confirm-share@left",
    "verification.assess@public",
    "verification.note@public",
    "verification.sign@every",
    *(f"winddown.{one}@authority" for one in ("announce", "ask-erase", "confirm-erase", "drop-erase", "see", "shut")),
    "winddown.confirm-erase@every",
    "winddown.take-file@other",
)
"""Acts that are asked about a second record too: a task that nobody has, a part of another organisation, something of a
person who left."""

NO_RECORD = {"found", "join", "take", "offer-reset-to", "use-reset", "change-settings", "sign-out-everywhere"}
"""Acts of accounts that are about no organisation."""


def replace_user(recovery: Recovery, begun_by: Holder) -> Recovery:
    """The same recovery, begun by somebody else."""
    return Recovery(
        id=recovery.id, organisation_id=recovery.organisation_id, key_id=recovery.key_id, user=begun_by.user
    )


def now(one: Holder) -> Actor:
    """Who somebody is now, just signed in with a second factor."""
    return actor_of(one.user, second_factor=True, signed_in_at=datetime.now(UTC))


@pytest.fixture
def world() -> World:
    return World()


def answered(world: World, names: Iterator[str] | list[str]) -> dict[str, dict[str, str]]:
    """Act -> person -> yes or a dot."""
    found: dict[str, dict[str, str]] = {}
    with acting(world.people["every-role"]):  # what row-level security hides is not what is asked here
        for line in names:
            about = world.about(line)
            found[line] = {
                who: "yes" if may(actor, line.partition("@")[0], about) else "." for who, actor in world.people.items()
            }
    return found


def written(found: dict[str, dict[str, str]]) -> str:
    """The table as it stands in the file."""
    people = list(next(iter(found.values())))
    width = max(map(len, found)) + 2
    lines = [" " * width + " ".join(people)]
    for name, cells in found.items():
        lines.append(name.ljust(width) + " ".join(cells[who].ljust(len(who)) for who in people).rstrip())
    return "\n".join(lines) + "\n"


def ours() -> list[str]:
    """The acts of the foundation, and their variants."""
    return sorted([*(name for name in acts() if not name.startswith("test.")), *VARIANTS])


def test_the_table_of_rights_is_what_is_answered(world: World) -> None:
    assert written(answered(world, ours())) == TABLE.read_text(encoding="utf-8")


def leaves(predicate: Predicate, way: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Predicate]]:
    """Every question of which one is put together, and the way to it."""
    if not predicate.parts:
        yield way, predicate
    for at, part in enumerate(predicate.parts):
        yield from leaves(part, (*way, at))


def without(predicate: Predicate, way: tuple[int, ...]) -> Predicate:
    """The same, with the question at the end of the way answered yes for everybody."""
    if not way:
        return anyone
    parts = list(predicate.parts)
    parts[way[0]] = without(parts[way[0]], way[1:])
    return either(*parts) if predicate.any_part else both(*parts)


QUESTIONS = [
    (name, way, leaf.name)
    for name in sorted({line.partition("@")[0] for line in ours()})
    for way, leaf in leaves(acts()[name].who)
    if leaf is not anyone
]


def test_a_question_that_is_taken_out_is_missed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the table a cell must turn from no to yes."""
    rows = table(TABLE.read_text(encoding="utf-8"))
    unseen = []
    for name, way, question in QUESTIONS:
        lines = [line for line in rows if line.partition("@")[0] == name]
        with monkeypatch.context() as patched:
            patched.setitem(declared._ACTS, name, Act(name, without(acts()[name].who, way)))
            if answered(world, lines) == {line: rows[line] for line in lines}:
                unseen.append(f"{name}: {question}")
    assert not unseen, "; ".join(unseen)


def named(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Every address by its name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns)
        else:
            yield str(one.name)


def test_every_address_has_a_line_in_one_table() -> None:
    tables = (
        test_api_addresses,
        test_accounts_addresses,
        test_applications_addresses,
        test_calls_addresses,
        test_awards_addresses,
        test_review_addresses,
        test_feedback_addresses,
        test_winddown_addresses,
        test_correspondence_addresses,
        test_custody_addresses,
        test_exchange_addresses,
        test_findings_addresses,
        test_hearing_addresses,
        test_incidents_addresses,
        test_intake_addresses,
        test_intermediaries_addresses,
        test_library_addresses,
        test_need_addresses,
        test_parties_addresses,
        test_petition_addresses,
        test_press_addresses,
        test_programmes_addresses,
        test_publication_addresses,
        test_publishing_addresses,
        test_results_addresses,
        test_vault_addresses,
        test_verification_addresses,
    )
    lines = [*table(GET), *(line for one in tables for line in table(one.GET)), *ELSEWHERE, *test_api_rights.ADDRESSES]
    assert sorted(named(get_resolver().url_patterns)) == sorted(lines)
