"""`tadasu manage funding_fall`: what it says, what it asks, and that it refuses."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.web.made import organisation
from tests.web.made_vault import sealed
from tests.web.made_winddown import Desk

from tadasu.web.foundation.vault import keeping
from tadasu.web.foundation.vault.models import SealedRecord

pytestmark = pytest.mark.usefixtures("database")


def ran(desk: Desk, mode: str, *more: str) -> str:
    out = io.StringIO()
    call_command("funding_fall", mode, "--organisation", str(desk.place.id), *more, stdout=out)
    return out.getvalue()


def test_it_says_of_each_batch_what_was_done_and_a_second_time_that_nothing_is_left() -> None:
    desk = Desk().used()
    said = ran(desk, "shut").splitlines()
    assert said[0] == "doors: 1"
    assert "identities: 2" in said
    assert said[-1] == "Done."
    assert ran(desk, "shut").splitlines() == ["Nothing is left to be done.", "Done."]
    name = ("--name", desk.place.name)
    assert "letters: " in ran(desk, "erase", *name)
    assert desk.sealed_left() == []
    assert ran(desk, "erase", *name).splitlines() == ["Nothing is left to be done.", "Done."]


def test_to_erase_the_name_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    sealed(desk.place, desk.officer)
    for typed in ("", desk.place.name.lower(), "Another fund"):
        with pytest.raises(CommandError, match="nothing was erased"):
            ran(desk, "erase", "--name", typed)
    assert desk.sealed_left() == ["a.report"]
    monkeypatch.setattr("builtins.input", lambda question: desk.place.name)
    ran(desk, "erase")
    assert desk.sealed_left() == []


def test_what_stays_open_is_counted_and_ends_with_a_code_of_its_own() -> None:
    desk = Desk()
    sealed(desk.place, desk.officer)
    sealed(desk.place, desk.officer, recoverable=False)
    out = io.StringIO()
    with pytest.raises(SystemExit, match="12"):
        call_command("funding_fall", "shut", "--organisation", str(desk.place.id), stdout=out)
    assert "1 records are still open" in out.getvalue()
    assert ran(desk, "shut", "--lost").endswith("Done.\n")


def test_what_is_kept_is_named_by_its_code_and_a_second_run_finds_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    held = sealed(desk.place, desk.officer)
    sealed(desk.place, desk.officer)

    def refuse(record: Any) -> None:
        from tadasu.schema import UsageError

        if record == held:
            raise UsageError("custody-held")

    monkeypatch.setattr(keeping, "_REFUSING", [refuse])
    name = ("--name", desk.place.name)
    assert "1 records stay: custody-held" in ran(desk, "erase", *name)
    assert ran(desk, "erase", *name).startswith("Nothing is left to be done.")
    with desk.seen_whole():
        assert SealedRecord.objects.get(organisation=desk.place, erased_at=None).id == held


def test_it_refuses_who_is_no_funder_and_who_is_not_there() -> None:
    place = organisation("civil-society")
    for id in (str(place.id), "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(CommandError):
            call_command("funding_fall", "erase", "--organisation", id, "--name", place.name, stdout=io.StringIO())


def test_without_a_recovery_key_it_says_why_it_does_nothing() -> None:
    desk = Desk(recovery=False)
    sealed(desk.place, desk.officer)
    with pytest.raises(CommandError, match="recovery key"):
        ran(desk, "shut")
