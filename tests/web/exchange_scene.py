"""One step of two instances that exchange: run as a process of one of them; says on standard output what came of it, as JSON."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

from tadasu.web.project.database import Role
from tadasu.web.project.serving._inside import inside


def opens(name: str, kind: str, address: str) -> Any:
    """An organisation with two people, keys and a card."""
    from tests.web.made_exchange import side

    return {"card": side(name, kind, address=address).card}


def knows(card: str, takes: str, gives: str) -> Any:
    """The card of the other is taken and confirmed."""
    from tests.web.made_exchange import knows as both_know

    here = _here()
    text = Path(card).read_text(encoding="utf-8")
    terms = both_know(here, here, card=text, takes=_words(takes), gives=_words(gives))
    return {"peer": terms.peer.instance}


def concludes(name: str) -> Any:
    """A finding, signed by two."""
    from tests.web.made_exchange import concluded

    return {"version": str(concluded(_here(), basis=f"evidence:{len(name)}", name=name))}


def withdraws(version: str) -> Any:
    """It holds no longer."""
    from tests.web.made_exchange import withdrawn

    withdrawn(_here(), UUID(version))
    return {}


def notes(text: str) -> Any:
    """A note of the invented desk that sends."""
    from django.apps import apps

    made = apps.all_models["invented_sender"]["note"]._default_manager
    here = _here()
    made.create(organisation=here.place, number=made.count() + 1, text=text)
    return {}


def sends(kind: str) -> Any:
    """What is new, to the one peer."""
    from tadasu.web.foundation.access import acting
    from tadasu.web.foundation.exchange.actions import send
    from tadasu.web.foundation.exchange.models import Peer

    here = _here()
    with acting(here.actor):
        return {"serials": [one.serial for one in send(here.actor, peer=Peer.objects.get(), kind=kind)]}


def due() -> Any:
    """What was claimed by a worker that is no more is due now, and a worker is told."""
    from django.utils import timezone

    from tadasu.web.foundation.exchange.models import Sending
    from tadasu.web.foundation.exchange.tasks import deliver_now

    Sending.objects.filter(state=Sending.WAITS).update(next_at=timezone.now())
    deliver_now.defer()
    return {}


def stands() -> Any:
    """Findings, packages that were sent and that came, notes that were taken, tables there are."""
    from django.apps import apps
    from django.db import connection
    from tests.web.made_exchange import told

    from tadasu.web.foundation.exchange.models import Arrival, Sending

    heard = apps.all_models["invented_taker"].get("heard")
    return {
        "findings": told(_here()),
        "sent": list(Sending.objects.order_by("kind", "serial").values_list("kind", "serial", "state", "code")),
        "came": list(Arrival.objects.order_by("kind", "serial").values_list("kind", "serial", "answer", "code")),
        "notes": list(heard._default_manager.values_list("origin", "text")) if heard else [],
        "tables": sorted(connection.introspection.table_names()),
    }


def loaded() -> Any:
    """What this process has loaded: apps, tables of models, addresses, keys to tables of others. Asks no database."""
    import django

    django.setup()
    from django.apps import apps
    from django.urls import get_resolver
    from tests.web.own_tables import pointing

    from tadasu.web.project.desks import desk_apps

    return {
        "apps": sorted(one.name for one in apps.get_app_configs()),
        "tables": {
            one.name: sorted(model._meta.db_table for model in one.get_models(include_auto_created=True))
            for one in apps.get_app_configs()
        },
        "addresses": sorted(_routes(get_resolver().url_patterns)),
        "brought": {
            app: sorted(_routes(import_module(f"{app}.urls").urlpatterns))
            for app in desk_apps()
            if find_spec(f"{app}.urls")
        },
        "pointing": sorted(pointing()),
    }


def _routes(patterns: Sequence[Any], before: str = "") -> Iterator[str]:
    """Every address, whole."""
    for one in patterns:
        way = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, way)
        else:
            yield way


def _here() -> Any:
    """The one organisation of this instance, and its two people."""
    from tests.web.made_exchange import Side

    from tadasu.web.foundation.accounts.models import Membership, Organisation

    place = Organisation.objects.get()
    held = Membership.objects.filter(organisation=place).select_related("user").order_by("since")
    return Side(place, *[one.user for one in held][:2])


def _words(said: str) -> Sequence[str]:
    return [one for one in said.split(",") if one]


STEPS: dict[str, Callable[..., Any]] = {
    step.__name__: step for step in (opens, knows, concludes, withdraws, notes, sends, due, stands)
}

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    if name == "loaded":
        import os

        os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
        print(json.dumps(loaded()))
    else:
        with inside(Role.WORKER):
            print(json.dumps(STEPS[name](*arguments), default=str))
