"""From a publisher's address to a file on disk that reads as the list it should be; otherwise the last good one stays.

A list that is several files is fetched and replaced as one. What has not changed since the last time (ETag,
Last-Modified) is not loaded again.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import httpx

from tadasu.lists._companions import list_digest
from tadasu.lists._problems import refusal
from tadasu.lists._read import HEAD_BYTES, ListRead, head_of, looks_html, read_list
from tadasu.lists._source import Source, source_of
from tadasu.schema import UsageError
from tadasu.store import digest_file, write_folder_whole

BACKOFF_SECONDS = (1.0, 2.0, 4.0)
"""Waits between attempts; one attempt more than waits."""

LONGEST_WAIT_SECONDS = 60.0
"""Upper bound for what a server asks with Retry-After."""

RETRIED = frozenset({429, 500, 502, 503, 504})
MOST_REDIRECTS = 5
MOST_BYTES = 4 << 30
TIMEOUT_SECONDS = 30.0
USER_AGENT = "tadasu"
SIDECAR = "fetched.json"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

Progress = Callable[[int, int | None], None]
"""Called with the bytes received so far of one file and the total, if the server said it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Where the list now is; `digest` is of all its files. `changed` is False when the publisher said that nothing is new;
    then `read` is None.
    """

    list_id: str
    path: Path
    digest: str
    changed: bool
    read: ListRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the sidecar keeps of one file."""

    address: str
    digest: str
    etag: str = ""
    last_modified: str = ""


