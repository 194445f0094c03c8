"""What is weighed: pieces of evidence, graded by people, and the claim that they bear on.

The grades are those of the Admiralty system: how reliable the source is and how credible what it says, apart from one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tadasu.schema import Issue


class Kind(StrEnum):
    """What a piece is."""

    TESTIMONY = "testimony"
    DOCUMENT = "document"
    PICTURE = "picture"
    RECORDING = "recording"
    DATA = "data"
    OFFICIAL = "official"
    """Issued by an authority: a law, a plan, a notice, an extract of a register, however it came to be known."""
    REPORT = "report"
    SITE = "site"
    """What somebody saw who went there."""


class Reliability(StrEnum):
    """Of the source, A to F; `unjudged` is no bad mark: nobody can tell yet."""

    RELIABLE = "reliable"
    USUALLY = "usually"
    FAIRLY = "fairly"
    SELDOM = "seldom"
    UNRELIABLE = "unreliable"
    UNJUDGED = "unjudged"


class Credibility(StrEnum):
    """Of what it says, 1 to 6."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    DOUBTFUL = "doubtful"
    IMPROBABLE = "improbable"
    UNJUDGED = "unjudged"


class Standing(StrEnum):
    """How a piece bears on an element."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`origins`: where what it says goes back to, as ids of people, places of observation and other pieces. None, or its own
    id among them: it is an origin itself. `bears`: element -> standing; what it says nothing of is not in it."""

    id: str
    kind: Kind
    reliability: Reliability = Reliability.UNJUDGED
    credibility: Credibility = Credibility.UNJUDGED
    origins: frozenset[str] = frozenset()
    firsthand: bool = False
    bears: Mapping[str, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is claimed: the abuse and the elements that are asserted. `heard`: the named party was asked and had its time.
    `second`: a second person signed off."""

    issue: Issue
    elements: frozenset[str]
    heard: bool = False
    second: bool = False
