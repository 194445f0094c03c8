"""Findings between instances: closed documents, only what is newer, replays without effect, withdrawals that follow."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.foundation.test_vault_at_once import at_once
from tests.web.made import organisation, person
from tests.web.made_findings import WHY, Desk, content
from tests.web.made_parties import lately

from tadasu.places import all_places
from tadasu.schema import (
    CompanySubject,
    Doubt,
    EntityId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    Period,
    PlaceSubject,
    Subject,
    UsageError,
)
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.findings import queries
from tadasu.web.foundation.findings._document import Content, Named, Told, document_of, finding_id, read, schema
from tadasu.web.foundation.findings.actions import Taken, supersede, take_from, withdraw
from tadasu.web.foundation.findings.models import Changes, FindingVersion
from tadasu.web.foundation.findings.words import words

ORIGIN = "Gozmarek instance (invented)"

DAYS = st.dates(date(1990, 1, 1), date(2026, 11, 1))
GOODS = st.sampled_from(["52", "5201", "520100"])
COMPANIES = st.from_regex(r"[A-Za-z0-9:/._#-]{1,40}", fullmatch=True).map(EntityId)
PLACES = st.sampled_from(sorted(all_places()))
SUBJECTS: st.SearchStrategy[Subject] = st.one_of(
    st.builds(CompanySubject, company=COMPANIES),
    st.builds(PlaceSubject, place=PLACES),
    st.builds(GoodOfCountry, good=GOODS, country=st.sampled_from(["jp", "uz"])),
    st.builds(GoodOfPlace, good=GOODS, place=PLACES),
    st.builds(GoodOfCompany, good=GOODS, company=COMPANIES),
)
NAMED = st.builds(
    Named,
    names=st.lists(
        st.sampled_from(["Tezgul Mill (invented)", "テズグル工場（架空）", "\"'<b>&"]), min_size=1, max_size=3
    ).map(tuple),
    countries=st.lists(st.sampled_from(["jp", "uz"]), max_size=2).map(tuple),
)


@st.composite
def told(draw: st.DrawFn) -> Told:
    key, version = draw(st.uuids()), draw(st.integers(1, 100_000))
    start, end = sorted([draw(DAYS), draw(DAYS)])
    status = draw(st.sampled_from(["in-force", "withdrawn", "superseded"]))
    finding = replace(
        content().finding,
        id=finding_id(key, version),
        subject=draw(SUBJECTS),
        issue=draw(st.sampled_from(list(Issue))),
        kind=draw(st.sampled_from(list(FindingKind))),
        doubt=draw(st.sampled_from(list(Doubt))),
        strength=draw(st.integers(-20_000, 0)),
        likeness=draw(st.integers(-20_000, 0)),
        presumption=draw(st.booleans()),
        period=Period(start=draw(st.sampled_from([None, start])), end=draw(st.sampled_from([None, end]))),
    )
    said = Content(
        finding=finding,
        organisation="Nuvagol (invented)",
        standard=draw(st.sampled_from(list(words("standards")))),
        concluded_on=draw(DAYS),
        named=draw(NAMED),
        indicators=tuple(draw(st.lists(st.sampled_from(list(words("indicators"))), unique=True, max_size=11))),
        contrary=draw(st.sampled_from(list(words("contrary")))),
        review_on=draw(st.one_of(st.none(), DAYS)),
    )
    over = status != "in-force"
    return Told(
        finding=key,
        version=version,
        status=status,
        content=said,
        ended_on=end if over else None,
        ended_code="mistaken" if over else "",
    )


@settings(deadline=None)
@given(told())
def test_a_finding_goes_through_its_document_and_back(said: Told) -> None:
    assert read(json.loads(json.dumps(document_of(said), ensure_ascii=False))) == said


def test_the_data_of_words_and_the_schema_agree_with_the_engine() -> None:
    properties = schema()["properties"]
    assert set(properties["standard"]["enum"]) == set(words("standards"))
    assert set(properties["contrary"]["enum"]) == set(words("contrary"))
    assert set(properties["ended_code"]["enum"]) == {"", *words("ended")}
    assert {one.value for one in FindingKind} == set(words("kinds"))
    assert len(words("indicators")) == 11
    assert set(schema()["required"]) == set(properties)
    for what in ("contrary", "ended", "indicators", "kinds", "standards", "statuses"):
        assert all(names["en"].isascii() and not names["ja"].isascii() for names in words(what).values())


class Abroad:
    """Another instance that has sent a finding, and somebody here who takes it."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.version = self.desk.in_force()
        self.here = organisation("authority", "Trade Authority of Velmonia (invented)")
        self.liaison: Actor = lately(person(self.here, "liaison"))

    def sent(self) -> dict[str, Any]:
        """The last version, as it leaves now."""
        with acting(self.desk.editor):
            return deepcopy(queries.changes_since(self.desk.editor, self.desk.place.id, 0).documents[-1])

    def taken(self, document: object, origin: str = ORIGIN) -> Taken:
        with acting(self.liaison):
            return take_from(self.liaison, organisation=self.here.id, document=document, origin=origin)

    def statuses(self) -> dict[int, str]:
        with acting(self.liaison):
            return {one.version: one.status for one in FindingVersion.objects.filter(organisation=self.here)}

    def superseded(self) -> None:
        with acting(self.desk.verifier):
            made = supersede(
                self.desk.verifier, version=self.version.id, content=content(standard="established"), reason=WHY
            )
        self.version = self.desk.signed(made)

    def withdrawn(self) -> None:
        with acting(self.desk.editor):
            withdraw(self.desk.editor, version=self.version.id, code="mistaken", reason="Words that stay (invented).")