def fetch(
    list_id: str,
    folder: Path,
    *,
    client: httpx.Client | None = None,
    progress: Progress | None = None,
    address: str | None = None,
    partial: bool = False,
    before: int | None = None,
    in_force: date | None = None,
    older: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch a list into `folder/<list_id>/`, check that it reads as that list, and only then replace what was there.

    `address` stands in for the publisher's own; `partial`, `before`, `in_force` and `older` are those of `read_list`. Raises
    `ListRefused` (codes `fetch-*` and those of reading; the old files stay) and `UsageError` for a list that is unknown or has no
    address.
    """
    source = source_of(list_id)
    start = address or source.address
    if not start:
        raise UsageError("list-without-address", list=list_id, homepage=source.homepage)
    home = folder / source.id
    addresses = _addresses(source, start)
    known = _known(home)
    with _client(client) as session:
        loader = _Loader(session, source, progress, sleep)
        with _changing(home) as (place, keep):
            found = {name: loader.load(url, place / name, known.get(name)) for name, url in addresses.items()}
            main = next(iter(addresses))
            if not any(found.values()):
                return Fetched(list_id=list_id, path=home / main, digest=_digest(known, addresses), changed=False)
            for name in (name for name, answer in found.items() if answer is None):
                shutil.copyfile(home / name, place / name)
            read = None
            if source.implemented:
                read = read_list(list_id, place / main, partial=partial, before=before, in_force=in_force, older=older)
            kept = {name: answer or known[name] for name, answer in found.items()}
            _write_sidecar(place / SIDECAR, kept)
            keep()
    return Fetched(list_id=list_id, path=home / main, digest=_digest(kept, addresses), changed=True, read=read)


class _Loader:
    """Loads one file after the other over one client, with retries."""

    def __init__(
        self, client: httpx.Client, source: Source, progress: Progress | None, sleep: Callable[[float], None]
    ) -> None:
        self._client = client
        self._source = source
        self._progress = progress
        self._sleep = sleep

    def load(self, address: str, place: Path, known: _Known | None) -> _Known | None:
        """Load a file to `place`, or return None when it has not changed."""
        _check_scheme(httpx.URL(address), httpx.URL(address), place, address)
        known = known if known is not None and known.address == address else None
        attempts = len(BACKOFF_SECONDS) + 1
        for wait in (*BACKOFF_SECONDS, None):
            try:
                return self._once(address, place, known)
            except _TryAgainError as again:
                if wait is None:
                    raise refusal("fetch-status", place, address=address, status=again.status) from None
                self._sleep(min(max(wait, again.after), LONGEST_WAIT_SECONDS))
            except _ShortError as short:
                if wait is None:
                    raise refusal(
                        "fetch-short", place, address=address, expected=short.expected, found=short.found
                    ) from None
                self._sleep(wait)
            except httpx.TransportError as error:
                if wait is None:
                    reason = type(error).__name__
                    raise refusal(
                        "fetch-unreachable", place, address=address, attempts=attempts, reason=reason
                    ) from None
                self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, address: str, place: Path, known: _Known | None) -> _Known | None:
        url = httpx.URL(address)
        for _ in range(MOST_REDIRECTS + 1):
            with self._client.stream("GET", url, headers=_headers(known), follow_redirects=False) as response:
                if response.has_redirect_location:
                    url = url.join(response.headers["location"])
                    _check_scheme(url, httpx.URL(address), place, address)
                    continue
                if response.status_code == httpx.codes.NOT_MODIFIED and known is not None:
                    return None
                _check_status(response, place, address)
                self._save(response, place, address)
                return _Known(
                    address=address,
                    digest=digest_file(place),
                    etag=response.headers.get("etag", ""),
                    last_modified=response.headers.get("last-modified", ""),
                )
        raise refusal("fetch-redirect", place, address=address, to=str(url))

    def _save(self, response: httpx.Response, place: Path, address: str) -> None:
        """Stream the body to disk; refuse what is short, empty, too large, or a web page."""
        length = response.headers.get("content-length", "")
        total = int(length) if length.isdigit() else None
        try:
            with place.open("wb") as file:
                for piece in response.iter_bytes():
                    file.write(piece)
                    if file.tell() > MOST_BYTES:
                        raise refusal("fetch-too-large", place, address=address, most_bytes=MOST_BYTES)
                    if self._progress is not None:
                        self._progress(response.num_bytes_downloaded, total)
        except httpx.RemoteProtocolError:
            raise _ShortError(total or 0, response.num_bytes_downloaded) from None
        if total is not None and response.num_bytes_downloaded < total:
            raise _ShortError(total, response.num_bytes_downloaded)
        head = head_of(place)
        if not head.strip():
            raise refusal("fetch-empty", place, address=address)
        if self._source.format != "html" and looks_html(head[:HEAD_BYTES]):
            raise refusal("fetch-html", place, address=address, expected=self._source.format)


class _TryAgainError(Exception):
    """The server is busy; `after` is how many seconds it asks to wait, 0 when it does not say."""

    def __init__(self, status: int, after: float) -> None:
        self.status, self.after = status, after
        super().__init__(status)


class _ShortError(Exception):
    """Fewer bytes came than were announced."""

    def __init__(self, expected: int, found: int) -> None:
        self.expected, self.found = expected, found
        super().__init__(expected, found)


class _UnchangedError(Exception):
    """Leaves the new folder without putting it in place."""


@contextmanager
def _changing(home: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A new folder that takes the place of `home` only if the block called `keep`."""
    kept = False

    def keep() -> None:
        nonlocal kept
        kept = True

    try:
        with write_folder_whole(home, replace=True) as place:
            yield place, keep
            if not kept:
                raise _UnchangedError
    except _UnchangedError:
        return


@contextmanager
def _client(given: httpx.Client | None) -> Iterator[httpx.Client]:
    if given is not None:
        yield given
        return
    with httpx.Client(timeout=TIMEOUT_SECONDS, headers={"User-Agent": USER_AGENT}) as client:
        yield client


def _addresses(source: Source, start: str) -> Mapping[str, str]:
    """File names and addresses, the main one first; companions are relative to it."""
    main = source.file_name or httpx.URL(start).path.rpartition("/")[2] or source.id
    url = httpx.URL(start)
    return {main: start, **{name.lower(): str(url.join(name)) for name in source.companions}}


def _headers(known: _Known | None) -> dict[str, str]:
    if known is None:
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def _check_status(response: httpx.Response, place: Path, address: str) -> None:
    status = response.status_code
    if status in RETRIED:
        after = response.headers.get("retry-after", "")
        raise _TryAgainError(status, float(after) if after.isdigit() else 0.0)
    if status != httpx.codes.OK:
        raise refusal("fetch-status", place, address=address, status=status)


def _check_scheme(url: httpx.URL, first: httpx.URL, place: Path, address: str) -> None:
    """https only; plain http within this machine when it began there, which is how the tests run."""
    if url.scheme == "https" or (url.scheme == "http" and url.host in LOOPBACK and first.host in LOOPBACK):
        return
    if url == first:
        raise refusal("fetch-insecure", place, address=address)
    raise refusal("fetch-redirect", place, address=address, to=str(url))


def _known(home: Path) -> Mapping[str, _Known]:
    """What the sidecar says of files that are still there with the same bytes; a damaged sidecar says nothing."""
    try:
        content = json.loads((home / SIDECAR).read_text(encoding="utf-8"))
        kept = {str(name): _Known(**item) for name, item in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {
        name: item for name, item in kept.items() if (home / name).is_file() and digest_file(home / name) == item.digest
    }


def _digest(kept: Mapping[str, _Known], names: Iterable[str]) -> str:
    return list_digest([kept[name].digest for name in names])


def _write_sidecar(path: Path, kept: Mapping[str, _Known]) -> None:
    content = {name: asdict(item) for name, item in sorted(kept.items())}
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
