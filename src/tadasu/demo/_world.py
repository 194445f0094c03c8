"""The invented world of every demo: an importer's suppliers, three official lists, and who is who.

One seed gives one world, byte for byte, on every Python. Firms are made first; then the list and the importer each
write them in their own way, and what differs is kept as the planted truth.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tadasu.demo._cast import cast
from tadasu.demo._dice import mixed, number, pick
from tadasu.demo._findings import findings, stakes
from tadasu.demo._firms import Firm, address, han, latin, native
from tadasu.demo._plant import Maker, pair
from tadasu.demo._shapes import DemoList, Listed, Planted, StoryFirm, Supplier, World
from tadasu.demo._story import tell
from tadasu.demo._words import (
    COUNTRIES,
    PARTS,
    PLACES,
    RECYCLING,
    SEWING,
    SPINNING,
    TRADING,
    WEAVING,
    XINJIANG,
    Place,
    Trade,
)

FORCED, WITHHOLD, SANCTIONS = "list_forced_labour", "list_withhold", "list_sanctions"
LISTS = {
    FORCED: ("FL", "Demo Forced Labour Entity List (invented)"),
    WITHHOLD: ("WR", "Demo Withhold-Release List (invented)"),
    SANCTIONS: ("SA", "Demo Sanctions List (invented)"),
}
"""Id, prefix of its entries, and title of each list."""

_OF_CULTURE = {"ja": SANCTIONS, "ko": SANCTIONS, "latin": SANCTIONS, "ru": SANCTIONS, "ug": FORCED, "vi": WITHHOLD}
_FIRST_DAY = date(2023, 1, 9)
_DAYS = 1150

PLANTED = {
    "alias": "zh latin ug",
    "cyrillic-latin": "ru ru ru",
    "diacritics": "vi vi",
    "duplicate-listing": "zh zh latin",
    "exact": "zh zh-han latin ru",
    "han-latin": "zh zh zh zh zh zh",
    "hangul-latin": "ko ko",
    "homophone": "zh zh zh zh zh",
    "katakana-latin": "latin latin latin latin",
    "legal-form": "zh zh-han latin ru ja",
    "near-miss-brand": "zh zh zh-han zh-han latin latin ru",
    "old-place": "zh zh zh zh",
    "same-brand-other-place": "zh zh zh zh-han zh-han zh-han",
    "typing-slip": "zh zh latin latin",
    "uyghur-latin": "ug ug",
    "word-order": "zh zh latin",
}
"""How often each kind is planted, and in which culture; `zh-han` is a Chinese firm that both sides write in Han."""

CLEAN = {"zh": 18, "latin": 13, "ja": 8, "ru": 6, "ko": 3, "vi": 3}
"""Suppliers that are nobody on any list."""

UNMATCHED = {"zh": 6, "latin": 8, "ru": 5, "ug": 2, "ja": 1, "ko": 1, "vi": 1}
"""Listed parties that supply nobody."""

STORY: dict[str, tuple[str, Trade, Place]] = {
    "garment-maker": ("latin", SEWING, PLACES["latin"][0]),
    "importer": ("ja", TRADING, PLACES["ja"][0]),
    "lead-recycler": ("latin", RECYCLING, PLACES["latin"][6]),
    "mill": ("ug", SPINNING, XINJIANG[0]),
    "parts-maker": ("ja", PARTS, PLACES["ja"][3]),
    "second-importer": ("ja", TRADING, PLACES["ja"][2]),
    "third-supplier": ("latin", SEWING, PLACES["latin"][2]),
    "weaver": ("vi", WEAVING, PLACES["vi"][0]),
}
"""Role -> culture, trade and place of the firm that plays it."""
_TRADING = 1_000_000_007
_IMPORTERS = ("importer", "second-importer")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A list entry before it has a number; `key` ties it to its supplier."""

    key: int
    firm: Firm
    name: str
    aliases: tuple[str, ...]
    list_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A supplier before it has a number."""

    key: int
    firm: Firm
    name: str
    kind: str
    role: str = ""


def world(seed: int) -> World:
    """The world of a seed.

    >>> world(1) == world(1), len(world(1).suppliers)
    (True, 120)
    """
    rng = Random(seed)
    maker = Maker(rng)
    actors = _actors(maker)
    rows, entries = _planted(maker)
    _cast(rows, entries, actors)
    for culture, count in CLEAN.items():
        for _ in range(count):
            firm = maker.firm(culture)
            name = latin(firm) if rng.random() < 0.3 else native(firm, long=culture == "ja" and rng.random() < 0.5)
            rows.append(_Row(key=len(rows), firm=firm, name=name, kind="clean"))
    for culture, count in UNMATCHED.items():
        for _ in range(count):
            firm = maker.firm(culture)
            aliases = (native(firm),) if culture != "latin" else ()
            entries.append(_Entry(key=-1, firm=firm, name=latin(firm), aliases=aliases, list_id=_list_of(firm, rng)))
    rows, entries = mixed(rng, rows), mixed(rng, entries)
    suppliers = tuple(_supplier(number, row) for number, row in enumerate(rows, 1))
    lists, keyed = _lists(rng, entries)
    ids = {row.role: supplier.id for row, supplier in zip(rows, suppliers, strict=True)}
    truth = _truth(suppliers, rows, keyed)
    trading = Random(_TRADING + seed)  # draws of its own: what trades cannot move the suppliers
    members = cast(trading, actors, _owners(lists, truth))
    told = tell(trading, members)
    return World(
        seed=seed,
        suppliers=suppliers,
        lists=lists,
        truth=truth,
        story=tuple(_story_firm(role, actors[role], ids.get(role, "")) for role in STORY),
        companies=tuple(sorted((member.company for member in members.values()), key=lambda company: company.role)),
        declarations=told.declarations,
        stakes=stakes(members),
        findings=findings(members),
        outcomes=told.outcomes,
    )


def _actors(maker: Maker) -> dict[str, Firm]:
    """The firms of the story, drawn first so that they do not depend on the rest."""
    return {
        role: Firm(brand=maker.brands.new(culture), place=place, trade=trade, house=number(maker.rng, 2, 480))
        for role, (culture, trade, place) in STORY.items()
    }


def _planted(maker: Maker) -> tuple[list[_Row], list[_Entry]]:
    rows: list[_Row] = []
    entries: list[_Entry] = []
    for kind, styles in PLANTED.items():
        for style in styles.split():
            case = pair(kind, style, maker)
            key = len(rows)
            trap = case.supplier != case.listed
            rows.append(_Row(key=key, firm=case.supplier, name=case.supplied, kind=kind))
            home = _list_of(case.listed, maker.rng)
            for name, aliases in case.listings:
                entry = _Entry(key=-1 if trap else key, firm=case.listed, name=name, aliases=aliases, list_id=home)
                entries.append(entry)
                home = WITHHOLD if case.listed.culture == "latin" else home  # a second listing, on another list
    return rows, entries


def _cast(rows: list[_Row], entries: list[_Entry], actors: dict[str, Firm]) -> None:
    """Put the story's firms among the suppliers; the mill alone is listed, under three names."""
    for role, firm in actors.items():
        if role in _IMPORTERS:
            continue
        listed = role == "mill"
        name = han(firm) if listed else native(firm, long=firm.culture == "ja")
        rows.append(_Row(key=len(rows), firm=firm, name=name, kind="alias" if listed else "clean", role=role))
        if listed:
            aliases = (han(firm), native(firm))
            entries.append(_Entry(key=rows[-1].key, firm=firm, name=latin(firm), aliases=aliases, list_id=FORCED))


