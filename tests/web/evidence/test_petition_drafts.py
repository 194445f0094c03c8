"""Drafting a petition: what is filled in, who opens it, what is missing, how it is copied to another law."""

from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection
from django.utils import timezone
from tests.web.made_inquiry import MILL, Desk
from tests.web.made_petition import REASON, SECRET, TEXTS, Writers
from tests.web.made_vault import Holder

from tadasu.law import Held, Part
from tadasu.schema import UsageError
from tadasu.web.evidence.petition import actions, queries
from tadasu.web.evidence.petition._writing import opened
from tadasu.web.evidence.petition.actions import Begun
from tadasu.web.evidence.petition.conflicts import Conflict
from tadasu.web.evidence.petition.models import Attachment, Petition, Step
from tadasu.web.evidence.verification._about import About
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.foundation.vault.models import Reader, SealedRecord

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Writers:
    return Writers()


def field(desk: Writers, petition: Petition, id: str, texts: Any = None) -> Any:
    with acting(desk.documenter.actor):
        found = queries.completeness_of(desk.now(petition), texts)
    return next(one for one in found.fields if one.field.id == id)


def test_what_an_inquiry_says_is_filled_in_and_the_rest_is_missing(desk: Writers) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    desk.signed(inquiry)
    parts = desk.read(desk.begun("mx-import-ban", inquiries=(inquiry.id,))).parts
    assert parts[Part.WHO] == MILL
    assert parts[Part.TARIFF_CLASS] == "HS 5205"
    assert "otton" in parts[Part.GOOD]
    assert parts[Part.REGION] == "China"
    assert parts[Part.PETITIONER] == "Nuvagol Documentation Group (invented)"
    assert parts[Part.PERIOD] == "from 1 March 2026"
    assert parts[Part.STANDARD] == "substantiated"
    assert "Restriction of movement: substantiated" in parts[Part.FACTS]
    assert Part.HOW_KNOWN not in parts, "Mexico does not ask for it"
    assert Part.SIGNATURE not in parts
    assert "3" in desk.read(desk.begun(inquiries=(inquiry.id,))).parts[Part.HOW_KNOWN]


def test_of_what_nobody_signed_only_what_is_claimed_is_filled_in(desk: Writers) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    parts = desk.read(desk.begun(inquiries=(inquiry.id,))).parts
    assert parts[Part.WHO] == MILL
    assert not {Part.FACTS, Part.HOW_KNOWN, Part.STANDARD} & parts.keys()


def test_our_own_words_are_in_the_language_that_was_chosen(desk: Writers) -> None:
    inquiry = desk.opened()
    parts = desk.read(desk.begun("jp-model-goods", language="ja", inquiries=(inquiry.id,))).parts
    assert parts[Part.ISSUE] == "国家による強制労働"
    assert parts[Part.WHERE] == "中国"
    assert "2026年3月1日" in parts[Part.PERIOD]


def test_several_findings_stand_one_after_the_other_and_what_is_the_same_once(desk: Writers) -> None:
    one = desk.opened()
    other = desk.opened(about=About(kind="good-of-company", names=("Another Mill (invented)",), good="520100"))
    parts = desk.read(desk.begun(inquiries=(one.id, other.id))).parts
    assert sorted(parts[Part.WHO].splitlines()) == ["Another Mill (invented)", MILL]
    assert parts[Part.ISSUE].count("\n") == 0


def test_an_inquiry_of_another_organisation_fills_nothing(desk: Writers) -> None:
    other = Desk()
    theirs = other.opened()
    with pytest.raises(UsageError, match="petition-no-such-finding"):
        desk.begun(inquiries=(theirs.id,))
    with pytest.raises(UsageError, match="no-petition"):
        desk.begun("us-uflpa")
    with pytest.raises(UsageError, match="no-such-regime"):
        desk.begun("atlantis")
    with pytest.raises(UsageError, match="petition-label"):
        desk.begun(label="hidden\u202esign")
    with pytest.raises(UsageError, match="petition-language"):
        desk.begun(language="fr")
    with acting(desk.documenter.actor):
        assert not Petition.objects.exists()
        assert not SealedRecord.objects.filter(kind="petition.text").exists()


