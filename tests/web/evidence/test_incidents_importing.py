"""Files of incidents come in: confidential ones sealed but for their codes, public ones by the worker; all or nothing."""

import hashlib
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.web.made_incidents import (
    HEAD,
    PURPOSE,
    ROWS,
    SECRET,
    Group,
    entities,
    many,
    plan_for,
    table,
    uwazi,
    zipped,
)
from tests.web.made_vault import REASON, holder
from tests.web.recorded import recorded

from tadasu.schema import InputError, UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.incidents import _staged, actions, queries
from tadasu.web.evidence.incidents._plan import LEAVE
from tadasu.web.evidence.incidents.actions import importing
from tadasu.web.evidence.incidents.models import DONE, ENDED, RECEIVED, Batch, Incident, Kind, Mark, Part
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault.models import SealedRecord

pytestmark = pytest.mark.usefixtures("database")


def everything() -> str:
    """Every row that this app keeps, as text."""
    found = []
    with connection.cursor() as cursor:
        for name in ("batch", "incident", "kind", "mark", "part", "unmapped"):
            cursor.execute(f"SELECT t::text FROM incidents_{name} t")
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_of_a_confidential_file_only_codes_are_rows_and_its_words_open_for_its_readers() -> None:
    group = Group()
    batch = group.read(label="incidents of the north")
    one, _two, three = group.incidents(batch)
    assert (one.issue, one.country, one.region, one.good, one.people) == ("forced-labour", "cn", "cn-xj", "5205", 40)
    assert (three.issue, three.month, three.people) == ("", None, None)
    with acting(group.one.actor):
        kept = everything()
        opened = actions.open_words(group.one.actor, incident=one.id, key=group.one.key, purpose=PURPOSE, reason=REASON)
    for word in (SECRET, "寮の門", "架空紡績", "架空新報", "N-1", "Hotan", "事案番号"):
        assert word not in kept
    assert SECRET in opened.words["text"]
    assert opened.words["party"] == "架空紡績"


def test_of_a_public_file_words_are_found_from_two_signs_on() -> None:
    group = Group()
    batch = group.published(origin="Ōmizo Watch (invented)")
    assert batch.state == DONE
    assert [one.title for one in group.incidents(batch)] == [row[1] for row in ROWS]
    assert group.holding("旅券") == [2]
    assert group.holding("夜は門に") == [1]
    assert group.holding("FOUR months") == [3]
    assert group.holding("架空") == [1, 2]
    assert group.holding("鍵") == [1]
    assert group.holding("門番") == []
    assert group.holding("100%") == []
    assert group.holding("_") == []
    assert group.incidents(batch)[0].origin_key == "架空新報"


def test_of_a_public_file_how_it_is_known_is_kept_and_a_title_that_is_cut_is_noted() -> None:
    group = Group()
    head, long = ("title", "text", "evidence"), "very " * 200
    content = table([("The gate (invented)", "It was locked.", "Two drivers saw it."), (long, "x", "")], head)
    plan = replace(plan_for(content), columns={"title": 0, "text": 1, "how": 2})
    batch = group.received(content, public=True)
    group.reads(batch, plan)
    one, two = group.incidents(group.worked(batch))
    assert one.text == "It was locked.\n\nTwo drivers saw it."
    assert group.holding("drivers saw") == [1]
    assert two.title == long.strip()[:500]
    with acting(group.one.actor):
        assert [
            (row.row, row.field, row.why) for row in queries.unmapped_of(group.now(batch)) if row.why == "long"
        ] == [(3, "title", "long")]


def test_nobody_finds_or_sees_incidents_of_another_group() -> None:
    group = Group()
    batch = group.published()
    with acting(group.stranger.actor):
        assert not Incident.objects.exists()
        assert not Batch.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM incidents_holding('%%架空%%')")
            assert cursor.fetchone() == (0,)
        with pytest.raises(Batch.DoesNotExist):
            queries.batch_of(group.stranger.actor, batch.id)
        with pytest.raises(Refused):
            queries.incidents_of(group.stranger.actor, group.place.id)


def test_a_table_of_incidents_has_no_words_of_a_confidential_file_whoever_writes_them() -> None:
    group = Group()
    batch = group.read()
    with acting(group.one.actor), pytest.raises(DatabaseError), transaction.atomic():
        Incident.objects.create(
            organisation=group.place,
            batch=batch,
            number=99,
            row=99,
            public=False,
            origin_key="x",
            first=uuid4(),
            title="x",
        )


