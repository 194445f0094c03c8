"""Receive one file from a request, without Django's own parsing of forms, which keeps or spools what it reads.

A view that receives must be the first to read the request: it is `csrf_exempt`, since the check of the token would parse the
form, and calls `receive`, which reads the form itself and checks the token before anything is kept. The field of the token
may stand before or after the file. A body that is no form is the file itself; then the token is in the header.

Where a page asks whether pictures are to be cleaned, that stands before the file: cleaning is done while it streams.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware

from tadasu.schema import UsageError
from tadasu.web.foundation.vault.cleaning import Cleaning
from tadasu.web.foundation.vault.incoming import Incoming, arriving

PIECE = 1 << 16
FORM = "multipart/form-data"
CODED = "application/x-www-form-urlencoded"
NAME_HEADER = "X-File-Name"
"""A file's own name, percent-encoded UTF-8, where the body is the file."""

_TAIL = 200
"""Bytes of the end of a form that are looked at; a boundary has at most 70 (RFC 2046, 5.1.1)."""

_AROUND = 500_000
"""Bytes that a form may add to its file: boundaries, heads, the token, a letter. It is only the first look: the file itself is
counted as it comes."""


class Forged(Exception):
    """The request did not come from a page of ours; `response` says so."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__()


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has come in and can be kept, its own name and type as the browser says, and the form's other fields."""

    incoming: Incoming
    name: str = field(repr=False)
    media_type: str
    fields: QueryDict = field(repr=False)