def test_the_text_is_sealed_to_its_authors_and_to_no_role(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    assert SECRET in desk.read(petition, desk.verifier).parts[Part.FACTS]
    for other in (desk.outsider, desk.second):
        with pytest.raises(Refused):
            desk.read(petition, other)
    with acting(desk.documenter.actor), connection.cursor() as cursor:
        for table in ("petition_petition", "petition_step", "petition_attachment"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            for (row,) in cursor.fetchall():
                assert SECRET not in row
                assert TEXTS[Part.CONTACT] not in row


def test_each_text_lies_in_a_record_of_its_own_and_the_one_before_is_erased(desk: Writers) -> None:
    petition = desk.begun()
    first = petition.record
    petition = desk.written(petition)
    assert petition.record != first
    assert petition.version == 2
    with acting(desk.documenter.actor):
        before = SealedRecord.objects.get(id=first)
        assert before.erased_at is not None
        assert before.content is None
    assert desk.log(petition) == ["begun", "written"]
    with acting(desk.verifier.actor), pytest.raises(Refused):
        open_record(desk.verifier.actor, record=first, key=desk.verifier.key, purpose="petition", reason=REASON)


def test_who_keeps_a_text_goes_on_reading_it_without_saying_again_why(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    with acting(desk.documenter.actor):
        found = opened(desk.documenter.actor, desk.now(petition), desk.documenter.key)
    assert found is not None
    with acting(desk.verifier.actor):
        assert opened(desk.verifier.actor, desk.now(petition), desk.verifier.key) is None


def test_nothing_is_kept_of_somebody_who_did_not_open_it(desk: Writers) -> None:
    petition = desk.begun()
    with acting(desk.verifier.actor), pytest.raises(UsageError, match="petition-not-open"):
        actions.write_text(
            desk.verifier.actor, petition=petition.id, parts={Part.FACTS: "x"}, seen=1, key=desk.verifier.key
        )
    with acting(desk.outsider.actor), pytest.raises(Refused):
        actions.write_text(
            desk.outsider.actor, petition=petition.id, parts={Part.FACTS: "x"}, seen=1, key=desk.outsider.key
        )


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_is_lost(desk: Writers) -> None:
    petition = desk.begun()
    desk.read(petition, desk.verifier)
    desk.written(petition, facts="of the first")
    desk.read(petition, desk.verifier)
    with acting(desk.verifier.actor), pytest.raises(Conflict) as conflict:
        actions.write_text(
            desk.verifier.actor,
            petition=petition.id,
            parts={Part.FACTS: "of the second"},
            seen=1,
            key=desk.verifier.key,
        )
    assert conflict.value.parts[Part.FACTS] == "of the first"
    assert desk.read(petition).parts[Part.FACTS] == "of the first"


def test_the_same_text_again_changes_nothing(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    same = desk.written(petition, facts=TEXTS[Part.FACTS] + "  \r\n")
    assert (same.version, same.record) == (petition.version, petition.record)
    assert desk.log(petition) == ["begun", "written"]


def test_a_text_that_is_too_long_is_refused_and_the_one_before_stays(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    with pytest.raises(UsageError, match="petition-long"):
        desk.written(petition, facts="糸" * 20_001)
    assert desk.read(petition).parts[Part.FACTS] == TEXTS[Part.FACTS]
    longest = desk.written(petition, facts="糸" * 20_000)
    assert len(desk.read(longest).parts[Part.FACTS]) == 20_000


def test_an_author_who_left_has_no_key_to_what_is_written_later(desk: Writers) -> None:
    petition = desk.begun()
    with acting(desk.verifier.actor):
        Membership.objects.filter(user=desk.verifier.user).update(until=timezone.now())
    petition = desk.written(petition)
    with acting(desk.documenter.actor):
        readers = set(Reader.objects.filter(record=petition.record).values_list("user", flat=True))
    assert readers == {desk.documenter.id, desk.releaser.id}


def test_an_author_names_another_who_opens_it_from_then_on(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    with acting(desk.documenter.actor):
        actions.share(desk.documenter.actor, petition=petition.id, user=desk.outsider.id, key=desk.documenter.key)
    assert SECRET in desk.read(petition, desk.outsider).parts[Part.FACTS]
    with acting(desk.second.actor), pytest.raises(Refused):
        actions.share(desk.second.actor, petition=petition.id, user=desk.second.id, key=desk.second.key)


def test_what_is_there_is_known_without_opening_it(desk: Writers) -> None:
    petition = desk.begun("jp-model-goods")
    assert field(desk, petition, "facts").held is Held.MISSING
    petition = desk.written(petition, issue="Forced labour", facts="Passports were kept.")
    assert field(desk, petition, "facts").held is Held.THERE
    assert field(desk, petition, "goods").held is Held.MISSING
    petition = desk.written(petition, good="Cotton yarn")
    goods = field(desk, petition, "goods")
    assert (goods.held, goods.lacking) == (Held.PARTLY, (Part.TARIFF_CLASS,))


def test_something_attached_is_evidence_though_nothing_is_typed(desk: Writers) -> None:
    petition = desk.begun()
    assert field(desk, petition, "evidence").held is Held.MISSING
    desk.attached(petition, desk.item())
    assert field(desk, petition, "evidence").held is Held.THERE


def test_a_name_in_another_script_is_warned_about_where_the_form_does_not_take_it(desk: Writers) -> None:
    petition = desk.written(desk.begun(), who="紡織工場（架空）")
    texts = desk.read(petition).parts
    codes = [one.code for one in field(desk, petition, "producer", texts).remarks]
    assert "signs-foreign" in codes
    mexican = desk.written(desk.begun("mx-import-ban"), who="紡織工場（架空）")
    codes = [one.code for one in field(desk, mexican, "producer", desk.read(mexican).parts).remarks]
    assert "signs-foreign" not in codes


def test_a_copy_takes_over_what_both_laws_ask_and_shows_the_rest_as_missing(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    desk.attached(petition, desk.item())
    desk.read(petition)
    with acting(desk.documenter.actor):
        made = actions.copy(
            desk.documenter.actor,
            petition=petition.id,
            regime="mx-import-ban",
            label="the same for Mexico",
            key=desk.documenter.key,
        )
    parts = desk.read(made).parts
    assert parts[Part.FACTS] == TEXTS[Part.FACTS]
    assert Part.HOW_KNOWN not in parts
    assert Part.CONTACT not in parts
    assert made.copied_from == petition.id
    assert field(desk, made, "signature").held is Held.MISSING
    assert desk.log(made) == ["copied", "attached"]
    assert SECRET in desk.read(made, desk.releaser).parts[Part.FACTS]
    with acting(desk.documenter.actor), pytest.raises(UsageError, match="petition-same-regime"):
        actions.copy(
            desk.documenter.actor, petition=petition.id, regime="us-s307", label="again", key=desk.documenter.key
        )


def test_another_organisation_sees_and_does_nothing(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    stranger: Holder = desk.stranger
    with acting(stranger.actor):
        assert not Petition.objects.exists()
        assert not Step.objects.exists()
        with pytest.raises(Petition.DoesNotExist):
            queries.petition_of(stranger.actor, petition.id)
        with pytest.raises(Petition.DoesNotExist):
            actions.withdraw(stranger.actor, petition=petition.id, reason="x")
        with pytest.raises(Refused):
            actions.begin(
                stranger.actor,
                organisation=desk.place.id,
                begun=Begun(label="theirs", regime="us-s307", language="en"),
            )


def test_nobody_writes_a_line_of_the_log_in_the_name_of_another_and_it_only_grows(desk: Writers) -> None:
    petition = desk.begun()
    with acting(desk.documenter.actor), pytest.raises(DatabaseError):
        Step.objects.create(
            organisation_id=desk.place.id, petition=petition, number=9, act="sent", user_id=desk.verifier.id
        )
    for change in ({"act": "sent"}, None):
        rows = Step.objects.all()
        with acting(desk.documenter.actor), pytest.raises(ProgrammingError, match="permission denied"):
            rows.update(**change) if change else rows.delete()
    with acting(desk.documenter.actor), pytest.raises(DatabaseError):
        Attachment.objects.create(
            organisation_id=desk.elsewhere.id,
            petition=petition,
            kind="item",
            thing=petition.id,
            number=1,
            user_id=desk.documenter.id,
        )
