"""The demo world through readers and screening: planted parties are found, traps not, and no invented name is real."""

import random
from collections import Counter
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path

import polars as pl
import pytest

from tadasu.demo import SEED, demo_folder, truth, world, write
from tadasu.demo._brands import HEADS, TAILS, Brand
from tadasu.demo._firms import Firm, han, katakana, latin, native
from tadasu.demo._words import PLACES, TRADES, XINJIANG
from tadasu.lists import detect, read_list
from tadasu.places import country_code
from tadasu.readers import read_entities
from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.screening import Index, Options, screen

OPTIONS = Options(threshold=0.7, names_only=True)
LEAST_FOUND, MOST_ALERTED = 0.9, 0.1


@pytest.fixture
def fresh(tmp_path: Path) -> tuple[int, Path]:
    seed = random.SystemRandom().randrange(1, 10**9)
    write(world(seed), tmp_path)
    return seed, tmp_path


def test_the_demo_files_are_read_without_a_problem() -> None:
    for path in demo_folder().glob("[ls]*.csv"):
        assert read_entities(path, country_code=country_code).problems == ()


def test_planted_parties_of_the_committed_world_are_found_and_traps_are_not() -> None:
    _check(SEED, demo_folder())


def test_planted_parties_of_a_world_nobody_has_seen_are_found_and_traps_are_not(fresh: tuple[int, Path]) -> None:
    _check(*fresh, least_found=0.8, most_alerted=0.2)  # one world is a small sample


@pytest.fixture(scope="module")
def real(shared_data: Path) -> Index:
    return Index.build(_real(shared_data))


@pytest.mark.slow
def test_no_company_of_the_committed_world_is_a_real_one(real: Index) -> None:
    assert not _taken_for_real(_committed_names(), real)


@pytest.mark.slow
def test_hardly_any_brand_the_tables_can_join_is_a_real_one(real: Index) -> None:
    names = list(dict.fromkeys(_possible_names()))
    taken = _taken_for_real(names, real)
    assert len(taken) <= len(names) // 100, taken[:40]


def _taken_for_real(names: list[str], real: Index) -> list[str]:
    """Pairs of invented and real names at or above the threshold, the best of each invented name."""
    matches = screen(_entities(names), real, options=Options(threshold=0.7, names_only=True, limit=1)).matches
    return [f"{match.query_name} | {match.matched_name} {match.probability}" for match in matches]


def _check(seed: int, folder: Path, *, least_found: float = LEAST_FOUND, most_alerted: float = MOST_ALERTED) -> None:
    """At least this share of the planted positives is found, at most this share of the negatives alerted."""
    suppliers = read_entities(folder / "suppliers.csv", country_code=country_code).entities
    listed = [
        entity
        for path in sorted(folder.glob("list_*.csv"))
        for entity in read_entities(path, list_id=path.stem, country_code=country_code).entities
    ]
    matches = screen(suppliers, Index.build(listed), options=OPTIONS).matches
    found = {(match.query_id, str(match.entity_id)) for match in matches}
    alerted = {supplier_id for supplier_id, _ in found}
    planted = truth(folder)
    positives = [p for p in planted if p.entity_id]
    negatives = [p for p in planted if not p.entity_id]
    missed = Counter(p.kind for p in positives if (p.supplier_id, p.entity_id) not in found)
    wrong = Counter(p.kind for p in negatives if p.supplier_id in alerted)
    said = f"seed {seed}: missed {dict(missed)} of {len(positives)}, alerted {dict(wrong)} of {len(negatives)}"
    assert missed.total() <= (1 - least_found) * len(positives), said
    assert wrong.total() <= most_alerted * len(negatives), said


def _entities(names: Iterable[str]) -> list[Entity]:
    origin = Origin(list_id=ListId("real"), row=1)
    return [
        Entity(id=EntityId(str(number)), schema="LegalEntity", name=name, origin=origin)
        for number, name in enumerate(names)
    ]


def _real(shared_data: Path) -> list[Entity]:
    """Names of real companies and the real lists; the test bed's synthetic rows are not names of anybody."""
    bench = pl.read_parquet(shared_data / "names" / "bench100k_list.parquet").filter(pl.col("source") != "syn")
    register = pl.read_parquet(shared_data / "names" / "lei_names.parquet")
    names = dict.fromkeys(name for frame in (bench, register) for name in frame["name"].drop_nulls().to_list())
    entities = _entities(names)
    for path in sorted((shared_data / "lists").iterdir()):
        if list_id := detect(path):
            entities += read_list(list_id, path, partial=True).entities
    return entities


def _committed_names() -> list[str]:
    made = world(SEED)
    listed = [name for one in made.lists for entry in one.listed for name in (entry.name, *entry.aliases)]
    story = [name for firm in made.story for name in firm.names.values()]
    return list(dict.fromkeys([supplier.name for supplier in made.suppliers] + listed + story))


def _possible_names() -> Iterable[str]:
    """A firm for every brand that the tables can join, places and trades in turn, in every script it is written in."""
    for culture, heads in HEADS.items():
        places = cycle((*XINJIANG, *PLACES["zh"]) if culture == "zh" else PLACES[culture])
        trades = cycle(TRADES[culture])
        for head in heads:
            for tail in TAILS[culture]:
                brand = Brand(culture=culture, head=head, tail=tail)
                firm = Firm(brand=brand, place=next(places), trade=next(trades), house=1)
                yield from (native(firm), latin(firm))
                if culture == "latin":
                    yield katakana(firm)
                if culture == "ug":
                    yield han(firm)
