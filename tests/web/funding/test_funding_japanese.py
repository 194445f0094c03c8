"""Names of funds, lines, forms and purposes are said in the language of the page, and no code stands where there is a word."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.made_awards import Desk
from tests.web.made_calls import Desk as Calls
from tests.web.made_vault import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.programmes import actions
from tadasu.web.funding.programmes.actions import LineSaid
from tadasu.web.funding.programmes.models import Line

pytestmark = pytest.mark.usefixtures("database")

NAME_JA = "亡命メディア（架空）"


def japanese(user: User) -> Client:
    """The browser of somebody who reads Japanese."""
    User.objects.filter(id=user.id).update(language="ja")
    with_authenticator(user)
    return signed_in(user)


def named(organiser: User, line: Line) -> None:
    """The line gets a name in Japanese."""
    said = LineSaid(code=line.code, name=line.name, name_ja=NAME_JA, purpose=line.purpose, oda=line.oda)
    actor = lately(organiser)
    with acting(actor):
        actions.change_line(actor, line=line.id, said=said, reason="A name in Japanese (invented).")


def words(client: Client, name: str, *arguments: object) -> str:
    """What a page says."""
    page = client.get(reverse(name, args=arguments)).content.decode()
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])))


def test_a_call_names_fund_line_form_and_languages_in_japanese() -> None:
    desk = Calls()
    call = desk.opened()
    named(desk.organiser, desk.line)
    said = words(japanese(desk.officer), "calls-one", call.id)
    assert f"亡命の声（架空）: A-1 {NAME_JA}" in said
    assert "助成の申請" in said
    assert "日本語、English" in said
    assert "ja、en" not in said


def test_lines_of_intermediaries_and_the_purpose_of_an_award_are_said_in_japanese() -> None:
    desk = Desk()
    award = desk.begin(passes_on=True)
    named(desk.books.organiser, desk.line)
    client = japanese(desk.officer.user)
    assert f"A-1 {NAME_JA}" in words(client, "intermediaries-chains", desk.place.id)
    assert "検閲されない情報" in words(client, "awards-one", award.id)
