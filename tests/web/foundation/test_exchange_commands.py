"""`tadasu exchange verify`: without a database; every refusal has its exit code and its sentence."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.web.foundation.test_exchange_package import LINES, PLAIN

from tadasu.cli import main
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._card import written
from tadasu.web.foundation.exchange._keys import Own
from tadasu.web.foundation.exchange._package import packed, sealed


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """Somebody whose card lies in a file; the data folder is the recipient's."""
    monkeypatch.setenv("TADASU_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    own = _keys.make(tmp_path, uuid4())
    card = own.card(name="Sendara (invented)", name_ja="", address="", made=datetime.now(UTC))
    (tmp_path / "card.json").write_text(written(card), encoding="utf-8")
    return own


def package(own: Own, to: Own | None = None, *, expires: date | None = None) -> bytes:
    from dataclasses import replace

    said = replace(PLAIN, issuer=own.id, expires=expires or datetime.now(UTC).date() + timedelta(days=9))
    frame = packed(said, {"findings": LINES}, own.now.signing)
    return sealed(frame, to.now.receiving) if to else frame


def verify(folder: Path, data: bytes, *more: str) -> int:
    (folder / "one.package").write_bytes(data)
    return main(["exchange", "verify", str(folder / "one.package"), "--card", str(folder / "card.json"), *more])


def test_a_package_is_verified_with_a_card_and_nothing_else(
    here: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, package(here)) == 0
    said = capsys.readouterr()
    assert "Sendara (invented)" in said.out
    assert "findings (2)" in said.out
    assert len([one for one in said.err.split() if one.isdigit() and len(one) == 5]) == 12
    assert not (tmp_path / "data" / "postgres").exists()


def test_what_is_sealed_to_us_is_opened_with_our_key(
    here: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = _keys.make(tmp_path / "data", uuid4())
    assert verify(tmp_path, package(here, ours), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["was_sealed"] is True
    assert found["documents"] == {"findings": 2}
    assert verify(tmp_path, package(here, here)) == 12


def test_a_changed_package_ends_with_12_and_says_why_in_both_languages(
    here: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(package(here))
    data[-3] ^= 1
    assert verify(tmp_path, bytes(data)) == 12
    assert "damaged" in capsys.readouterr().err
    assert verify(tmp_path, bytes(data), "--language", "ja") == 12
    assert "壊れて" in capsys.readouterr().err


def test_a_package_of_another_is_not_theirs(here: Own, tmp_path: Path) -> None:
    assert verify(tmp_path, package(_keys.make(tmp_path, uuid4()))) == 12


def test_an_old_package_is_still_verified_and_said_to_be_over(
    here: Own, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, package(here, expires=date(2026, 1, 1))) == 0
    assert "2026-01-01" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_mistake_of_the_caller(here: Own, tmp_path: Path) -> None:
    assert main(["exchange", "verify", str(tmp_path / "none"), "--card", str(tmp_path / "card.json")]) == 2
