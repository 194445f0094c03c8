"""Reading a value step by step: what is missing, unknown or of another kind is noted with its line, and reading goes on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from tadasu.law._facts import NEAREST
from tadasu.law._yaml import Loaded, Where, written
from tadasu.schema import Problem

Closed = TypeVar("Closed", bound=StrEnum)
LANGUAGES = ("en", "ja")
EPOCH = date(1, 1, 1)
"""In the place of a day that could not be read."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a file. All cursors of a file share one list of problems."""

    loaded: Loaded
    problems: list[Problem]
    where: Where
    value: Any

    @staticmethod
    def at_root(loaded: Loaded) -> "Cursor":
        """The whole file, with no problem yet."""
        return Cursor(loaded, [], (), loaded.value)

    def problem(self, code: str, **params: str) -> None:
        """Note what is wrong here; `value` among the parameters is what is wrong, where it is a part of what stands here."""
        shown = params.pop("value", _shown(self.value))
        self.problems.append(
            Problem(
                code=code,
                file=self.loaded.file,
                row=self.loaded.line(self.where),
                column=written(self.where),
                value=shown[:80],
                params=tuple(sorted(params.items())),
            )
        )

    def has(self, key: str) -> bool:
        """Whether a mapping holds a key."""
        return isinstance(self.value, dict) and key in self.value

    def get(self, key: str) -> "Cursor":
        """The value of a key; None where it is missing."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Cursor(self.loaded, self.problems, (*self.where, key), inner)

    def need(self, key: str) -> "Cursor":
        """The value of a key that must be there."""
        if not self.has(key):
            self.problem("law-missing", key=key)
        return self.get(key)

    def only(self, *keys: str) -> None:
        """Note every other key, with the nearest that is known."""
        if not isinstance(self.value, dict):
            self.problem("law-kind", reason="kind-mapping")
            return
        for key in self.value:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1, cutoff=NEAREST)
                self.get(str(key)).problem("law-unknown-key", key=str(key)[:40], nearest=near[0] if near else "")

    def nth(self, place: int) -> "Cursor":
        """A value of a list by its place from 0; None where the list is shorter."""
        inner = self.value[place] if isinstance(self.value, list) and place < len(self.value) else None
        return Cursor(self.loaded, self.problems, (*self.where, place), inner)

    def items(self) -> Iterator["Cursor"]:
        """The values of a list; of nothing, none."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            self.problem("law-kind", reason="kind-list")
            return
        yield from (self.nth(n) for n in range(len(self.value)))

    def entries(self) -> Iterator[tuple[str, "Cursor"]]:
        """Keys and values of a mapping; of nothing, none."""
        if self.value is None:
            return
        if not isinstance(self.value, dict):
            self.problem("law-kind", reason="kind-mapping")
            return
        for key in self.value:
            yield str(key), self.get(key)

    def text(self) -> str:
        """A text that is not empty."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        if self.value is not None or self.where:
            self.problem("law-kind", reason="kind-text")
        return ""

    def maybe_text(self) -> str:
        """A text, or nothing."""
        return self.text() if self.value not in (None, "") else ""

    def day(self) -> date:
        """A date as YYYY-MM-DD."""
        if type(self.value) is date:
            return self.value
        if self.value is not None:
            self.problem("law-kind", reason="kind-date")
        return EPOCH

    def span(self, *, last: str = "until") -> tuple[date | None, date | None]:
        """The days of `from` and of `last`, each None where it is not there; that the end is before the beginning is noted."""
        start = self.get("from").day() if self.has("from") else None
        end = self.get(last).day() if self.has(last) else None
        if start is not None and end is not None and end < start:
            self.get(last).problem("law-to-before-from")
        return start, end

    def flag(self) -> bool:
        """`true`, or false where nothing is said."""
        if self.value is not None and not isinstance(self.value, bool):
            self.problem("law-kind", reason="kind-true")
        return self.value is True

    def whole(self) -> int:
        """A whole number from 1."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and self.value > 0:
            return self.value
        if self.value is not None:
            self.problem("law-kind", reason="kind-count")
        return 1

    def closed(self, kind: type[Closed]) -> Closed:
        """One of a closed set of words."""
        words = [one.value for one in kind]
        if isinstance(self.value, str) and self.value in words:
            return kind(self.value)
        if self.value is not None:
            self.problem("law-word", known=", ".join(words))
        return next(iter(kind))

    def both(self) -> Mapping[str, str]:
        """The same in both languages, neither empty."""
        self.only(*LANGUAGES)
        if not isinstance(self.value, dict):
            return MappingProxyType(dict.fromkeys(LANGUAGES, ""))
        return MappingProxyType({language: self.need(language).text() for language in LANGUAGES})

    def maybe_both(self) -> Mapping[str, str]:
        """The same where something is said."""
        return self.both() if self.value is not None else MappingProxyType({})


def _shown(value: Any) -> str:
    """What stands somewhere, in short."""
    if isinstance(value, dict | list):
        return "{...}" if isinstance(value, dict) else "[...]"
    return "" if value is None else str(value)
