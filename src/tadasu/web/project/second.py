"""What waits for a second person: findings, publications and cards that somebody else proposed, sealed records to open together;
and letters that nobody has opened for whom they wait.

Rooms of the foundation and desks (`offers`) say what waits in them; here it is put together for the first page and for the count
in its head.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.correspondence import queries as correspondence
from tadasu.web.foundation.correspondence.views.reading import short
from tadasu.web.foundation.exchange import queries as exchange
from tadasu.web.foundation.findings import queries as findings
from tadasu.web.foundation.publication import queries as publication
from tadasu.web.foundation.publication.views.proposals import title_of
from tadasu.web.foundation.vault.queries import releases_for
from tadasu.web.project.offers import offers
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Said, Way

MOST = 20
"""Lines of a kind: whoever has more begins at the top."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits of one kind, each with the way to it."""

    title: Said
    lines: Sequence[Way]


def waiting_for_a_second(actor: Actor) -> list[Waits]:
    """Kinds of which something waits for the actor."""
    brought = [kind for one in offers() for kind in getattr(one, "WAITING", ())]
    found = [Waits(title, list(islice(lines(actor), MOST))) for title, lines in (*_KINDS, *brought)]
    return [one for one in found if one.lines]


def waiting_count(actor: Actor) -> int:
    """How much waits, of each kind up to `MOST`."""
    return sum(len(one.lines) for one in waiting_for_a_second(actor))


def _findings(actor: Actor) -> Iterator[Way]:
    for one in findings.waiting(actor)[:MOST]:
        yield Way(label=one.title, address=reverse("findings-one", args=[one.id]))


def _publications(actor: Actor) -> Iterator[Way]:
    for one in publication.waiting(actor)[:MOST]:
        yield Way(label=title_of(one), address=reverse("publication-proposal", args=[one.id]))


def _cards(actor: Actor) -> Iterator[Way]:
    for one in exchange.waiting(actor)[:MOST]:
        name = (one.name_ja if language() == "ja" else "") or one.name
        yield Way(label=name, address=reverse("exchange-peer", args=[one.peer_id]))


def _records(actor: Actor) -> Iterator[Way]:
    if waiting := releases_for(actor, None)[:MOST]:
        said = _("Requests to open a sealed record together: %(count)s") % {"count": len(waiting)}
        yield Way(label=said, address=reverse("vault-releases"))


def _letters(actor: Actor) -> Iterator[Way]:
    for one in correspondence.waiting_boxes(actor, most=MOST):
        said = ngettext("Box %(box)s: %(count)s new letter", "Box %(box)s: %(count)s new letters", one.fresh)
        yield Way(
            label=said % {"box": short(one.box), "count": one.fresh},
            address=reverse("correspondence-read", args=[one.box.id]),
        )


_KINDS: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Letters from people without an account"), _letters),
    (_("Findings that wait for a second person"), _findings),
    (_("Publications that wait for your signature"), _publications),
    (_("Cards of others that wait for your confirmation"), _cards),
    (_("Sealed records"), _records),
)
