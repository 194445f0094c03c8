"""The first page of everybody."""

import pytest
from django.test import Client
from tests.web.made import organisation, person
from tests.web.signing_in import signed_in, with_authenticator

pytestmark = pytest.mark.usefixtures("database")


def test_whoever_is_not_signed_in_is_told_what_this_is_and_how_to_come_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "/account/sign-in" in page
    assert "/account/invitation" in page
    assert "Sign out" not in page


def test_it_says_where_one_has_a_place_as_what_and_only_what_one_may_do_there() -> None:
    place = organisation(name="Kumanezawa Garments (invented)")
    for role, ways in (
        ("organiser", ["people", "recovery"]),
        ("auditor", ["people", "record", "recovery"]),
        ("analyst", ["people"]),
    ):
        user = person(place, role)
        with_authenticator(user)
        page = signed_in(user).get("/").content.decode()
        assert "Kumanezawa Garments (invented)" in page
        assert role.capitalize() in page or "analyst" in page
        addresses = {
            "people": f"/organisation/{place.id}/people/",
            "record": f"/organisation/{place.id}/record",
            "recovery": f"/vault/recovery/{place.id}",
        }
        assert [way for way, address in addresses.items() if f'"{address}"' in page] == ways


def test_whoever_has_no_place_is_told_how_to_get_one() -> None:
    user = person()
    with_authenticator(user)
    assert "/account/invitation" in signed_in(user).get("/").content.decode()


def test_it_speaks_the_language_of_the_person_and_says_that_the_demonstration_is_invented() -> None:
    place = organisation(name="Kumanezawa Garments (invented)")
    place.name_ja = "熊根沢衣料（架空）"
    place.save()
    user = person(place, "analyst")
    with_authenticator(user)
    user.language, user.invented = "ja", True
    user.save()
    page = signed_in(user).get("/").content.decode()
    assert "熊根沢衣料（架空）" in page
    assert "あなたの対応を待つもの" in page
    assert "架空" in page.split("</header>")[0]
