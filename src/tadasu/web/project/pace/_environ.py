"""What ASGI says of a request, as WSGI says it (PEP 3333)."""

import sys
from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import unquote_to_bytes

_BARE = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})


def length_of(scope: Mapping[str, Any]) -> int | None:
    """As the sender announced it, 0 for no body; None when it is no length, or there are two."""
    said = {value for name, value in scope["headers"] if name == b"content-length"}
    if not said:
        return 0
    value = said.pop()
    return int(value) if not said and value.isdigit() and len(value) < 20 else None


def unmeasured(scope: Mapping[str, Any]) -> bool:
    """Whether a body comes of which nobody said how long it is."""
    return any(name == b"transfer-encoding" for name, _ in scope["headers"])


def path_of(scope: Mapping[str, Any]) -> str:
    """What is asked for, in the letters of PEP 3333: each is a byte."""
    raw = scope.get("raw_path")
    path: bytes = unquote_to_bytes(raw.split(b"?", 1)[0]) if raw else scope["path"].encode("utf-8")
    return path.decode("latin-1")


def environ(scope: Mapping[str, Any], body: IO[bytes]) -> dict[str, Any]:
    """For the application. A header with an underscore is left out: it would pass for one with a hyphen."""
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("localhost", 0)
    found: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path_of(scope),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in _BARE else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        said = value.decode("latin-1")
        found[key] = f"{found[key]}{between}{said}" if key in found and key not in _BARE else said
    return found