@contextmanager
def receive(
    request: HttpRequest,
    allowance: int,
    refuse: Callable[[HttpRequest], None] | None = None,
    wished: Callable[[QueryDict], bool] | None = None,
) -> Iterator[Received]:
    """The one file of a request, sealed as it comes. Keep it within the block (`seal_file`); without an exception it is on
    disk when the block ends. `refuse` takes the place of Django's check, where a page has a token of its own: it is called when
    the form is read, with its fields in `request.POST`, and raises Forged. Whatever else is raised, fields that came before the
    file are in `request.POST`, not checked. `wished` says, from the fields before the file, whether pictures are cleaned; without
    it nobody was asked, and the file is kept as it is.

    Raises Forged, UsageError `vault-file-too-large`, `vault-upload-broken` (cut off, of no said length, or no such form),
    `vault-one-file`, `vault-file-name-long`, `vault-not-cleaned`.
    """
    refused = None
    if _length(request) > allowance + _AROUND:
        refused = UsageError("vault-file-too-large", most=str(allowance // 1_000_000))
    with arriving(allowance) as incoming:
        check = refuse or _refuse_forged
        if request.content_type == FORM:
            yield _of_form(request, incoming, check, refused, wished)
        elif refused is not None:
            raise refused
        else:
            if wished is not None:
                incoming.ask(clean=wished(QueryDict()))
            yield _of_body(request, incoming, check)


def _of_form(
    request: HttpRequest,
    incoming: Incoming,
    check: Callable[[HttpRequest], None],
    refused: UsageError | None,
    wished: Callable[[QueryDict], bool] | None,
) -> Received:
    def begins() -> None:
        if wished is not None:
            incoming.ask(clean=wished(parser.fields()))

    handler, body = _Sealing(incoming, begins, refused), _Counted(request)
    parser = _Parser(request.META, cast(Any, body), [handler], request.encoding)  # `read` is all that it calls
    try:
        parser.parse()
    except MultiPartParserError as error:
        if _HEAD in str(error):
            raise UsageError("vault-file-name-long") from None
        raise UsageError("vault-upload-broken") from None
    except UnreadablePostError:
        raise UsageError("vault-upload-broken") from None
    finally:
        request.POST = cast(
            Any, fields := parser.fields()
        )  # what Django itself puts here; its stubs have a narrower type
    if handler.problem is not None:
        raise handler.problem
    check(request)
    boundary = str(request.content_params.get("boundary", "")) if request.content_params else ""
    if body.count != _length(request) or not body.tail.rstrip().endswith(f"--{boundary}--".encode()):
        raise UsageError("vault-upload-broken")
    if handler.fault is not None:
        raise handler.fault
    if not incoming.ended:
        raise UsageError("vault-one-file")
    if wished is not None and wished(fields) == (incoming.cleaning is Cleaning.CHOSEN):
        raise UsageError("vault-upload-broken")  # said after the file, when it was too late
    return Received(incoming, handler.file_name or "", handler.content_type or "", fields)


def _of_body(request: HttpRequest, incoming: Incoming, check: Callable[[HttpRequest], None]) -> Received:
    if request.content_type == CODED:
        raise UsageError("vault-one-file")
    check(request)  # reads the header: a body of this type is no form
    body = _Counted(request)
    try:
        while piece := body.read(PIECE):
            incoming.take(piece)
    except UnreadablePostError:
        raise UsageError("vault-upload-broken") from None
    if body.count != _length(request):
        raise UsageError("vault-upload-broken")
    incoming.end()
    name = unquote(request.headers.get(NAME_HEADER, ""), errors="replace")
    return Received(incoming, name, request.content_type or "", QueryDict())


def _refuse_forged(request: HttpRequest) -> None:
    """Django's own check, with what was read of the form."""
    refused = CsrfViewMiddleware(lambda _: HttpResponse()).process_view(request, lambda _: HttpResponse(), (), {})
    if refused is not None:
        raise Forged(refused)


def _length(request: HttpRequest) -> int:
    """As the sender said. Raises UsageError `vault-upload-broken`: of a body without a length nothing would be read (PEP 3333),
    and it would pass for an empty file."""
    try:
        length = int(request.META.get("CONTENT_LENGTH", ""))
    except ValueError:
        length = -1
    if length < 0:
        raise UsageError("vault-upload-broken")
    return length


class _Counted:
    """A request's body; how much of it was read, and how it ends."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.count = 0
        self.tail = b""

    def read(self, size: int, /) -> bytes:
        piece = self._request.read(size)
        self.count += len(piece)
        self.tail = (self.tail + piece)[-_TAIL:]
        return piece


_HEAD = "header size"
"""What Django says of a part whose head is longer than it reads: the only thing in it that can be long is a file's name."""


class _Parser(MultiPartParser):
    """Tells what it has read also when it could not go on."""

    def fields(self) -> QueryDict:
        """As far as they came."""
        return cast(QueryDict, getattr(self, "_post", None) or QueryDict())


class _Sealing(FileUploadHandler):
    """Takes the one file of a form to where it is sealed. What is wrong is raised after the parser is done; `refused` is wrong
    before a file begins, and fields before it are still read. Of a file that is faulty itself (`fault`) the rest is read and
    dropped: so a browser sees the answer, and what was cut off on the way is told from what was faulty before."""

    chunk_size = PIECE

    def __init__(self, incoming: Incoming, begins: Callable[[], None], refused: UsageError | None = None) -> None:
        super().__init__()
        self._incoming = incoming
        self._begins = begins
        self._refused = refused
        self.problem: UsageError | None = None
        self.fault: UsageError | None = None

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """A file begins."""
        if self._refused is not None:
            self._stop(self._refused)
        if self._incoming.ended:
            self._stop(UsageError("vault-one-file"))
        self._begins()
        super().new_file(*arguments, **named)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Another part of it."""
        if self.fault is not None:
            return
        try:
            self._incoming.take(raw_data)
        except UsageError as error:
            if error.code != "vault-not-cleaned":
                self._stop(error)
            self.fault = error

    def file_complete(self, file_size: int) -> None:
        """It ends."""
        if self.fault is not None:
            return
        try:
            self._incoming.end()
        except UsageError as error:
            self.fault = error

    def _stop(self, problem: UsageError) -> None:
        self.problem = problem
        raise StopUpload(connection_reset=True)
