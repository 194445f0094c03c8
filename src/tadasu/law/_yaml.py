"""YAML of this room with the line of every value, and with `true` and `false` as the only truth values: `no` is Norway."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tadasu.schema import InputError, Problem

DATA = Path(__file__).parent / "data"

Where = tuple[str | int, ...]
"""Keys and places in lists that lead to a value."""


_OTHER = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")


class _Loader(yaml.CSafeLoader):  # reads all regimes in a fifth of the time; every wheel has it
    """YAML 1.2 in truth values and whole numbers: no Norway, and 01200 is no octal; a key that is there twice is an error."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _OTHER]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?(?:0|[1-9][0-9_]*)$"), list("-+0123456789"))


def _day(loader: _Loader, node: yaml.ScalarNode) -> date | str:
    """A day, or as text one that no calendar has: its reader says what is wrong with it, with its line."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file: its value, and from the way to a value the line on which it stands (from 1)."""

    file: str
    value: Any
    lines: Mapping[Where, int]

    def line(self, where: Where) -> int:
        """The line of a value, or of what holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 0)


def load(path: Path) -> Loaded:
    """Read a file. Raises InputError `yaml-unreadable` or `yaml-twice` with the line."""
    file = "/".join(path.parts[-3:]) if path.is_relative_to(DATA) else path.name
    try:
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
        lines: dict[Where, int] = {}
        twice: list[Problem] = []
        _lines(node, (), lines, twice, file)
    except FileNotFoundError:
        raise InputError([Problem(code="file-not-found", file=file)]) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", "") or type(error).__name__)[:160]
        raise InputError(
            [Problem(code="yaml-unreadable", file=file, row=mark.line + 1 if mark else 0, params=(("reason", reason),))]
        ) from None
    if twice:
        raise InputError(twice)
    return Loaded(file, value, lines)


def _lines(node: Any, where: Where, lines: dict[Where, int], twice: list[Problem], file: str) -> None:
    if node is None:
        return
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*where, key.value)
            if at in lines:
                twice.append(Problem(code="yaml-twice", file=file, row=key.start_mark.line + 1, column=written(at)))
            _lines(value, at, lines, twice, file)
            lines[at] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            _lines(value, (*where, n), lines, twice, file)


def written(where: Where) -> str:
    """A way as text.

    >>> written(("parameters", "employees", "values", 0, "article"))
    'parameters.employees.values[0].article'
    """
    out = ""
    for part in where:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out
