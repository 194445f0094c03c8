"""What a report is made of: matches with both parties and the reasons, and what they were compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tadasu.schema import Entity, Explanation, ListId, Match
from tadasu.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNote:
    """One list that was compared: its id, the publisher's title, its date, how many parties, SHA-256 of the file."""

    id: ListId
    title: str
    list_date: date | None
    entities: int
    digest: str


class Row(Protocol):
    """What a writer asks of a result; one that explains itself only when it is asked is a row too."""

    @property
    def query(self) -> Entity:
        """The supplier that asked."""

    @property
    def match(self) -> Match:
        """The match."""

    @property
    def entity(self) -> Entity:
        """The listed party."""

    @property
    def explanation(self) -> Explanation:
        """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """A match with the supplier that asked, the listed entity, and why."""

    query: Entity
    match: Match
    entity: Entity
    explanation: Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A whole screening. `rows` are in the order of the queries and may be made when they are asked for.

    `invented` says that every company here is made up, and every page made from it says so too. `since` names an older
    list: only matches with parties that are new or changed since then are in `rows`.
    """

    rows: Sequence[Row]
    queries_total: int
    listed_total: int
    lists: tuple[ListNote, ...]
    threshold: float
    versions: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    invented: bool = False
    since: str = ""
