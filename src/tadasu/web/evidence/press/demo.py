"""Articles of the demonstration: small invented outlets, so that the map of blind spots shows what hangs on whom."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from tadasu.web.evidence.press import actions
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import Organisation, User

PLACE, WHO = "newsroom", "newsroom-documenter"
ADDRESS = "https://demo.example.org/{outlet}/{day}"


def demo_press() -> int:
    """Make them where the newsroom has none of these outlets yet; how many are new. Nothing without its people."""
    place = organisations().get(PLACE)
    user = User.objects.filter(login=WHO, invented=True).first()
    if place is None or user is None:
        return 0
    actor = actor_of(user, second_factor=True, signed_in_at=timezone.now())
    with acting(actor), transaction.atomic():
        if Article.objects.filter(organisation=place, outlet_key__in=_told()["outlets"]).exists():
            return 0
        for row in _told()["articles"]:
            _added(actor, place, *row)
        return len(_told()["articles"])


def _added(
    actor: Actor, place: Organisation, outlet: str, country: str, sector: str, day: date, title: str, text: str
) -> None:
    url = ADDRESS.format(outlet=outlet, day=day)
    came = actions.take_text(actor, organisation=place.id, text=text, url=url)
    told = actions.Told(
        title=title,
        outlet=_told()["outlets"][outlet],
        outlet_key=outlet,
        url=url,
        published_on=day,
        language="en",
        country=country,
        sector=sector,
    )
    actions.add(actor, pending=came.id, told=told)


@cache
def _told() -> dict[str, Any]:
    text = (Path(__file__).parent / "data" / "demo.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
