"""The firms that trade: those of the story and others that buy, sell and own; what each is called in documents."""

from dataclasses import dataclass
from random import Random

from tadasu.demo._brands import CAST_HEADS, Brands
from tadasu.demo._dice import number, pick
from tadasu.demo._firms import Firm, address, han, katakana, latin, native, place_last, unmarked
from tadasu.demo._shapes import Company, Listed
from tadasu.demo._words import PLACES, SEWING, TRADING, XINJIANG, Place, Trade
from tadasu.schema import EntityId

_GROWING = Trade(hs="5201", goods="綿花", english="Cotton Farms", native="コットンファームズ")
_GINNING = Trade(hs="5201", goods="綿花", english="Cotton Ginning", native="پاختا تازىلاش")
_SPINNING = Trade(hs="5205", goods="綿糸", english="Spinning", native="スピニング")
_KNITTING = Trade(hs="6006", goods="メリヤス生地", english="Knitting", native="편직")
_PASTE = Trade(hs="2002", goods="トマトペースト", english="Food", native="يېمەكلىك")
_SAUCE = Trade(hs="2103", goods="ソース", english="Sauce", native="소스")
_RESIN = Trade(hs="3904", goods="塩化ビニル樹脂", english="Resin", native="수지")
_FLOORING = Trade(hs="3918", goods="床材", english="Flooring", native="地板")
_WHEELS = Trade(hs="8708", goods="アルミホイール", english="Wheels", native="ホイール")
_HOLDING = Trade(hs="", goods="", english="Holding", native="ホールディング")
_BATTERIES = Trade(hs="8507", goods="蓄電池", english="Battery", native="バッテリー")
_PALM_OIL = Trade(hs="1511", goods="パーム油", english="Plantation", native="プランテーション")
_SOAP = Trade(hs="3401", goods="せっけん", english="Soap", native="ソープ")
_STEEL = Trade(hs="7228", goods="特殊鋼", english="Special Steel", native="特殊鋼")
_BUILDING = Trade(hs="", goods="", english="Building Materials", native="建材")
_FOODS = Trade(hs="", goods="", english="Foods", native="食品")
_CELLS = Trade(hs="", goods="", english="Battery Trading", native="電池商事")
_GROUP = Trade(hs="", goods="", english="Textile", native="توقۇمىچىلىق")
_BUYING = Trade(hs="", goods="", english="Trading", native="トレーディング")

CAST: dict[str, tuple[str, Trade, Place]] = {
    "battery-importer": ("ja", _CELLS, PLACES["ja"][3]),
    "battery-maker": ("latin", _BATTERIES, PLACES["latin"][4]),
    "builder": ("ja", _BUILDING, PLACES["ja"][4]),
    "cotton-farm": ("latin", _GROWING, Place(country="au", latin="Narrabri", region="New South Wales")),
    "cotton-gin": ("ug", _GINNING, XINJIANG[0]),
    "flooring-maker": ("zh", _FLOORING, PLACES["zh"][6]),
    "food-importer": ("ja", _FOODS, PLACES["ja"][1]),
    "holding": ("latin", _HOLDING, PLACES["latin"][3]),
    "knitter": ("ko", _KNITTING, PLACES["ko"][0]),
    "mill-owner": ("ug", _GROUP, XINJIANG[0]),
    "palm-mill": ("latin", _PALM_OIL, PLACES["latin"][4]),
    "partner-buyer": ("latin", _BUYING, PLACES["latin"][7]),
    "paste-maker": ("ug", _PASTE, XINJIANG[1]),
    "portugal-buyer": ("latin", _BUYING, PLACES["latin"][8]),
    "resin-maker": ("ko", _RESIN, PLACES["ko"][1]),
    "sauce-maker": ("ko", _SAUCE, PLACES["ko"][1]),
    "second-flooring-maker": ("zh", _FLOORING, PLACES["zh"][0]),
    "second-garment-maker": ("latin", SEWING, PLACES["latin"][4]),
    "second-spinner": ("latin", _SPINNING, PLACES["latin"][2]),
    "soap-maker": ("latin", _SOAP, PLACES["latin"][5]),
    "steel-maker": ("ja", _STEEL, PLACES["ja"][2]),
    "third-importer": ("ja", TRADING, PLACES["ja"][3]),
    "trading-house": ("latin", _BUYING, PLACES["latin"][5]),
    "wheel-maker": ("latin", _WHEELS, PLACES["latin"][3]),
}
"""Role -> culture, trade and place of the firms that join those of the story once goods move."""

LISTED_OWNERS = ("listed-owner-1", "listed-owner-2", "listed-owner-3")
"""Roles of three parties of the sanctions list that own other firms and supply nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A firm of the cast: its row in the register of companies, and how documents write its name."""

    company: Company
    spellings: tuple[str, ...]
    own_address: str


def cast(rng: Random, story: dict[str, Firm], listed: list[Listed]) -> dict[str, Member]:
    """Everybody who trades or owns, by role; `listed` are the listed parties that the owners are drawn from."""
    brands = Brands(rng, CAST_HEADS)
    firms = dict(story)
    for role, (culture, trade, place) in CAST.items():
        firms[role] = Firm(brand=brands.new(culture), place=place, trade=trade, house=number(rng, 2, 480))
    members = {role: _member(role, firm) for role, firm in firms.items()}
    left = list(listed)
    for role in LISTED_OWNERS:
        owner = pick(rng, left)
        left.remove(owner)
        members[role] = Member(company=_owner(role, owner), spellings=(owner.name,), own_address=owner.address)
    return members


def company_id(role: str) -> EntityId:
    """The id of a firm that no list names by itself.

    >>> company_id("mill")
    'demo-mill'
    """
    return EntityId(f"demo-{role}")


def spellings(firm: Firm) -> tuple[str, ...]:
    """How documents write the firm: another legal form, capitals, another script, another order of words."""
    ways = [latin(firm), latin(firm, long=True), latin(firm).upper(), native(firm), native(firm, long=True)]
    match firm.culture:
        case "latin":
            ways += [katakana(firm), place_last(firm)]
        case "ug":
            ways += [han(firm), place_last(firm)]
        case "vi":
            ways.append(unmarked(firm))
        case "zh":
            ways.append(place_last(firm))
    return tuple(dict.fromkeys(ways))


def _member(role: str, firm: Firm) -> Member:
    names = [native(firm, long=firm.culture == "ja")]
    if firm.culture == "ug":
        names.append(han(firm))
    name = latin(firm)
    company = Company(
        id=company_id(role),
        role=role,
        name=name,
        aliases=tuple(alias for alias in names if alias != name),
        country=firm.country,
        address=address(firm, own_script=False),
    )
    return Member(company=company, spellings=spellings(firm), own_address=address(firm, own_script=True))


def _owner(role: str, listed: Listed) -> Company:
    return Company(
        id=EntityId(listed.id),
        role=role,
        name=listed.name,
        aliases=listed.aliases,
        country=listed.country.lower(),
        address=listed.address,
    )
