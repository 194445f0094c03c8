"""Files about past funding and press freedom: kept as rows with where they are from, never converted, dropped again."""

from decimal import Decimal
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from tests.funds.made_grants import NOW, activity
from tests.web.made import person
from tests.web.made_need import CRS, PRESS, Desk
from tests.web.made_programmes import WHY, funder
from tests.web.made_vault import lately

from tadasu.funds import FILE_PROBLEMS, iati_activities
from tadasu.schema import InputError, UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding.need import actions
from tadasu.web.funding.need.actions import FileSaid
from tadasu.web.funding.need.models import Given, LoadedFile, Score
from tadasu.web.funding.need.queries import past_of, scores_of
from tadasu.web.funding.need.words import words

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_commitments_of_a_year_are_kept_by_recipient_and_purpose_with_their_source(desk: Desk) -> None:
    made = desk.load("crs", CRS.encode(), year=2017, sure="reported")
    with acting(desk.actor):
        rows = [
            (one.purpose, one.amount, one.currency, one.source, one.sure)
            for one in past_of(desk.actor, desk.place.id, "uz")
        ]
        region = Given.objects.get(region="298")
    assert rows == [
        ("12220", Decimal(70), "USD", "an invented publisher", "reported"),
        ("15153", Decimal(5143429), "USD", "an invented publisher", "reported"),
        ("152", Decimal(900000), "USD", "an invented publisher", "reported"),
    ]
    assert (made.rows, region.country) == (5, "")


def test_a_file_of_activities_is_kept_by_donor_and_flow(desk: Desk) -> None:
    content = iati_activities([activity()], generated=NOW)
    made = desk.load("iati", content)
    with acting(desk.actor):
        rows = list(Given.objects.values_list("donor", "flow", "currency"))
    assert made.rows == len(rows) > 1
    assert {(donor, currency) for donor, _, currency in rows} == {("XM-DAC-701-0", "JPY")}
    assert {flow for _, flow, _ in rows} == {"commitment", "disbursement"}


def test_scores_keep_the_method_of_their_time(desk: Desk) -> None:
    desk.load("press", PRESS.encode())
    with acting(desk.actor):
        scores = [(one.year, one.score, one.method) for one in scores_of(desk.actor, desk.place.id, "uz")]
    assert scores == [(2025, Decimal("35.24"), "scale-2022"), (2021, Decimal("49.26"), "scale-2013")]
    (country,) = (one for one in desk.needs().countries if one.id == "uz")
    assert country.component("press").low == 5
    (other,) = (one for one in desk.needs().countries if one.id == "tm")
    assert other.component("press").state == "unknown"


@pytest.mark.parametrize(
    ("kind", "content", "more"),
    [
        ("crs", b"[]", {"year": 2017}),
        ("iati", b"<html/>", {}),
        ("press", b"a,b\n1,2\n", {}),
    ],
)
def test_what_is_no_such_file_is_refused_and_nothing_is_kept(
    desk: Desk, kind: str, content: bytes, more: dict[str, int]
) -> None:
    with pytest.raises(InputError):
        desk.load(kind, content, **more)
    with acting(desk.actor):
        assert not LoadedFile.objects.exists()
        assert not Given.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "crs"},
        {"kind": "crs", "year": 1066},
        {"kind": "iati", "year": 2017},
        {"kind": "magic"},
        {"kind": "crs", "year": 2017, "source": " "},
        {"kind": "crs", "year": 2017, "sure": "certain"},
        {"kind": "press", "licence": ""},
    ],
)
def test_what_is_said_of_a_file_has_to_be_whole(desk: Desk, said: dict[str, object]) -> None:
    with pytest.raises(UsageError) as error:
        desk.load(content=CRS.encode(), **said)  # type: ignore[arg-type]
    assert error.value.code == "need-file-said"


def test_two_files_of_the_same_money_are_not_held_at_once(desk: Desk) -> None:
    desk.load("crs", CRS.encode(), year=2017)
    desk.load("crs", CRS.encode(), year=2013)
    with pytest.raises(UsageError) as error:
        desk.load("crs", CRS.replace("70", "71").encode(), year=2017)
    assert error.value.code == "need-file-again"
    content = iati_activities([activity()], generated=NOW)
    desk.load("iati", content)
    with pytest.raises(UsageError):
        desk.load("iati", content)


def test_what_is_dropped_is_gone_with_its_rows(desk: Desk) -> None:
    crs, press = desk.load("crs", CRS.encode(), year=2017), desk.load("press", PRESS.encode())
    actor = lately(desk.officer)
    with acting(actor):
        actions.drop(actor, file=crs.id, reason=WHY)
        actions.drop(actor, file=press.id, reason=WHY)
        assert [one.objects.count() for one in (Given, Score, LoadedFile)] == [0, 0, 0]


def test_a_stranger_loads_drops_and_sees_nothing(desk: Desk) -> None:
    made = desk.load("crs", CRS.encode(), year=2017)
    stranger = lately(person(funder("Another fund (invented)"), "programme"))
    said = FileSaid(kind="crs", year=2016, source="x")
    with acting(stranger):
        assert not Given.objects.exists()
        with pytest.raises(LoadedFile.DoesNotExist):
            actions.drop(stranger, file=made.id, reason=WHY)
        with pytest.raises(Refused):
            actions.load(stranger, organisation=desk.place.id, said=said, content=CRS.encode())
    auditor = lately(desk.auditor)
    with acting(auditor), pytest.raises(Refused):
        actions.load(auditor, organisation=desk.place.id, said=said, content=CRS.encode())


def test_the_real_files_load(desk: Desk, shared_data: Path) -> None:
    desk.load("crs", (shared_data / "crs" / "crs_2017_sectors.json").read_bytes(), year=2017)
    desk.load("iati", (shared_data / "iati" / "sample_activities_401.xml").read_bytes())
    press = desk.load("press", (shared_data / "crs" / "rsf_scores_2002_2025.csv").read_bytes())
    assert press.rows > 3_000
    with acting(desk.actor):
        assert Given.objects.filter(file__kind="crs").count() > 10_000
        assert Given.objects.filter(file__kind="iati").exists()
        assert {one.purpose for one in past_of(desk.actor, desk.place.id, "mm")} >= {"15153"}
    assert {one.component("press").state for one in desk.needs().countries if one.id in ("uz", "vn")} == {"known"}


def test_a_large_file_is_loaded_by_whoever_runs_the_machine(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "crs.json"
    file.write_text(CRS, encoding="utf-8")
    said = StringIO()
    options = {"organisation": desk.place.id, "kind": "crs", "source": "an invented publisher", "year": 2017}
    call_command("load_past", str(file), stdout=said, **options)
    assert said.getvalue() == "5\n"
    with acting(desk.actor):
        assert LoadedFile.objects.get().loaded_by is None
    for wrong in ({"organisation": uuid4()}, {"year": None}, {}):
        with pytest.raises(CommandError):
            call_command("load_past", str(file), **{**options, **wrong})
    with pytest.raises(CommandError):
        call_command("load_past", str(tmp_path / "not there"), **options)


def test_every_remark_of_a_reader_of_such_files_has_a_name() -> None:
    refusing = {"crs-not-crs", "press-freedom-not-scores"}
    remarks = {one for one in FILE_PROBLEMS if one.startswith(("crs-", "press-freedom-"))} - refusing
    assert remarks <= set(words("unread")) <= set(FILE_PROBLEMS)
