"""How sure an entry says it is: what an independent reading found to be surer than the reference."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.law.regime_yaml import FOLDERS, statements, written

MODELS = tuple(folder for folder in FOLDERS if folder.startswith("jp/model-"))
LOWERED = [
    # folder, what its entries have in common, how sure they are at most
    ("us/uflpa", {"article": "19 USC 1514"}, "likely"),
    ("us/s307", {"value": "180"}, "likely"),
    ("ca/s211", {"article": "s. 2 (entity)"}, "likely"),
    ("ca/s211", {"article": "s. 11(1) (institutions: s. 6(1))"}, "likely"),
    ("ca/s211", {"article": "s. 11(3) (institutions: s. 6(2))"}, "likely"),
    ("ca/s211", {"article": "ss. 17, 19"}, "check"),
    ("de/lksg", {"value": "1000"}, "likely"),
    ("de/lksg", {"on": "2024-01-01"}, "likely"),
    ("mx/import-ban", {"on": "2023-05-18"}, "likely"),
    ("mx/import-ban", {"is": "in_force"}, "likely"),
    ("no/transparency", {"source": "act"}, "likely"),
    ("eu/csrd", {"on": "2027-01-01", "source": "omnibus"}, "check"),
    ("eu/forced-labour", {"what": "guidelines"}, "check"),
    ("eu/forced-labour", {"what": "governance"}, "likely"),
]
ORDER = ("check", "likely", "sure")


def entries(folder: str) -> Iterator[dict[str, Any]]:
    yield from (dict(one) for _, one in statements(written(folder), written(folder, "procedure.yaml")))


@pytest.mark.parametrize(("folder", "common", "most"), LOWERED)
def test_what_the_reference_does_not_say_is_not_sure(folder: str, common: dict[str, str], most: str) -> None:
    found = [one for one in entries(folder) if common.items() <= one.items()]
    assert found
    assert {one["confidence"] for one in found} <= set(ORDER[: ORDER.index(most) + 1])


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder not in MODELS])
def test_no_number_of_a_law_holds_from_the_day_on_which_we_learned_it(folder: str) -> None:
    """A day of ours stands in `recorded`; our own models alone begin with it."""
    values = [one for parameter in written(folder).get("parameters", {}).values() for one in parameter["values"]]
    assert [one for one in values if one["from"] == one["recorded"]] == []


@pytest.mark.parametrize("folder", ["us/uflpa", "us/s307", "ca/s211", "de/lksg", "mx/import-ban", "no/transparency"])
def test_a_doubt_of_the_second_reading_is_written_down(folder: str) -> None:
    assert [one for one in written(folder)["verify"] if one["since"] == "2026-11-25"]


def test_groups_from_elsewhere_have_a_day_of_their_own_in_the_reporting_directive() -> None:
    days = [one for one in written("eu/csrd")["dates"] if one["on"] == "2027-01-01"]
    seat = {"fact": "seat", "within": "eu"}
    assert [one["confidence"] for one in days] == ["sure", "check"]
    assert seat in days[0]["if"]["all"]
    assert days[1]["if"] == {"not": seat}
