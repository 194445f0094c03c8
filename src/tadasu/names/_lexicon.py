"""Known words in scripts that write no spaces: the cut of a text with the least left over.

The cut is the cheapest path (dynamic programming), not greedy: first as few unknown characters as possible, then few
unknown runs, then few pieces. Characters of `TEXT` class (digits, punctuation, Latin) are passed over at no cost, so
that a known word may hold them ("(株)").
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

UNKNOWN_COST = 10
"""An unknown character from the third of a run on; more than a known word, so few unknown characters come first."""
RUN_COST, SECOND_COST = 27, -2
"""The first and second character of an unknown run: one brand rather than two, and rather two characters than one (in
阳光电子 better 阳光 + 电子, electronics, than 阳 + 光电子, optoelectronics)."""
KNOWN_COST = 4
"""A known word: of two cuts with the same rest the one with fewer words."""
SUFFIXED_COST = 1
"""A place with its suffix (西安市): the suffix belongs to it rather than to an unknown run after it."""
NEVER = 1 << 60


class EntryKind(StrEnum):
    """What a known word is; only after a place may a suffix belong to it."""

    LEGAL = "legal"
    PLACE = "place"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known word (`term`, folded as the texts are) and its English `glosses` in lower case, the usual one first."""

    term: str
    glosses: tuple[str, ...]
    kind: EntryKind

    @property
    def gloss(self) -> str:
        """The usual English word."""
        return self.glosses[0]


class Cut(NamedTuple):
    """One stretch of a text: a known word, an unknown run (`entry` None), or text passed over (`known` None)."""

    start: int
    end: int
    entry: Entry | None
    passed: bool = False


Fits = Callable[[str, int, int, Entry], bool]
"""Whether a known word may stand at text[start:end]."""


def _anywhere(text: str, start: int, end: int, entry: Entry) -> bool:
    return True


class Lexicon:
    """Known words by their first two characters. The first entry of a term wins, so give the surest source first.

    >>> lexicon = Lexicon([Entry("贸易", ("trading",), EntryKind.WORD)])
    >>> [(cut.start, cut.end) for cut in lexicon.segment("海岚贸易")]
    [(0, 2), (2, 4)]
    """

    def __init__(self, entries: Iterable[Entry], *, fits: Fits = _anywhere, suffixes: Sequence[str] = ()) -> None:
        """`suffixes` are what may follow a place and belong to it (city, county); `fits` refuses implausible spots."""
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            if entry.term and entry.glosses:
                self._entries.setdefault(entry.term, entry)
        self._singles = {term: entry for term, entry in self._entries.items() if len(term) == 1}
        self._by_pair = _by_first_two(self._entries.values())
        self._fits = fits
        self._suffixes = tuple(sorted(suffixes, key=len, reverse=True))

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, term: str) -> Entry | None:
        """The entry of a whole term, or None."""
        return self._entries.get(term)

    def legal_form_begins(self, text: str, at: int) -> bool:
        """Whether a legal form of two characters or more begins at `at`."""
        return any(
            entry.kind is EntryKind.LEGAL and text.startswith(entry.term, at)
            for entry in self._by_pair.get(text[at : at + 2], ())
        )

    def segment(
        self, text: str, *, passes: Sequence[bool] | None = None, extra: Mapping[int, tuple[int, Entry]] | None = None
    ) -> list[Cut]:
        """Cut a folded text. `passes[i]`: character i is text to pass over; `extra`: further words by their start."""
        size = len(text)
        known, single, longer = ([NEVER] * (size + 1) for _ in range(3))  # cheapest cut whose last is a word, a run
        known[0] = 0
        back: list[tuple[int, Entry | None]] = [(0, None)] * (size + 1)
        opened = [0] * (size + 1)  # where the run of two or more that ends here began
        for at in range(size):
            cheapest = min(known[at], single[at], longer[at])
            if passes is not None and passes[at]:
                if cheapest < known[at + 1]:
                    known[at + 1], back[at + 1] = cheapest, (at, None)
            else:
                single[at + 1] = known[at] + RUN_COST
                second, further = single[at] + SECOND_COST, longer[at] + UNKNOWN_COST
                longer[at + 1] = min(second, further)
                opened[at + 1] = at - 1 if second <= further else opened[at]
            for end, entry, cost in self._known_from(text, at, extra):
                if cheapest + cost < known[end]:
                    known[end], back[end] = cheapest + cost, (at, entry)
        return _walk_back(known, single, longer, back, opened)

    def _known_from(
        self, text: str, at: int, extra: Mapping[int, tuple[int, Entry]] | None
    ) -> Iterable[tuple[int, Entry, int]]:
        candidates = self._by_pair.get(text[at : at + 2], ())
        single = self._singles.get(text[at])
        if not candidates and single is None and not extra:
            return ()
        found: list[tuple[int, Entry, int]] = []
        for entry in candidates if single is None else (*candidates, single):
            end = at + len(entry.term)
            if not text.startswith(entry.term, at) or not self._fits(text, at, end, entry):
                continue
            found.append((end, entry, KNOWN_COST))
            if entry.kind is EntryKind.PLACE and (suffix := self._suffix_at(text, end)):
                found.append((end + len(suffix), entry, SUFFIXED_COST))
        if extra and at in extra:
            found.append((*extra[at], KNOWN_COST))
        return found

    def _suffix_at(self, text: str, at: int) -> str:
        return next((suffix for suffix in self._suffixes if text.startswith(suffix, at)), "")


def _by_first_two(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        if len(entry.term) > 1:
            grouped.setdefault(entry.term[:2], []).append(entry)
    return {
        pair: tuple(sorted(found, key=lambda each: len(each.term), reverse=True)) for pair, found in grouped.items()
    }


def _walk_back(
    known: Sequence[int],
    single: Sequence[int],
    longer: Sequence[int],
    back: Sequence[tuple[int, Entry | None]],
    opened: Sequence[int],
) -> list[Cut]:
    cuts: list[Cut] = []
    at = len(known) - 1
    while at > 0:
        cheapest = min(known[at], single[at], longer[at])
        if known[at] == cheapest or (cuts and not cuts[-1].passed and cuts[-1].entry is None):
            start, entry = back[at]
            cuts.append(Cut(start, at, entry, passed=entry is None))
        else:
            start = at - 1 if single[at] == cheapest else opened[at]
            cuts.append(Cut(start, at, None))
        at = start
    cuts.reverse()
    return cuts
