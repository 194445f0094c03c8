"""Proposing, changing, signing, refusing, correcting, withdrawing: what each leaves behind, and what it refuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.web.made import organisation, person
from tests.web.made_publication import (
    NOTICE,
    REASON,
    Staff,
    notice,
    proposed,
    published,
    signed,
    staff,
    statistics,
)
from tests.web.made_vault import holder, lately, sealed

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.audit.models import Said
from tadasu.web.foundation.publication import queries
from tadasu.web.foundation.publication.actions import change, propose, refuse, sign, withdraw
from tadasu.web.foundation.publication.models import Check, Proposal

pytestmark = pytest.mark.usefixtures("database")

CHANGED = {"en": "The day was wrong.", "ja": "日付の誤りを改めました。"}

TELLING = {
    "text-email": "Write to someone@example.org",
    "text-phone": "電話０３−１２３４−５６７８",
    "text-coordinates": "35.6895, 139.6917",
}
"""What a text must not hold: canaries that the rules name."""


@pytest.fixture
def ours() -> Staff:
    return staff()


def problems(by: Staff, found: Proposal) -> list[tuple[str, str]]:
    with acting(by["member"]):
        return [(one.code, one.at) for one in queries.standing(found).problems]


def state(by: Staff, found: Proposal) -> str:
    with acting(by["member"]):
        return queries.standing(Proposal.objects.get(id=found.id)).state


def test_a_proposal_is_checked_at_once_and_waits_for_two(ours: Staff) -> None:
    found = proposed(ours)
    assert state(ours, found) == "checked"
    signed(ours, found, "one")
    assert state(ours, found) == "signed"
    signed(ours, found, "other")
    assert state(ours, found) == "published"


def test_whoever_proposes_may_be_one_of_the_two_and_never_both(ours: Staff) -> None:
    found = proposed(ours, who="one")
    signed(ours, found, "one")
    with pytest.raises(UsageError, match="publication-signed-already"):
        signed(ours, found, "one")
    assert signed(ours, found, "other").number is not None


@pytest.mark.parametrize("code", TELLING)
def test_what_points_to_somebody_is_refused_with_its_reason_named(ours: Staff, code: str) -> None:
    found = proposed(ours, notice(f"First line.\nThen {TELLING[code]}"))
    assert problems(ours, found) == [(code, "text.en:2")]
    assert state(ours, found) == "problems"
    assert [one.code for one in signed(ours, found, "one").problems] == [code]
    assert state(ours, found) == "problems"
    with acting(ours["one"]):
        assert not found.signatures.exists()
        assert TELLING[code] not in str([one.problems for one in Check.objects.all()])


@pytest.mark.parametrize(
    "extra", [{"file": "a.pdf"}, {"record": "b7a6"}, {"text": {"en": "A", "ja": "あ", "file": "a"}}, {"vault": {}}]
)
def test_nothing_can_be_attached(ours: Staff, extra: dict[str, Any]) -> None:
    found = proposed(ours, NOTICE | extra)
    assert problems(ours, found)
    assert signed(ours, found, "one").problems


def test_a_sealed_record_has_no_way_in(ours: Staff) -> None:
    """Its id, its ciphertext or its content in a field of a document: no type of field takes them."""
    reader = holder(ours.place, "auditor")
    record = sealed(ours.place, reader)
    for value in (str(record), {"record": str(record)}, ["a"], 5):
        for name in ("title", "text"):
            assert problems(ours, proposed(ours, NOTICE | {name: value}))
    with pytest.raises(TypeError):
        proposed(ours, NOTICE | {"text": {"en": b"sealed", "ja": "あ"}})
    with pytest.raises(TypeError):
        proposed(ours, NOTICE | {"text": record})


def test_a_change_takes_the_signatures_away(ours: Staff) -> None:
    found = proposed(ours)
    signed(ours, found, "one")
    with acting(ours["decider"]):
        change(ours["decider"], proposal=found.id, digest=found.digest, document=notice("Another."), reason=REASON)
    assert state(ours, found) == "checked"
    assert signed(ours, found, "other").number is None
    assert signed(ours, found, "one").number is not None


def test_whoever_signs_what_was_changed_meanwhile_is_told_and_signs_nothing(ours: Staff) -> None:
    found = proposed(ours)
    with acting(ours["decider"]):
        change(ours["decider"], proposal=found.id, digest=found.digest, document=notice("Another."), reason=REASON)
    with pytest.raises(UsageError, match="publication-changed"):
        signed(ours, found, "one", digest=found.digest)
    with pytest.raises(UsageError, match="publication-changed"), acting(ours["decider"]):
        change(ours["decider"], proposal=found.id, digest=found.digest, document=NOTICE, reason=REASON)
    assert state(ours, found) == "checked"


def test_the_rules_are_asked_again_at_each_signature(ours: Staff) -> None:
    """A table that was harmless is not, once another that counts the same is public."""
    first = proposed(ours, statistics(12, 13, 40, period="2025-Q1"))
    second = proposed(ours, statistics(12, 13, 40, 15, period="2025"))
    signed(ours, first, "one")
    signed(ours, second, "one")
    signed(ours, first, "other")
    done = signed(ours, second, "other")
    assert (done.number, [one.code for one in done.problems]) == (None, ["table-overlaps"])
    assert state(ours, second) == "problems"


def test_a_later_version_of_a_table_is_looked_at_beside_the_earlier_one_even_if_that_was_withdrawn(ours: Staff) -> None:
    number = published(ours, statistics(12, 13, 40))
    with acting(ours["one"]):
        withdraw(ours["one"], organisation=ours.place.id, number=number, ground="error", reason=REASON)
    assert problems(ours, proposed(ours, statistics(12, 14, 40))) == [
        ("table-small-change", "table:1,2"),
        ("table-small-change", "table:1,4"),
    ]


def test_refusing_closes_a_proposal_with_a_reason(ours: Staff) -> None:
    found = proposed(ours)
    with acting(ours["one"]):
        with pytest.raises(UsageError, match="reason-missing"):
            refuse(ours["one"], proposal=found.id, digest=found.digest, reason=" ")
        refuse(ours["one"], proposal=found.id, digest=found.digest, reason="Too early.")
    assert state(ours, found) == "refused"
    with pytest.raises(UsageError, match="publication-closed"):
        signed(ours, found, "other")


def test_a_correction_is_a_new_version_and_says_what_was_changed(ours: Staff) -> None:
    number = published(ours)
    assert published(ours, notice("Corrected."), corrects=number, changed=CHANGED) == number
    assert [one.act for one in queries.public_versions(number)] == ["corrected", "published"]
    assert problems(ours, proposed(ours, corrects=number)) == [("wrong-type", "changed")]
    told = {"en": "Ask 03-1234-5678.", "ja": "誤りを改めました。"}
    assert problems(ours, proposed(ours, corrects=number, changed=told)) == [("text-phone", "changed.en:1")]


def test_only_what_is_public_of_this_organisation_and_kind_is_corrected(ours: Staff) -> None:
    theirs, number = published(staff()), published(ours)
    for wanted in (theirs, number + 1000):
        with pytest.raises(UsageError, match="publication-not-published"):
            proposed(ours, corrects=wanted, changed=CHANGED)
    with pytest.raises(UsageError, match="publication-not-published"):
        proposed(ours, statistics(12, 13), corrects=number, changed=CHANGED)


def test_withdrawing_is_one_person_s_act_with_a_word_from_a_list(ours: Staff) -> None:
    number, actor = published(ours), ours["one"]
    with acting(actor):
        for given, code in (
            ({"ground": "because"}, "publication-ground"),
            ({"reason": ""}, "reason-missing"),
            ({"number": number + 100}, "publication-not-published"),
        ):
            with pytest.raises(UsageError, match=code):
                withdraw(
                    actor,
                    **({"organisation": ours.place.id, "number": number, "ground": "error", "reason": REASON} | given),  # type: ignore[arg-type]
                )
        withdraw(actor, organisation=ours.place.id, number=number, ground="error", reason=REASON)
    (row,) = queries.public_versions(number)
    assert (row.act, row.ground, row.content) == ("withdrawn", "error", None)
    with acting(actor), pytest.raises(UsageError, match="publication-not-published"):
        withdraw(actor, organisation=ours.place.id, number=number, ground="error", reason=REASON)


def test_every_act_is_recorded_by_digest_and_without_the_text(ours: Staff) -> None:
    number = published(ours)
    with acting(ours["one"]):
        withdraw(ours["one"], organisation=ours.place.id, number=number, ground="error", reason=REASON)
    assert said_of("publication") == [
        "publication.propose",
        "publication.sign",
        "publication.sign",
        "publication.publish",
        "publication.withdraw",
    ]


def said_of(app: str) -> list[str]:
    """Acts that this transaction is going to record; only the chain reads them, so they are caught as they are written."""
    return [one for one in RECORDED if one.startswith(app)]


RECORDED: list[str] = []


@pytest.fixture(autouse=True)
def _recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    RECORDED.clear()
    create = Said.objects.create

    def noted(**given: Any) -> Said:
        RECORDED.append(given["act"])
        assert set(given["detail"]) <= {"kind", "digest", "problems", "number", "ground"}
        return create(**given)

    monkeypatch.setattr(Said.objects, "create", noted)


@pytest.mark.parametrize("act", ["propose", "sign", "refuse", "withdraw"])
def test_whoever_may_not_is_refused(ours: Staff, act: str) -> None:
    found, number = proposed(ours), published(ours, notice("Another."))
    for actor in (ours["member"], replace(ours["one"], second_factor=False), lately(person(organisation()))):
        with acting(actor), pytest.raises(Refused):
            done(actor, ours, act, found, number)


def done(actor: Actor, ours: Staff, act: str, found: Proposal, number: int) -> None:
    """One of the acts."""
    if act == "propose":
        propose(actor, organisation=ours.place.id, kind="notice", document=NOTICE, reason=REASON)
    elif act == "sign":
        sign(actor, proposal=found.id, digest=found.digest)
    elif act == "refuse":
        refuse(actor, proposal=found.id, digest=found.digest, reason=REASON)
    else:
        withdraw(actor, organisation=ours.place.id, number=number, ground="error", reason=REASON)


def test_signing_wants_the_password_of_the_last_ten_minutes(ours: Staff) -> None:
    found = proposed(ours)
    tired = replace(ours["one"], signed_in_at=datetime.now(UTC) - timedelta(minutes=11))
    with pytest.raises(Refused) as refused, acting(tired):
        sign(tired, proposal=found.id, digest=found.digest)
    assert refused.value.again


def test_an_unknown_kind_and_no_reason_are_refused(ours: Staff) -> None:
    actor = ours["decider"]
    with acting(actor):
        with pytest.raises(UsageError, match="publication-no-such-kind"):
            propose(actor, organisation=ours.place.id, kind="vault", document={}, reason=REASON)
        with pytest.raises(UsageError, match="reason-missing"):
            propose(actor, organisation=ours.place.id, kind="notice", document=NOTICE, reason=" ")


def test_who_lost_the_role_no_longer_stands_among_those_who_signed(ours: Staff) -> None:
    found = proposed(ours)
    signed(ours, found, "one")
    with acting(ours["one"]):
        Membership.objects.filter(user=ours.users["one"]).update(roles=["auditor"])
    assert state(ours, found) == "checked"
