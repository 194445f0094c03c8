"""The lists in force in a web process: read once, read anew when one changes, asked by many threads at once."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import numba
import pytest
from numba.core.registry import CPUDispatcher

from tadasu.schema import Entity, EntityId, ListId, Match, Origin
from tadasu.screening import Index, Options, Screening, screen
from tadasu.store import DataFolderError, save_list
from tadasu.web.foundation.parties import lists

THREADS = 16

NAMES = {
    "us-uflpa": ("Hyohon Spinning Company Limited", "新疆標本紡織有限公司", "Xinjiang Mihon Cotton"),
    "jp-meti-end-users": ("Kakuu Precision Works", "架空精機製作所", "Minamo Invented Trading"),
}
"""All invented."""


def listing(list_id: str, name: str, row: int) -> Entity:
    return Entity(
        id=EntityId(f"{list_id}:{row}"),
        schema="Company",
        name=name,
        origin=Origin(list_id=ListId(list_id), row=row),
        topics=("forced.labour",),
    )


def store(folder: Path, list_id: str, names: tuple[str, ...]) -> None:
    entities = [listing(list_id, name, row) for row, name in enumerate(names, start=1)]
    save_list(folder, list_id, entities, list_date=date(2026, 1, 5), source_digest="0" * 64, reader_version="1")


def supplier(name: str, number: int = 1) -> Entity:
    return Entity(
        id=EntityId(f"q{number}"), schema="Company", name=name, origin=Origin(list_id=ListId("own"), row=number)
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TADASU_DATA", str(tmp_path))
    for list_id, names in NAMES.items():
        store(tmp_path, list_id, names)
    return tmp_path


def matches(dataset: lists.Dataset, *names: str) -> tuple[Match, ...]:
    return lists.search(dataset, [supplier(name, number) for number, name in enumerate(names)]).matches


def test_every_stored_list_is_there_and_all_of_them_as_one(folder: Path) -> None:
    found = lists.datasets()
    assert set(found) == {*NAMES, "default"}
    assert {version.list_id for version in found["default"].versions} == set(NAMES)
    assert len(found["default"].entities) == 6
    assert found["us-uflpa"].title_ja != found["us-uflpa"].title


def test_a_list_answers_as_the_command_line_does(folder: Path) -> None:
    dataset = lists.datasets()["us-uflpa"]
    index = Index.build([listing("us-uflpa", name, row) for row, name in enumerate(NAMES["us-uflpa"], start=1)])
    asked = [supplier("Hyohon Spinning Co., Ltd."), supplier("Mihon cotton of Xinjiang", 2)]
    assert lists.search(dataset, asked).matches == screen(asked, index).matches != ()


def test_a_match_says_why_and_with_which_row(folder: Path) -> None:
    dataset = lists.datasets()["default"]
    (match,) = matches(dataset, "Kakuu Precision Works K.K.")
    assert lists.listed(dataset, match).name == "Kakuu Precision Works"
    reasons = lists.why(dataset, supplier("Kakuu Precision Works K.K.", 0), match)
    assert sum(term.value for term in reasons.terms) == match.log_odds


def test_what_has_not_changed_is_not_read_again(folder: Path) -> None:
    before = lists.datasets()
    assert lists.datasets() is before


def test_a_new_version_is_read_and_the_other_lists_are_kept(folder: Path) -> None:
    before = lists.datasets()
    assert matches(before["default"], "Sorairo Example Weaving") == ()
    store(folder, "us-uflpa", (*NAMES["us-uflpa"], "Sorairo Example Weaving"))
    after = lists.datasets()
    assert [match.list_id for match in matches(after["default"], "Sorairo Example Weaving")] == ["us-uflpa"]
    assert after["jp-meti-end-users"] is before["jp-meti-end-users"]
    assert after["us-uflpa"] is not before["us-uflpa"]


def test_a_damaged_list_is_an_error_and_never_left_out(folder: Path) -> None:
    lists.datasets()
    (damaged,) = (folder / "lists" / "us-uflpa").glob("*/entities.parquet")
    damaged.write_bytes(b"cut off")
    lists._HELD.folder = None
    with pytest.raises(DataFolderError, match="digest-mismatch"):
        lists.datasets()
    assert not lists.warm()


def test_lists_that_could_not_be_read_are_not_read_again_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "AGAIN", 3600.0)
    asked = []

    def damaged(folder: Path, name: str) -> None:
        asked.append(name)
        raise DataFolderError("list-missing", list=name)

    monkeypatch.setattr(lists, "load_list", damaged)
    for _ in range(3):
        with pytest.raises(DataFolderError, match="list-missing"):
            lists.datasets()
    assert len(asked) == 1
    monkeypatch.undo()
    monkeypatch.setenv("TADASU_DATA", str(folder))
    store(folder, asked[0], ("Sorairo Example Weaving",))  # whoever mends it does not wait
    assert matches(lists.datasets()["default"], "Sorairo Example Weaving")


def test_a_register_of_who_exists_lists_nobody(folder: Path) -> None:
    store(folder, "gleif-level1", ("Kuuhaku Invented Holdings",))
    assert "gleif-level1" not in lists.datasets()
    assert matches(lists.datasets()["default"], "Kuuhaku Invented Holdings") == ()


def test_without_a_list_there_is_nothing_to_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TADASU_DATA", str(tmp_path))
    (default,) = lists.datasets().values()
    assert lists.search(default, [supplier("Anybody Invented")]).matches == ()
    assert lists.warm()


def test_where_no_list_is_in_force_the_loops_are_loaded_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TADASU_DATA", str(tmp_path))
    found: list[int] = []

    def counted(*arguments: Any, **named: Any) -> Screening:
        said = screen(*arguments, **named)
        found.append(len(said.matches))
        return said

    monkeypatch.setattr(lists, "screen", counted)
    assert lists.warm()
    assert found == [1]


def test_an_index_is_kept_for_the_next_process(folder: Path) -> None:
    assert lists.warm()
    lists._HELD.folder = None
    kept = list((folder / "saved" / "lists").iterdir())
    assert matches(lists.datasets()["default"], "Minamo Invented Trading")
    assert list((folder / "saved" / "lists").iterdir()) == kept != []


def test_sixteen_threads_at_once_get_what_one_gets(folder: Path) -> None:
    asked = [*NAMES["us-uflpa"], *NAMES["jp-meti-end-users"], "Mihon Cotton Xinjiang", "標本紡織", "Nobody at All"]
    options = Options(threshold=0, limit=5)
    alone = [lists.search(lists.datasets()["default"], [supplier(name)], options).matches for name in asked]
    lists._HELD.folder = None  # sixteen threads find nothing read and nothing built
    together = Barrier(THREADS)

    def ask(number: int) -> list[tuple[Match, ...]]:
        together.wait()
        dataset = lists.datasets()["default"]
        found = []
        for name in asked:
            query = supplier(name)
            answer = lists.search(dataset, [query], options).matches
            assert all(lists.why(dataset, query, match).log_odds == match.log_odds for match in answer)
            found.append(answer)
        return found

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(answers == alone for answers in pool.map(ask, range(THREADS)))


def test_no_loop_of_the_engine_starts_threads_of_numba(folder: Path) -> None:
    """Numba's workqueue ends the process when two threads enter it: so none may."""
    lists.warm()
    loops = [
        one
        for module in [module for name, module in sys.modules.items() if name.startswith("tadasu.")]
        for one in vars(module).values()
        if isinstance(one, CPUDispatcher)
    ]
    assert loops
    assert not [one for one in loops if one.targetoptions.get("parallel")]
    assert all(one.targetoptions.get("nogil") for one in loops)
    with pytest.raises(ValueError, match="not initialized"):
        numba.threading_layer()  # type: ignore[attr-defined]
