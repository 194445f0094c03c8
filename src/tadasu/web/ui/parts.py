"""What components are made of: plain values that a view hands over and a template tag draws. They know no model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadasu.web.ui.days import day_text, language
from tadasu.wording import say

Said: TypeAlias = str | Promise
"""A text, or one that becomes a text in the reader's language when it is shown."""


class State(StrEnum):
    """What a thing comes to. Each has a colour, a shape and a word."""

    HOLD = "hold"
    ASK = "ask"
    CLEAR = "clear"
    NOT_TRACEABLE = "not-traceable"

    @property
    def word(self) -> str:
        """The word, with a capital where the language has them."""
        said = say(f"assess.disposition.{self}", {}, language())
        return said[:1].upper() + said[1:]


class Pace(StrEnum):
    """How a clock stands. Each has a shape: empty ring, half ring, full ring, triangle, two bars."""

    RUNNING = "running"
    SOON = "soon"
    LAST_DAY = "last-day"
    OVERDUE = "overdue"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time that runs. `left` are the days or working days that the law's own counting leaves, negative when it is over
    (docs/clocks.md); `due` is the last day in time; `today` the day on which the page is made. `rule` says where the time
    comes from, `address` leads to its text. A stopped clock has `stopped_since` and may have no `due`. `era` shows the
    year of the Japanese era, for laws that count in it."""

    rule: Said
    today: date
    due: date | None = None
    left: int | None = None
    working_days: bool = False
    soon: int = 5
    stopped_since: date | None = None
    address: str = ""
    era: bool = False

    @property
    def pace(self) -> Pace:
        """The shape."""
        if self.stopped_since is not None or self.due is None or self.left is None:
            return Pace.STOPPED
        if self.left < 0 or self.today > self.due:
            return Pace.OVERDUE
        if self.today == self.due:
            return Pace.LAST_DAY
        return Pace.SOON if self.left <= self.soon else Pace.RUNNING

    @property
    def words(self) -> str:
        """Days left, in words."""
        match self.pace:
            case Pace.STOPPED if self.stopped_since is not None:
                return _("Stopped since %(day)s") % {"day": day_text(self.stopped_since, language(), era=self.era)}
            case Pace.STOPPED:
                return _("Stopped")
            case Pace.OVERDUE:
                return self._overdue()
            case Pace.LAST_DAY:
                return _("Today is the last day")
        left = self.left or 0
        if self.working_days:
            return ngettext("%(count)d working day left", "%(count)d working days left", left) % {"count": left}
        return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}

    def _overdue(self) -> str:
        """A time that moved past a holiday may be over although nothing is missing by the count: no number then."""
        over = -(self.left or 0)
        if over <= 0:
            return _("Overdue")
        if self.working_days:
            return ngettext("%(count)d working day overdue", "%(count)d working days overdue", over) % {"count": over}
        return ngettext("%(count)d day overdue", "%(count)d days overdue", over) % {"count": over}

    @property
    def day(self) -> str:
        """The last day in time, in words; empty when there is none."""
        return day_text(self.due, language(), era=self.era) if self.due is not None else ""

    def __str__(self) -> str:
        return f"{self.words} ({self.day})" if self.day else self.words


@dataclass(frozen=True, slots=True)
class Coded:
    """A word of the code, and what it says in the reader's language: the same word where nobody has said it otherwise."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A word and what it stands for here; a name in any script keeps its own direction."""

    term: Said
    text: Said
    address: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question, what was answered, and where it is changed. An empty text is a question not answered yet."""

    question: Said
    text: Said
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: when, what, who did it, what was said."""

    at: date
    what: Said
    who: Said = ""
    text: Said = ""
    address: str = ""
    state: State | None = None

    @property
    def has_time(self) -> bool:
        """Whether the hour is known."""
        return isinstance(self.at, datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHead:
    """What, who, stage, clock: the head of every case."""

    kind: Said
    number: str
    title: Said
    stage: Said
    who: Sequence[Pair] = ()
    state: State | None = None
    clocks: Sequence[Clock] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file as it is listed: what to call it (not what its sender called it, where that may betray them), its kind, its
    size in bytes, a remark, and where it is opened."""

    label: Said
    kind: Said
    size: int
    remark: Said = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An address with its name: a part of the navigation. `here` marks the page one is on; `count` what waits there."""

    label: Said
    address: str
    here: bool = False
    count: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One value that two people changed at the same time."""

    label: Said
    before: Said
    theirs: Said
    yours: Said


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a line stands where it stands: three are shown, the others open on asking."""

    all: tuple[Said, ...] = field(default=())

    SHOWN = 3

    @property
    def first(self) -> tuple[Said, ...]:
        """Those that are shown."""
        return self.all[: self.SHOWN]

    @property
    def more(self) -> tuple[Said, ...]:
        """Those that open."""
        return self.all[self.SHOWN :]

    def __str__(self) -> str:
        return "; ".join(str(one) for one in self.all)
