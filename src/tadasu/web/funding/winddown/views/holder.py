"""Take your file with you: for whoever has the code of a box. It is packed as it goes out, and nothing of it is on our disk."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.pages import (
    Visit,
    form_token,
    in_box,
    source_page,
)
from tadasu.web.foundation.vault.actions import DoesNotOpen, open_file_outside
from tadasu.web.funding.winddown import queries
from tadasu.web.funding.winddown.taking import Taken, gathered, packed, written
from tadasu.web.funding.winddown.taking._reading import contents_of, page
from tadasu.web.ui.days import day_text, language

NAME = "file.zip"
"""What it is called says nothing."""


@source_page
def take(request: HttpRequest) -> HttpResponseBase:
    """The page says what is in it; sent, the file goes out."""
    return in_box(request, _answered)


def _answered(request: HttpRequest, visit: Visit, sent: bool) -> HttpResponseBase:
    if sent:
        return _given(visit)
    with acting(steward(visit.box.organisation)):
        told = queries.announced(visit.box.organisation_id)
    values = {
        "token": form_token(visit),
        "place": name_of(visit.box.organisation),
        "until": day_text(told.on, language()) if told is not None else "",
    }
    return render(request, "winddown/take.html", values)


def _given(visit: Visit) -> HttpResponseBase:
    with acting(steward(visit.box.organisation)), holding(str(visit.box.digest)):
        taken = gathered(visit, language())
        document = written(taken.document)
        read = page(taken.document, visit.box.purpose, contents_of(taken.document))
    parts = _parts(visit, taken, document, read)
    answer = StreamingHttpResponse(packed(parts, day=timezone.localdate()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer


def _parts(visit: Visit, taken: Taken, document: bytes, read: bytes) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Files are opened one after the other, each when its turn has come."""
    yield "read-me.html", (read,)
    yield "file.json", (document,)
    for name, record in taken.files:
        yield name, _pieces(visit, record)


def _pieces(visit: Visit, record: UUID) -> Iterator[bytes]:
    """What does not open any more is cut off, as any file that was changed; the package stays whole."""
    try:
        with acting(ANONYMOUS), holding(str(visit.box.digest)):
            file = open_file_outside(ANONYMOUS, record=record, private=visit.private)
    except (TadasuError, Refused):
        return
    try:
        yield from file.pieces
    except DoesNotOpen:
        return
    finally:
        file.pieces.close()
