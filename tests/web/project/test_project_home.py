"""The first page of everybody."""

import pytest
from django.test import Client

from tests.web.made import organisation, person

pytestmark = pytest.mark.usefixtures("database")


def test_whoever_is_not_signed_in_is_told_what_this_is_and_how_to_come_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Sign in" in page
    assert "/account/sign-in" in page
