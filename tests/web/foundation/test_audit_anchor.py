"""Anchors: signed, kept apart, time-stamped by somebody else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from procrastinate.contrib.django import app
from tests.web.chained import acts, worker
from tests.web.timestamping import authority, serving

from tadasu.schema import StoreError, UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.audit import _anchor, keys, tasks
from tadasu.web.foundation.audit.anchoring import anchor
from tadasu.web.foundation.audit.report import Held, Report, Signed, Stamped
from tadasu.web.foundation.audit.verifying import verify
from tadasu.web.project.database import Server


@pytest.fixture
def chain(server: Server, committed: None) -> Iterator[Server]:
    """Three entries."""
    acts(3)
    yield server
    for file in (data_folder() / "audit").rglob("*.json"):
        file.unlink()


def signed(server: Server, out: Path | None = None, timestamp_url: str = "") -> Signed:
    with worker(server):
        return anchor(out=out, timestamp_url=timestamp_url)


def check(server: Server, *anchors: Path, key: Path | None = None, roots: Path | None = None) -> Report:
    with worker(server):
        return verify(anchors=anchors, key=key, roots=roots)


def change(file: Path, **values: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | values), encoding="utf-8")


def test_an_anchor_says_which_entry_was_the_last_on_which_day(chain: Server, tmp_path: Path) -> None:
    made = signed(chain, tmp_path / "a.json")
    held = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert held["number"] == made.number == 3
    assert (held["digest"], held["day"], held["key"]) == (made.digest, made.day.isoformat(), made.key)
    assert made.key == keys.public_key(data_folder())


def test_an_anchor_holds_though_the_chain_goes_on(chain: Server, tmp_path: Path) -> None:
    signed(chain, tmp_path / "a.json")
    acts(2)
    signed(chain, tmp_path / "b.json")
    report = check(chain, tmp_path / "a.json", tmp_path / "b.json")
    assert report.sound
    assert [(one.held, one.number) for one in report.anchors] == [(Held.HELD, 3), (Held.HELD, 5)]


@pytest.mark.parametrize(
    ("change_to", "held"),
    [
        ({"number": 2}, Held.FORGED),
        ({"day": "2026-01-01"}, Held.FORGED),
        ({"digest": "00" * 32}, Held.FORGED),
        ({"signature": "00" * 64}, Held.FORGED),
        ({"key": "11" * 32}, Held.FORGED),
    ],
)
def test_an_anchor_that_was_changed_is_forged(
    chain: Server, tmp_path: Path, change_to: dict[str, object], held: Held
) -> None:
    signed(chain, tmp_path / "a.json")
    change(tmp_path / "a.json", **change_to)
    report = check(chain, tmp_path / "a.json")
    assert not report.sound
    assert [one.held for one in report.anchors] == [held]


def test_an_anchor_of_another_key_counts_for_nothing(chain: Server, tmp_path: Path) -> None:
    made = signed(chain, tmp_path / "a.json")
    read = _anchor.read((tmp_path / "a.json").read_text(encoding="utf-8"))
    other = _anchor.signed(SigningKey(bytes(32)), number=3, digest=read.digest, day=read.day)
    (tmp_path / "b.json").write_text(_anchor.written(other), encoding="utf-8")
    assert [one.held for one in check(chain, tmp_path / "b.json").anchors] == [Held.FOREIGN]
    (tmp_path / "other.pub").write_text(other.key.hex(), encoding="ascii")
    report = check(chain, tmp_path / "a.json", tmp_path / "b.json", key=tmp_path / "other.pub")
    assert [one.held for one in report.anchors] == [Held.FOREIGN, Held.HELD]
    (tmp_path / "both.pub").write_text(f"{other.key.hex()}\n{made.key}\n", encoding="ascii")
    report = check(chain, tmp_path / "a.json", tmp_path / "b.json", key=tmp_path / "both.pub")
    assert report.sound
    assert report.pinned


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "null", '{"form": "tadasu-audit-anchor-1"}', "[" * 100_000, "\x00", '{"number": true}'],
)
def test_a_file_that_is_no_anchor_is_refused(chain: Server, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="audit-anchor-unreadable"):
        check(chain, tmp_path / "a.json")


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 0},
        {"number": True},
        {"number": "3"},
        {"number": 3.0},
        {"digest": "0" * 63},
        {"digest": "A" * 64},
        {"digest": 7},
        {"day": "yesterday"},
        {"day": 7},
        {"timestamp": "no base64"},
        {"timestamp": 7},
        {"form": "tadasu-audit-anchor-2"},
    ],
)
def test_an_anchor_with_a_value_of_another_kind_is_none(
    chain: Server, tmp_path: Path, changed: dict[str, object]
) -> None:
    signed(chain, tmp_path / "a.json")
    change(tmp_path / "a.json", **changed)
    with pytest.raises(UsageError, match="audit-anchor-unreadable"):
        check(chain, tmp_path / "a.json")


def test_nothing_is_signed_before_anything_is_recorded(server: Server, committed: None, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="audit-empty"):
        signed(server, tmp_path / "a.json")
    assert not (tmp_path / "a.json").exists()


def test_the_key_is_ours_alone_and_stays_the_same(tmp_path: Path) -> None:
    key = keys.signing_key(tmp_path)
    place = tmp_path / "audit" / "key"
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert keys.signing_key(tmp_path) == key
    assert [file.name for file in place.parent.iterdir()] == ["key"]


def test_a_key_that_is_damaged_is_not_replaced_by_another(tmp_path: Path) -> None:
    keys.signing_key(tmp_path)
    (tmp_path / "audit" / "key").write_text("damaged", encoding="ascii")
    for look in (keys.signing_key, keys.own):
        with pytest.raises(StoreError, match="audit-key"):
            look(tmp_path)


@pytest.mark.parametrize("content", ["", "short", "zz" * 32, "é"])
def test_a_file_without_public_keys_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.pub").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="audit-key-none"):
        keys.pinned(tmp_path / "key.pub")
    with pytest.raises(UsageError, match="audit-key-none"):
        keys.pinned(tmp_path / "none.pub")


def test_what_was_signed_is_kept_and_a_time_stamp_is_not_lost(chain: Server) -> None:
    signed(chain)
    with serving(authority().answer) as address:
        signed(chain, timestamp_url=address)
    signed(chain)
    [kept] = keys.kept(data_folder())
    assert kept.number == 3
    assert kept.stamp is not None


def test_a_time_stamp_is_checked_with_the_certificate_of_the_authority(chain: Server, tmp_path: Path) -> None:
    ours, other = authority(), authority()
    for name, one in (("ours", ours), ("other", other)):
        (tmp_path / f"{name}.pem").write_bytes(one.pem)
    with serving(ours.answer) as address:
        made = signed(chain, tmp_path / "a.json", timestamp_url=address)
    [unchecked] = check(chain, tmp_path / "a.json").anchors
    assert (unchecked.stamped, unchecked.stamped_at) == (Stamped.UNCHECKED, made.stamped_at)
    assert unchecked.sound
    [valid] = check(chain, tmp_path / "a.json", roots=tmp_path / "ours.pem").anchors
    assert (valid.stamped, valid.sound) == (Stamped.VALID, True)
    [wrong] = check(chain, tmp_path / "a.json", roots=tmp_path / "other.pem").anchors
    assert (wrong.stamped, wrong.sound) == (Stamped.WRONG, False)


def test_a_time_stamp_of_another_anchor_is_wrong(chain: Server, tmp_path: Path) -> None:
    ours = authority()
    (tmp_path / "ours.pem").write_bytes(ours.pem)
    with serving(ours.answer) as address:
        signed(chain, tmp_path / "a.json", timestamp_url=address)
        acts(1)
        signed(chain, tmp_path / "b.json", timestamp_url=address)
    stamp = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["timestamp"]
    change(tmp_path / "b.json", timestamp=stamp)
    [anchored] = check(chain, tmp_path / "b.json", roots=tmp_path / "ours.pem").anchors
    assert (anchored.held, anchored.stamped, anchored.sound) == (Held.HELD, Stamped.WRONG, False)
    change(tmp_path / "b.json", timestamp="AAAA")
    [anchored] = check(chain, tmp_path / "b.json").anchors
    assert (anchored.stamped, anchored.sound) == (Stamped.WRONG, False)


def test_without_the_time_stamp_that_was_asked_for_nothing_is_written(chain: Server, tmp_path: Path) -> None:
    ours = authority()
    refusals = {
        "refused": lambda request: ours.answer(request, granted=False),
        "of another digest": lambda request: ours.answer(request, of=bytes(32)),
        "junk": lambda request: b"junk",
        "endless": lambda request: bytes(200_000),
    }
    for answer in refusals.values():
        with serving(answer) as address, pytest.raises(UsageError, match="audit-stamp"):
            signed(chain, tmp_path / "a.json", timestamp_url=address)
    with serving(ours.answer, status=500) as address, pytest.raises(UsageError, match="audit-stamp"):
        signed(chain, tmp_path / "a.json", timestamp_url=address)
    for address in ("http://127.0.0.1:9/", "ftp://example.invalid/", "no address"):
        with pytest.raises(UsageError, match="audit-stamp"):
            signed(chain, tmp_path / "a.json", timestamp_url=address)
    assert not (tmp_path / "a.json").exists()
    assert not list(keys.kept(data_folder()))


def test_a_role_that_does_not_see_all_is_told_so_and_calls_nothing_sound(chain: Server) -> None:
    with pytest.raises(UsageError, match="audit-role"):
        verify()


def test_a_file_without_certificates_is_refused(chain: Server, tmp_path: Path) -> None:
    (tmp_path / "roots.pem").write_text("none", encoding="ascii")
    with pytest.raises(UsageError, match="audit-roots-unreadable"):
        check(chain, roots=tmp_path / "roots.pem")


def test_the_worker_fails_aloud_where_it_cannot_sign(
    server: Server, committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise UsageError("audit-key")

    monkeypatch.setattr(tasks, "anchor", broken)
    with worker(server), pytest.raises(UsageError, match="audit-key"):
        tasks.anchor_daily(0)


def test_the_worker_signs_every_day_and_waits_for_the_first_entry(server: Server, committed: None) -> None:
    with worker(server):
        tasks.anchor_daily(0)
        assert not list(keys.kept(data_folder()))
    acts(2)
    with worker(server):
        tasks.anchor_daily(0)
    try:
        assert [one.number for one in keys.kept(data_folder())] == [2]
    finally:
        for file in (data_folder() / "audit").rglob("*.json"):
            file.unlink()
    assert ("audit.anchor", "") in app.periodic_registry.periodic_tasks