@pytest.mark.usefixtures("database")
def test_what_another_instance_concluded_is_kept_as_theirs() -> None:
    abroad = Abroad()
    assert abroad.taken(abroad.sent()) is Taken.NEW
    with acting(abroad.liaison):
        kept = FindingVersion.objects.get()
        assert (kept.origin, kept.status, kept.concluded_by_id) == (ORIGIN, "in-force", None)
        both = queries.as_list(abroad.liaison, abroad.here.id)
        assert [one.id for one in both.findings] == [f"{abroad.version.finding}.1"]
        assert both.entities[0].origin.list_id == f"findings:{ORIGIN}"
        assert queries.changes_since(abroad.liaison, abroad.here.id, 0).documents == ()
        with pytest.raises(Refused):
            withdraw(abroad.liaison, version=kept.id, code="mistaken", reason=WHY)


@pytest.mark.usefixtures("database")
def test_a_replay_changes_nothing_also_after_a_withdrawal() -> None:
    abroad = Abroad()
    first = abroad.sent()
    assert [abroad.taken(first), abroad.taken(first)] == [Taken.NEW, Taken.UNCHANGED]
    abroad.withdrawn()
    last = abroad.sent()
    assert [abroad.taken(last), abroad.taken(last), abroad.taken(first)] == [
        Taken.ENDED,
        Taken.UNCHANGED,
        Taken.UNCHANGED,
    ]
    assert abroad.statuses() == {1: "withdrawn"}
    with acting(abroad.liaison):
        kept = FindingVersion.objects.get()
        assert (kept.ended_code, kept.ended_why) == ("mistaken", "")
        assert queries.as_list(abroad.liaison, abroad.here.id).findings == ()


@pytest.mark.usefixtures("database")
def test_an_older_version_that_comes_late_is_left() -> None:
    abroad = Abroad()
    first = abroad.sent()
    abroad.superseded()
    second = abroad.sent()
    assert [abroad.taken(second), abroad.taken(first)] == [Taken.NEW, Taken.UNCHANGED]
    assert abroad.statuses() == {2: "in-force"}


@pytest.mark.usefixtures("database")
def test_a_newer_version_takes_the_place_of_the_one_before() -> None:
    abroad = Abroad()
    abroad.taken(abroad.sent())
    abroad.superseded()
    assert abroad.taken(abroad.sent()) is Taken.NEWER
    assert abroad.statuses() == {1: "superseded", 2: "in-force"}


