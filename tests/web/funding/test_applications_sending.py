"""An application is filled in, sent, opened, corrected, taken over and taken back."""

import pytest
from tests.web.made_applications import NAME, SUMMARY, Desk, applied, begun, filled, held, opened, seen_by, sent

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_is_sent_opens_for_its_readers_and_stands_in_codes(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    assert (found.level, found.lane, found.region, found.amount, found.currency) == (1, "bridge", "619", 200_000, "JPY")
    content = opened(desk.reader, found)
    assert content.name == NAME
    assert content.parties[0].country == "KZ"