def test_what_was_written_down_is_not_changed_any_more() -> None:
    group = Group()
    group.published()
    for change in ({"title": "x"}, {"issue": ""}, {"batch": None}):
        with acting(group.one.actor), pytest.raises(DatabaseError), transaction.atomic():
            Incident.objects.update(**change)


def test_the_file_as_received_is_one_item_of_custody_and_each_opening_a_step() -> None:
    group = Group()
    batch = group.read()
    with acting(group.one.actor):
        item = Item.objects.get(id=batch.item)
        steps = list(Step.objects.filter(item=item).order_by("number").values_list("act", flat=True))
    assert (item.kind, item.public) == ("data", False)
    assert steps[0] == "received"
    assert set(steps[1:]) == {"viewed"}


def test_origins_of_a_confidential_file_are_told_apart_and_not_named() -> None:
    group = Group()
    batch = group.read()
    assert [one.origin_key for one in group.incidents(batch)] == [f"{batch.id}-1", f"{batch.id}-1", f"{batch.id}-2"]
    other = group.read(table([(*row[:-1], "") for row in ROWS]), origin="Ōmizo Watch (invented)")
    assert {one.origin_key for one in group.incidents(other)} == {"ōmizo watch (invented)"}


def test_what_has_no_code_is_counted_and_listed_by_row_without_a_word_of_it() -> None:
    group = Group()
    batch = group.read()
    assert batch.counts["unmapped"]["date:open"] == 1
    assert batch.counts["incidents"] == 3
    assert (4, "people", "unknown", False) in group.unmapped(batch)
    left = group.read(table([*ROWS, ("N-4", "x", "y", *("",) * 8)]), unmapped=LEAVE)
    assert left.counts["left_out"] == 1
    assert (4, "date", "open", True) in group.unmapped(left)


def test_the_same_file_twice_is_refused_with_the_first() -> None:
    group = Group()
    first = group.read()
    again = group.received()
    with pytest.raises(actions.Again) as refused:
        group.reads(again, plan_for(table()))
    assert refused.value.batch == first.id
    assert group.now(again).state == RECEIVED
    assert len(group.incidents()) == 3
    public = group.published()
    with pytest.raises(actions.Again) as refused:
        group.received(public=True)
    assert refused.value.batch == public.id


def test_that_we_have_a_confidential_file_cannot_be_tried_with_the_rows() -> None:
    group = Group()
    batch = group.read()
    assert batch.digest is not None
    assert bytes(batch.digest) != hashlib.sha256(table()).digest()


def test_a_later_file_of_the_kind_brings_new_versions_and_what_changed_is_counted() -> None:
    group = Group()
    later = table([ROWS[0], (*ROWS[1][:9], "15人", *ROWS[1][10:]), ("N-8", *ROWS[2][1:])])
    for read, kind in ((group.read, "monthly"), (group.published, "monthly, public")):
        first = read(kind=kind)
        second = read(later, kind=kind)
        assert second.counts["versions"] == {"people": 1, "same": 1}
        found = {one.number: one for one in group.incidents(second)}
        assert [(found[at].version, found[at].changed) for at in (1, 2, 3)] == [(2, False), (2, True), (1, False)]
        assert [one.number for one in group.incidents(first)] == [3]  # N-3 did not come again: it stands
        with acting(group.one.actor):
            assert [one.version for one in queries.versions_of(found[2])] == [2, 1]


def test_files_of_no_kind_are_not_compared() -> None:
    group = Group()
    group.read()
    group.read(table(ROWS[:2]))
    assert len(group.incidents()) == 5


def test_the_same_number_twice_in_a_file_is_doubted_and_both_come_in() -> None:
    group = Group()
    batch = group.read(table([ROWS[0], ROWS[0]]), kind="monthly")
    assert (3, "id", "twice", False) in group.unmapped(batch)
    assert len(group.incidents(batch)) == 2


def test_the_next_file_of_a_kind_is_known_by_its_columns_which_are_not_kept() -> None:
    group = Group()
    group.read(kind="monthly", order="dmy")
    batch = group.received(table(ROWS[:1]))
    with acting(group.one.actor):
        _seen, kind = actions.look_at(
            group.one.actor, batch=batch.id, key=group.one.key, purpose=PURPOSE, reason=REASON
        )
        assert kind is not None
        assert (kind.name, kind.plan["order"], kind.plan["columns"]["title"]) == (
            "monthly",
            "dmy",
            1,
        )
        assert "件名" not in str(list(Kind.objects.values_list("plan", "name")))
    other = group.received(uwazi())
    with acting(group.one.actor):
        _seen, kind = actions.look_at(
            group.one.actor, batch=other.id, key=group.one.key, purpose=PURPOSE, reason=REASON
        )
    assert kind is None