@pytest.mark.usefixtures("database")
def test_a_withdrawal_can_be_the_first_that_is_heard_of_a_finding() -> None:
    abroad = Abroad()
    first = abroad.sent()
    abroad.withdrawn()
    assert [abroad.taken(abroad.sent()), abroad.taken(first)] == [Taken.NEW, Taken.UNCHANGED]
    assert abroad.statuses() == {1: "withdrawn"}


@pytest.mark.usefixtures("database")
def test_the_same_version_with_other_words_is_refused() -> None:
    abroad = Abroad()
    document = abroad.sent()
    abroad.taken(document)
    with pytest.raises(UsageError, match="findings-edited"):
        abroad.taken({**document, "standard": "established"})


@pytest.mark.usefixtures("database")
def test_two_instances_that_use_one_id_do_not_meet() -> None:
    abroad = Abroad()
    document = abroad.sent()
    abroad.taken(document)
    assert abroad.taken({**document, "standard": "established"}, origin="Another (invented)") is Taken.NEW


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("origin", ["", "x" * 201, "a\0b", "a\N{RIGHT-TO-LEFT OVERRIDE}b", " a"])
def test_an_origin_that_cannot_be_kept_is_refused(origin: str) -> None:
    abroad = Abroad()
    with pytest.raises(UsageError, match="findings-origin"):
        abroad.taken(abroad.sent(), origin=origin)


CHANGES: dict[str, Any] = {
    "a field that nobody knows": {"attachment": "vault/1"},
    "a file": {"file": {"name": "x"}},
    "a text as number": {"version": "1"},
    "a truth as number": {"version": True},
    "a version of none": {"version": 0},
    "a number as truth": {"presumption": 1},
    "a standard of their own": {"standard": "beyond doubt"},
    "a strength above certainty": {"strength": 1},
    "a basis in words": {"basis": "an interview with somebody"},
    "a day that is none": {"concluded_on": "2026-02-30"},
    "a status of ours": {"status": "proposed"},
    "an end of what is in force": {"ended_code": "court", "ended_on": "2026-11-01"},
    "a name without end": {"organisation": "x" * 10_000_000},
    "a NUL": {"organisation": "a\0b"},
    "a turned line": {"organisation": "a\N{RIGHT-TO-LEFT OVERRIDE}b"},
    "a surrogate": {"organisation": "\ud800"},
    "an address that runs": {"source_url": "javascript:alert(1)"},
    "another format": {"format": "2"},
    "nothing": None,
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("what", CHANGES)
def test_what_is_no_finding_is_refused_whole(what: str) -> None:
    abroad = Abroad()
    document = abroad.sent()
    wrong = {**document, **CHANGES[what]} if CHANGES[what] is not None else None
    with pytest.raises(UsageError, match="findings-document"):
        abroad.taken(wrong)
    assert abroad.statuses() == {}


@pytest.mark.usefixtures("database")
def test_a_field_that_is_missing_is_refused() -> None:
    abroad = Abroad()
    document = abroad.sent()
    for name in document:
        with pytest.raises(UsageError, match="findings-document"):
            abroad.taken({key: value for key, value in document.items() if key != name})


@pytest.mark.usefixtures("database")
def test_whoever_does_not_exchange_takes_nothing() -> None:
    abroad = Abroad()
    for actor in (
        lately(person(abroad.here, "officer")),
        abroad.desk.editor,
        replace(abroad.liaison, second_factor=False),
    ):
        with acting(actor), pytest.raises(Refused):
            take_from(actor, organisation=abroad.here.id, document=abroad.sent(), origin=ORIGIN)


@pytest.mark.usefixtures("committed")
def test_one_document_taken_at_once_is_kept_once_and_changes_have_no_gap() -> None:
    abroad = Abroad()
    document = abroad.sent()
    kept: list[Taken] = []
    raised = at_once(*[lambda: kept.append(abroad.taken(document)) for _ in range(4)])
    assert raised == [None] * 4
    assert sorted(kept) == [Taken.NEW, *[Taken.UNCHANGED] * 3]
    with acting(abroad.liaison):
        assert [one.change for one in FindingVersion.objects.all()] == [1]
        assert Changes.objects.get(organisation=abroad.here).last == 1
