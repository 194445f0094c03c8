"""Screening on Spark gives the rows of one machine, bit by bit, however the parties are cut."""

from pathlib import Path
from typing import Any

import pytest
from tests.oracles.invented import entity, many, read_one_way

from tadasu.cluster import parties_of, screen
from tadasu.schema import Entity, Match, UsageError
from tadasu.screening import Options
from tadasu.screening import screen as screen_here
from tadasu.store import DataFolderError


def listed() -> list[Entity]:
    extra = entity("lei", "Zorabe Demo Mill", countries=("vn",), identifiers=(("lei", "INVENTED000000000001"),))
    return [
        extra,
        *(entity(f"l{i}", name, countries=("cn",) if i % 3 else ()) for i, name in enumerate(many(1500, seed=21))),
    ]


def suppliers() -> list[Entity]:
    names = [name for name in many(1500, seed=21)[::5] + many(500, seed=22) if read_one_way(name)]
    found = [
        entity(
            f"s{i}",
            name,
            *([names[-i]] if i % 7 == 3 else []),
            countries=("cn", "jp")[i % 2 : i % 2 + 1],
            addresses=("12 Invented Road",),
        )
        for i, name in enumerate(names)
    ]
    return [
        *found,
        entity("same-number", "Quite Another", identifiers=(("lei", "INVENTED000000000001"),)),
        entity("empty", ""),
    ]


def matches(frame: Any) -> list[Match]:
    return sorted((Match(**row.asDict()) for row in frame.collect()), key=in_order)


def in_order(match: Match) -> tuple[str, str]:
    return match.query_id, match.entity_id


@pytest.mark.parametrize(
    "options",
    [Options(), Options(threshold=0.2, limit=2), Options(names_only=True, threshold=0.5)],
    ids=["plain", "two", "names"],
)
def test_the_rows_are_those_of_one_machine(local: Any, tmp_path: Path, options: Options) -> None:
    parties = parties_of(local, suppliers()).repartition(7)
    there = matches(screen(parties, listed(), folder=tmp_path, options=options))
    here = sorted(screen_here(suppliers(), listed_index(), options=options).matches, key=in_order)
    assert there == here
    assert len(here) > 100
    assert options.names_only or any(match.query_id == "same-number" for match in here)


def listed_index() -> Any:
    from tadasu.screening import Index

    return Index.build(listed())


def test_the_index_is_written_once_and_found_again(local: Any, tmp_path: Path) -> None:
    parties = local.createDataFrame([("p", "Zorabe Demo Mill")], "id string, name string")
    first = matches(screen(parties, listed(), folder=tmp_path))
    assert [match.entity_id for match in first] == ["lei"]
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert matches(screen(parties, listed(), folder=tmp_path)) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == written
    assert matches(screen(parties, listed()[1:], folder=tmp_path)) == []


def test_what_cannot_be_used_is_named(local: Any, tmp_path: Path) -> None:
    parties = local.createDataFrame([("p", "Zorabe")], "id string, title string")
    with pytest.raises(UsageError, match=r"cluster-column-missing.*name"):
        screen(parties, listed(), folder=tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderError, match="folder-unusable"):
        screen(parties.withColumnRenamed("title", "name"), listed(), folder=tmp_path / "file")