def test_one_act_is_recorded_for_a_file() -> None:
    group = Group()
    batch = group.read(many(900))
    said = [one for one in recorded(organisation=group.place.id) if one.act.startswith("incidents.")]
    assert [(one.act, one.subject_id, one.actor) for one in said] == [("incidents.import", batch.id, group.one.id)]


def test_statements_grow_by_thousands_of_incidents_and_not_by_one() -> None:
    group = Group()
    counts = []
    for count in (1_000, 9_000):
        batch = group.received(many(count), public=True)
        group.reads(batch, plan_for(many(count)), kind=f"kind {count}")
        with CaptureQueriesContext(connection) as asked:
            batch = group.worked(batch)
        counts.append(len(asked))
        assert batch.counts["incidents"] == count
    assert counts[1] - counts[0] <= 8 * 3


def test_a_confidential_file_never_waits_in_the_clear() -> None:
    group = Group()
    batch = group.received()
    with pytest.raises(UsageError, match="incidents-not-now"), acting(group.one.actor):
        actions.wait_for_worker(
            group.one.actor, batch=batch.id, key=group.one.key, purpose=PURPOSE, reason=REASON, plan=plan_for(table())
        )
    group.reads(batch, plan_for(table()))
    assert _staged.batches() == []


def test_more_incidents_than_can_be_read_while_somebody_waits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    group = Group()
    monkeypatch.setattr(importing, "MOST_CONFIDENTIAL", 500)
    with pytest.raises(UsageError, match="incidents-too-many"):
        group.read(many(900))
    assert group.incidents() == []


def test_a_file_that_is_no_table_says_so_and_stays_in_custody() -> None:
    group = Group()
    batch = group.received(b"%PDF-1.7 invented")
    with acting(group.one.actor), pytest.raises(InputError):
        actions.look_at(group.one.actor, batch=batch.id, key=group.one.key, purpose=PURPOSE, reason=REASON)
    assert group.now(batch).state == RECEIVED


def test_a_public_file_is_credited() -> None:
    group = Group()
    with pytest.raises(UsageError, match="incidents-attribution"):
        group.received(public=True, attribution="")


@pytest.mark.parametrize("content", [entities(), uwazi(), zipped(uwazi())])
def test_every_form_comes_in_confidential(content: bytes) -> None:
    group = Group()
    batch = group.read(content)
    assert batch.state == DONE
    assert group.incidents(batch)[0].issue in ("forced-labour", "")


def test_only_readers_choose_columns_read_and_open() -> None:
    group = Group()
    batch = group.read()
    (one, *_more) = group.incidents(batch)
    for actor in (group.other.actor, group.editor, group.auditor):
        with acting(actor), pytest.raises(Refused):
            actions.open_words(actor, incident=one.id, key=group.other.key, purpose=PURPOSE, reason=REASON)
        with acting(actor), pytest.raises(Refused):
            actions.look_at(actor, batch=batch.id, key=group.other.key, purpose=PURPOSE, reason=REASON)


def test_a_colleague_who_is_let_in_opens_the_file_and_all_words() -> None:
    group = Group()
    batch = group.read(many(900))
    with acting(group.one.actor):
        assert Part.objects.filter(batch=batch).count() == 3
        actions.share_words(group.one.actor, batch=batch.id, user=group.other.id, key=group.one.key)
    for one in (group.incidents(batch)[0], group.incidents(batch)[-1]):
        with acting(group.other.actor):
            opened = actions.open_words(
                group.other.actor, incident=one.id, key=group.other.key, purpose=PURPOSE, reason=REASON
            )
        assert opened.words["title"] == f"件名{one.number - 1}"
    with acting(group.one.actor), pytest.raises(UsageError, match="vault-reader-already"):
        actions.share_words(group.one.actor, batch=batch.id, user=group.other.id, key=group.one.key)


def test_colleagues_who_handle_evidence_share_one_key_of_marks_and_a_newcomer_makes_another() -> None:
    group = Group()
    group.read()
    again = group.received(by=group.other)
    with pytest.raises(actions.Again):
        group.reads(again, plan_for(table()), by=group.other)
    newcomer = holder(group.place, "documenter")
    batch = group.received(by=newcomer)
    group.reads(batch, plan_for(table()), by=newcomer)
    with acting(group.one.actor):
        assert Mark.objects.count() == 2


