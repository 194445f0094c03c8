"""The invented world: what a user's file and three official lists hold, and the truth planted in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tadasu.schema import Declaration, EntityId, Finding, Stake

POSITIVE_KINDS = (
    "alias",
    "cyrillic-latin",
    "diacritics",
    "duplicate-listing",
    "exact",
    "han-latin",
    "hangul-latin",
    "katakana-latin",
    "legal-form",
    "old-place",
    "typing-slip",
    "uyghur-latin",
    "word-order",
)
"""Why a supplier that is a listed party is not written as the list writes it."""

TRAP_KINDS = ("homophone", "near-miss-brand", "same-brand-other-place")
"""Why a supplier that is not a listed party looks like one."""

KINDS = (*POSITIVE_KINDS, *TRAP_KINDS, "clean")

NOTE = "invented company / 架空の企業"

DISPOSITIONS = ("hold", "ask", "clear", "not-traceable")
"""What should become of a declaration at Japan's border."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """A row of the importer's own file. `country` is written as the importer writes it; `hs` is an HS heading."""

    id: str
    name: str
    country: str
    address: str
    product: str
    hs: str
    note: str = NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of an invented official list. `country` is an upper-case ISO 3166-1 code, `listed_on` an ISO date."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    address: str
    programme: str
    listed_on: str
    source_url: str
    note: str = NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoList:
    """An invented official list: `id` is its file name without the ending, `title` says that it is invented."""

    id: str
    title: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """This supplier is that listed entity, by this kind of difference; `entity_id` is empty when it is none."""

    supplier_id: str
    entity_id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFirm:
    """A firm of the story: `names` by script (`latin`, `native`, `han`); `supplier_id` is empty for the importers."""

    role: str
    names: Mapping[str, str]
    country: str
    address: str
    product: str
    hs: str
    supplier_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A firm that trades or owns. `role` says what it does in the story; `name` is Latin, `aliases` are in other scripts.

    The id of an owner that a list names is that of its entry.
    """

    id: EntityId
    role: str
    name: str
    aliases: tuple[str, ...]
    country: str
    address: str
    note: str = NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is true of a declaration.

    `part` names its part in the story (empty for ordinary trade), `seller` and `buyer` are company ids. `findings` are
    those from which a chain leads to it, `tiers` is the fewest declarations of such a chain (0 without one), `share` the
    part of its weight that comes from there in millionths, None where the weights do not say. `disposition` is empty for
    what does not cross Japan's border.
    """

    declaration_id: str
    part: str
    seller: EntityId
    buyer: EntityId
    findings: tuple[str, ...]
    tiers: int
    share: int | None
    disposition: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything one seed gives. `truth` has a row for each supplier and listing, or one row with an empty entity.

    `declarations` are in the order of days, `outcomes` beside them; their parties carry the name as the document writes
    it and, as `company`, whose name that is.
    """

    seed: int
    suppliers: tuple[Supplier, ...]
    lists: tuple[DemoList, ...]
    truth: tuple[Planted, ...]
    story: tuple[StoryFirm, ...]
    companies: tuple[Company, ...]
    declarations: tuple[Declaration, ...]
    stakes: tuple[Stake, ...]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]

    def firm(self, role: str) -> StoryFirm:
        """The firm that plays a role of the story. Raises KeyError when there is none."""
        return {firm.role: firm for firm in self.story}[role]

    def outcome(self, part: str) -> Outcome:
        """What is true of a declaration that plays a part in the story. Raises KeyError when there is none."""
        return {outcome.part: outcome for outcome in self.outcomes if outcome.part}[part]

    def declaration(self, part: str) -> Declaration:
        """The declaration that plays a part in the story. Raises KeyError when there is none."""
        beside = zip(self.declarations, self.outcomes, strict=True)
        return {outcome.part: declaration for declaration, outcome in beside if outcome.part}[part]
