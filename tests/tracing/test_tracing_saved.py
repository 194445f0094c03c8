"""A ledger on disk: what is read is what was written, or is refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.tracing import Line
from tests.tracing.test_tracing_ledger import add, found_by, ledger_of, whole
from tests.tracing.worlds import SmallWorld, small_worlds

from tadasu.store import DataFolderError
from tadasu.tracing import Ledger, Rules, load, save

ONE = np.ones((1, 1), np.uint8)


@settings(deadline=None, max_examples=40)
@given(world=small_worlds(), cut=st.integers(0, 40))
def test_a_ledger_goes_on_after_loading_as_if_it_had_not_been_put_away(
    world: SmallWorld, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("ledger") / "trace"
    ledger = ledger_of(world)
    add(ledger, world.lines[:cut])
    save(ledger, place)
    again = load(place, world.allowed)
    assert found_by(again) == found_by(ledger)
    add(again, world.lines[cut:])
    assert found_by(again) == whole(world)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    ledger = Ledger.start(ONE, rules=Rules(ageing=2))
    add(ledger, [Line(0, 1, 0, 20_000, 0, seed=0), Line(1, 2, 0, 20_003, -5)])
    save(ledger, tmp_path / "trace")
    return tmp_path / "trace"


def test_what_was_saved_is_replaced_whole(saved: Path) -> None:
    ledger = load(saved, ONE)
    add(ledger, [Line(2, 3, 0, 20_004, 0)])
    save(ledger, saved)
    assert found_by(load(saved, ONE)) == found_by(ledger)
    assert [path.name for path in saved.parent.iterdir()] == ["trace"]


def test_a_changed_byte_is_noticed(saved: Path) -> None:
    content = bytearray((saved / "buyer.npy").read_bytes())
    content[-1] ^= 1
    (saved / "buyer.npy").write_bytes(content)
    with pytest.raises(DataFolderError) as caught:
        load(saved, ONE)
    assert caught.value.code == "trace-damaged"


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"files": {"day": 1}}', '{"version": "0"}'])
def test_a_damaged_note_is_noticed(saved: Path, note: str) -> None:
    (saved / "ledger.json").write_text(note, encoding="utf-8")
    with pytest.raises(DataFolderError) as caught:
        load(saved, ONE)
    assert caught.value.code == "trace-damaged"


def test_another_table_of_goods_is_refused(saved: Path) -> None:
    with pytest.raises(DataFolderError) as caught:
        load(saved, np.zeros((1, 1), np.uint8))
    assert caught.value.code == "trace-other-goods"


def test_an_empty_folder_holds_no_trace(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError) as caught:
        load(tmp_path, ONE)
    assert caught.value.code == "trace-missing"
