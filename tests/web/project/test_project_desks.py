"""Each desk runs alone: of the others there is neither a table nor an address. A desk that is added to `DESKS` is tried here by
itself; two that are invented show that the tests can fail."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.web.instances import INVENTED, Instance, serving
from tests.web.own_tables import constrained, pointing
from tests.web.project.test_project_serve import free_port

from tadasu.schema import UsageError
from tadasu.web.project.desks import DESKS, desk_apps, desks

ALL = (*DESKS, *INVENTED)
APPS = {**DESKS, **{name: (f"tests.web.invented.{name}",) for name in INVENTED}}


@cache
def loaded(desks: str, invented: str = ",".join(INVENTED)) -> Any:
    """What a process loads with these desks on: apps, tables, addresses, keys to tables of others."""
    with tempfile.TemporaryDirectory() as folder:
        return Instance(Path(folder), 0, desks, invented).does("loaded")


def of(desk: str) -> tuple[set[str], set[str]]:
    """The tables and the addresses of a desk, as they are where all are on."""
    everything = loaded("")
    tables = {table for app in APPS[desk] for table in everything["tables"][app]}
    return tables, {route for app in APPS[desk] for route in everything["brought"][app]}


@pytest.mark.parametrize("desk", ALL)
def test_a_desk_alone_loads_nothing_of_the_others(desk: str) -> None:
    alone = loaded(desk)
    held = {table for tables in alone["tables"].values() for table in tables}
    assert set(APPS[desk]) <= set(alone["apps"])
    tables, addresses = of(desk)
    assert tables <= held
    assert tables or desk not in INVENTED
    assert addresses
    assert addresses <= set(alone["addresses"])
    for other in ALL:
        if other != desk:
            tables, addresses = of(other)
            assert not tables & held, other
            assert not addresses & set(alone["addresses"]), other
            assert not set(APPS[other]) & set(alone["apps"]), other


def test_without_a_word_all_desks_are_on_and_an_unknown_one_is_refused() -> None:
    assert {app for apps in APPS.values() for app in apps} <= set(loaded("")["apps"])
    assert desks({}) == tuple(DESKS)
    assert desk_apps({}) == tuple(app for apps in DESKS.values() for app in apps)
    with pytest.raises(UsageError) as found:
        desks({"TADASU_DESKS": "no-such-desk"})
    assert found.value.code == "no-such-desk"


def test_no_app_points_at_tables_of_another() -> None:
    assert list(pointing()) == []


@pytest.mark.usefixtures("database")
def test_no_foreign_key_of_the_database_leads_from_one_app_to_another() -> None:
    assert list(constrained()) == []


def test_a_desk_that_points_at_the_table_of_another_is_found() -> None:
    """The key is written as a string: no contract about imports sees it."""
    found = loaded("", "sender,pointing")["pointing"]
    assert found == ["invented_pointing.Remark.note -> invented_sender.Note"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="tadasu-desk-") as place:
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.mark.slow
@pytest.mark.parametrize("desk", ALL)
def test_a_desk_is_served_alone_with_its_tables_and_addresses_and_none_of_the_others(desk: str, folder: Path) -> None:
    with serving(Instance(folder, free_port(), desk)) as instance:
        instance.does("opens", "Alone Office (invented)", "authority", instance.address)
        there = set(instance.does("stands")["tables"])
        tables, _ = of(desk)
        assert tables <= there
        for other in ALL:
            tables, addresses = of(other)
            assert other == desk or not tables & there
            found = {instance.status(one) for one in addresses if "<" not in one}
            assert (404 in found) == (other != desk), other
            assert other == desk or found == {404}
