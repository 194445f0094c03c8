"""JSON in one form only, so that a signature over its bytes means its content.

The form is that of RFC 8785 for values that have no fractions: an object's names sorted, no space, UTF-8, and of control
characters the short escapes. Names are ASCII, numbers are whole and lie within ±(2^53 - 1), nothing is nested deeper than
`DEEPEST`.
"""

import json

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

LARGEST = 2**53 - 1
"""What every reader of JSON holds exactly (RFC 8259, 6)."""

DEEPEST = 8


def canonical(value: Json) -> bytes:
    """The bytes of a value. Raises ValueError for one that has no canonical form here.

    >>> canonical({"b": 1, "a": ["é", None, True]})
    b'{"a":["\\xc3\\xa9",null,true],"b":1}'
    """
    _check(value, DEEPEST)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()


def read(data: bytes) -> Json:
    """The value of canonical bytes. Raises ValueError for anything else: other JSON with the same content, too."""
    try:
        value: Json = json.loads(data.decode())
        if canonical(value) != data:
            raise ValueError("not in canonical form")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _check(value: Json, deep: int) -> None:
    if deep < 0:
        raise ValueError("nested too deeply")
    match value:
        case None | bool() | str():
            return
        case int():
            if abs(value) > LARGEST:
                raise ValueError("a number is too large")
        case list():
            for one in value:
                _check(one, deep - 1)
        case dict():
            for name, one in value.items():
                if not (isinstance(name, str) and name.isascii()):
                    raise ValueError("a name is not ASCII")
                _check(one, deep - 1)
        case _:
            raise ValueError(f"no canonical form: {type(value).__name__}")