def _list_of(firm: Firm, rng: Random) -> str:
    return _OF_CULTURE.get(firm.culture) or pick(rng, (FORCED, FORCED, WITHHOLD))


def _supplier(number: int, row: _Row) -> Supplier:
    firm = row.firm
    own_script = row.name != latin(firm) and firm.culture != "latin" and not row.name.isascii()
    return Supplier(
        id=f"V{number:04}",
        name=row.name,
        country=COUNTRIES[firm.country][0],
        address=address(firm, own_script=own_script),
        product=firm.trade.goods,
        hs=firm.trade.hs,
    )


def _lists(rng: Random, entries: list[_Entry]) -> tuple[tuple[DemoList, ...], dict[int, list[str]]]:
    """The three lists, numbered in the order of their dates; and the ids that belong to each supplier's key."""
    lists, keyed = [], dict[int, list[str]]()
    for list_id, (prefix, title) in LISTS.items():
        own = [entry for entry in entries if entry.list_id == list_id]
        days = sorted(number(rng, 0, _DAYS) for _ in own)
        listed = []
        for place, (entry, day) in enumerate(zip(own, days, strict=True), 1):
            entry_id = f"{prefix}-{place:03}"
            keyed.setdefault(entry.key, []).append(entry_id)
            listed.append(_listed(entry_id, entry, title, _FIRST_DAY + timedelta(days=day)))
        lists.append(DemoList(id=list_id, title=title, listed=tuple(listed)))
    return tuple(lists), keyed


def _listed(entry_id: str, entry: _Entry, title: str, day: date) -> Listed:
    return Listed(
        id=entry_id,
        name=entry.name,
        aliases=entry.aliases,
        country=entry.firm.country.upper(),
        address=address(entry.firm, own_script=False),
        programme=title,
        listed_on=day.isoformat(),
        source_url=f"https://demo.example.org/{entry.list_id}#{entry_id}",
    )


def _owners(lists: tuple[DemoList, ...], truth: tuple[Planted, ...]) -> list[Listed]:
    """Parties of the sanctions list that are nobody's supplier."""
    supplying = {planted.entity_id for planted in truth}
    return [listed for one in lists if one.id == SANCTIONS for listed in one.listed if listed.id not in supplying]


def _truth(suppliers: tuple[Supplier, ...], rows: list[_Row], keyed: dict[int, list[str]]) -> tuple[Planted, ...]:
    return tuple(
        Planted(supplier_id=supplier.id, entity_id=entity_id, kind=row.kind)
        for supplier, row in zip(suppliers, rows, strict=True)
        for entity_id in keyed.get(row.key, [""])
    )


def _story_firm(role: str, firm: Firm, supplier_id: str) -> StoryFirm:
    names = {"latin": latin(firm)}
    if firm.culture != "latin":
        names["native"] = native(firm, long=firm.culture == "ja")
    if firm.culture == "ug":
        names["han"] = han(firm)
    return StoryFirm(
        role=role,
        names=names,
        country=firm.country,
        address=address(firm, own_script=False),
        product=firm.trade.goods,
        hs=firm.trade.hs,
        supplier_id=supplier_id,
    )