def test_an_incident_becomes_an_item_of_evidence_once_and_goes_back_to_its_file() -> None:
    group = Group()
    for batch, key in ((group.read(), group.one.key), (group.published(), None)):
        (one, *_more) = group.incidents(batch)
        with acting(group.one.actor):
            said = {"purpose": PURPOSE, "reason": REASON} if key else {}
            made = actions.extract(group.one.actor, incident=one.id, key=key, **said)
            assert actions.extract(group.one.actor, incident=one.id, key=key, **said) == made
            item = Item.objects.get(id=made)
            assert (item.parent_id, item.how, item.kind) == (batch.item, "extract", "data")
            opened = custody.open_item(group.one.actor, item=made, key=group.one.key, purpose=PURPOSE, reason=REASON)
            assert opened.text is not None
            assert SECRET in opened.text
            assert opened.fits
            found = queries.incident_of_item(group.one.actor, made)
        assert found is not None
        assert found.id == one.id


def test_a_removed_file_takes_its_incidents_and_words_along_and_leaves_its_counts() -> None:
    group = Group()
    batch = group.read()
    with acting(group.one.actor):
        records = list(Part.objects.filter(batch=batch).values_list("record", flat=True))
        actions.remove(group.one.actor, batch=batch.id, ground="asked", key=group.one.key)
        assert SealedRecord.objects.filter(id__in=records, erased_at=None).count() == 0
        assert not Part.objects.exists()
    ended = group.now(batch)
    assert (ended.state, ended.label, ended.counts["incidents"], ended.digest) == (ENDED, "", 3, None)
    assert group.incidents() == []
    assert group.unmapped(ended) == []
    assert group.read().state == DONE  # the same file may come again


def test_where_a_later_version_goes_the_one_before_counts_again() -> None:
    group = Group()
    group.read(kind="monthly")
    second = group.read(table(ROWS[:2]), kind="monthly")
    with acting(group.one.actor):
        actions.remove(group.one.actor, batch=second.id, ground="mistake", key=group.one.key)
    assert [(one.number, one.version) for one in group.incidents()] == [(1, 1), (2, 1), (3, 1)]


def test_a_file_on_hold_is_not_removed_and_its_words_are_not_erased_by_the_vault() -> None:
    from tadasu.web.foundation.vault.actions import erase

    group = Group()
    batch = group.read()
    with acting(group.one.actor):
        custody.hold(group.one.actor, item=batch.item, ground="inquiry")
        record = Part.objects.get(batch=batch).record
    for act in (
        lambda: actions.remove(group.one.actor, batch=batch.id, ground="asked", key=group.one.key),
        lambda: erase(group.one.actor, record=record, ground="asked", key=group.one.key),
    ):
        with acting(group.one.actor), pytest.raises(UsageError, match="custody-on-hold"), transaction.atomic():
            act()
    assert len(group.incidents(batch)) == 3


def test_of_a_confidential_file_whose_reading_was_killed_nothing_is_there_and_it_can_be_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    group = Group()
    batch = group.received(many(900))

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    def read() -> None:
        with transaction.atomic():
            group.reads(batch, plan_for(many(900)), kind="monthly")

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_finish", killed)
        with pytest.raises(KeyboardInterrupt):
            read()
    assert group.now(batch).state == "received"
    assert group.incidents() == []
    with acting(group.one.actor):
        assert not Part.objects.exists()
        assert SealedRecord.objects.filter(kind="incidents.words").count() == 0
        assert queries.kinds_of(group.one.actor, group.place.id, public=False) == []
    assert _staged.batches() == []
    group.reads(batch, plan_for(many(900)))
    assert len(group.incidents()) == 900


def test_a_file_whose_columns_moved_is_not_read_by_the_places_of_its_kind() -> None:
    group = Group()
    group.read(kind="monthly")
    moved = [HEAD[-1], *HEAD[:-1]]
    content = table([(row[-1], *row[:-1]) for row in ROWS], moved)
    batch = group.received(content)
    with acting(group.one.actor):
        seen, kind = actions.look_at(group.one.actor, batch=batch.id, key=group.one.key, purpose=PURPOSE, reason=REASON)
    assert kind is None
    assert seen.guessed["id"] == 1
    group.reads(batch, plan_for(content), kind="monthly")
    assert {one.version for one in group.incidents()} == {2}
    assert not any(one.changed for one in group.incidents())
    assert group.now(batch).counts["versions"] == {"same": 3}
