"""yente's own client package, unchanged, against our server: only the address and the key are ours."""

from collections.abc import Iterator

import pytest
from tests.web.made_api import HYOHON, METI, UFLPA, somebody
from tests.web.served import served
from yente_client import (  # type: ignore[import-untyped]
    Address,
    AuthenticationError,
    BadRequestError,
    Client,
    Company,
    NotFoundError,
    Person,
    Vessel,
)

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def base(committed: None) -> Iterator[str]:
    with served() as address:
        yield f"{address}/api/v1"


@pytest.fixture
def client(base: str) -> Iterator[Client]:
    with Client(base_url=base, api_key=somebody("screening"), app_name="invented") as found:
        yield found


def test_a_company_is_matched(client: Client) -> None:
    found = client.match(Company(name="Hyohon Spinning Co Ltd", country="cn"), limit=3, threshold=0.8)
    assert found.top is not None
    assert (found.top.id, found.top.caption, found.top.match) == (f"{UFLPA}:1", HYOHON, True)
    assert 0.8 <= found.top.score <= 1
    assert found.top.contributing_explanations
    assert found.top.properties["topics"] == ["forced.labor"]
    assert (found.total.value, found.limit) == (1, 3)
    assert found.query["properties"]["name"] == ["Hyohon Spinning Co Ltd"]


def test_a_person_by_the_parts_of_the_name_and_a_ship_are_matched(client: Client) -> None:
    person = client.match(Person(firstName="Minamo", lastName="Yumemiru"), datasets=[METI])
    assert [one.id for one in person.matches] == [f"{METI}:2"]
    ship = client.match(Vessel(name="Marumaru Tsukurimono"), algorithm="best", topics=["sanction"])
    assert [one.id for one in ship.matches] == [f"{METI}:3"]


def test_many_are_matched_at_once(client: Client) -> None:
    names = [HYOHON, "Nobody At All", "架空精機製作所", "Sorairo Example Weaving"] * 5
    found = dict(client.match_iter(((str(at), Company(name=name)) for at, name in enumerate(names)), workers=8))
    assert len(found) == 20
    for at in range(4):
        ids = {tuple(one.id for one in found[str(other)].results) for other in range(at, 20, 4)}
        assert len(ids) == 1
    assert [one.id for one in found["2"].results] == [f"{METI}:1"]


def test_search_entity_catalogue_and_algorithms(client: Client) -> None:
    found = client.search("新疆", datasets=["default"], schema="Company", facets=["countries"])
    assert [one.id for one in found.results] == [f"{UFLPA}:1"]
    assert found.facets["countries"].values[0].name == "cn"
    assert client.fetch(f"{UFLPA}:1").caption == HYOHON
    datasets = client.datasets()
    assert set(datasets.current) == {"default", UFLPA, METI}
    assert client.datasets() == datasets  # the second comes by its ETag
    assert client.algorithms().best == "tadasu"
    assert client.healthz().status == client.readyz().status == "ok"


def test_errors_come_as_the_client_knows_them(client: Client, base: str) -> None:
    with pytest.raises(NotFoundError, match="default"):
        client.match(Company(name="x"), datasets=["sanctions"])
    with pytest.raises(NotFoundError):
        client.fetch("Q1")
    with pytest.raises(NotFoundError):
        client.adjacent(f"{UFLPA}:1")
    with pytest.raises(BadRequestError, match="logic-v2"):
        client.match(Company(name="x"), algorithm="logic-v2")
    with pytest.raises(BadRequestError, match="Address"):
        client.match(Address(full="12 Invented Road"))
    with Client(base_url=base) as nobody, pytest.raises(AuthenticationError):
        nobody.match(Company(name="x"))
