"""Which column of a file of trade holds what: proposed from header words, shown to the user, overridden.

Where several columns could hold the seller, the buyer, the day or the value, the one that comes first in `_KINDS` is
taken: the party who sold before the one who only sent, the day of departure before that of the order, the amount of the
line before that of the invoice, which may stand for all its lines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

from tadasu.readers._shapes import Layout
from tadasu.readers._units import unit_code
from tadasu.readers._value_words import value_codes
from tadasu.readers._words import field_of

Meaning = tuple[str, str, int]
"""Column, its field, how directly its header says so (0 is best)."""

FIXABLE = frozenset(
    {
        "buyer", "buyer_country", "certainty", "consigned_from", "contested", "currency", "date_order", "decimal_mark",
        "flow", "origin_country", "second_unit", "seller", "seller_country", "unit", "weight_unit",
    }
)  # fmt: skip
"""What `fixed` may say for the whole file. `date_order` is dmy, mdy or ymd; `decimal_mark` is . or ,"""

_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "seller": ("seller:seller", "seller:exporter", "seller:shipper"),
        "buyer": ("buyer:buyer", "buyer:importer", "buyer:consignee"),
        "day": (
            "day:departure", "day:invoice", "day:declaration", "day:permit", "day:arrival", "day", "day:order",
        ),
        "value": ("value", "value:customs", "value:invoice"),
    }
)  # fmt: skip
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "line": "line",
        "seller_id": "seller-id",
        "seller_country": "seller-country",
        "buyer_id": "buyer-id",
        "buyer_country": "buyer-country",
        "good": "good",
        "description": "description",
        "quantity": "quantity",
        "unit": "unit",
        "second_quantity": "second-quantity",
        "second_unit": "second-unit",
        "weight": "weight",
        "weight_unit": "weight-unit",
        "origin_country": "origin",
        "consigned_from": "consigned",
        "port": "port",
        "certainty": "certainty",
        "contested": "contested",
        "flow": "flow",
        "parts_of": "parts",
    }
)
_IN_HEADER = re.compile(r"[(\[（【]([^)\]）】]+)[)\]）】]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationColumns:
    """Header cell of each field, empty where the file has none.

    `seller_address` and `buyer_address` are joined in this order. `port` is the port of loading as a UN/LOCODE, of which
    the country is taken where `consigned_from` says nothing. `parts_of` may hold several ids in a cell. `fixed` are pairs
    (field, text) of what holds for every row because no cell says it, for example ("currency", "JPY"); see `FIXABLE`.
    """

    number: str = ""
    line: str = ""
    day: str = ""
    seller: str = ""
    seller_id: str = ""
    seller_country: str = ""
    seller_address: tuple[str, ...] = ()
    buyer: str = ""
    buyer_id: str = ""
    buyer_country: str = ""
    buyer_address: tuple[str, ...] = ()
    good: str = ""
    description: str = ""
    quantity: str = ""
    unit: str = ""
    second_quantity: str = ""
    second_unit: str = ""
    weight: str = ""
    weight_unit: str = ""
    value: str = ""
    currency: str = ""
    origin_country: str = ""
    consigned_from: str = ""
    port: str = ""
    certainty: str = ""
    contested: str = ""
    flow: str = ""
    parts_of: str = ""
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is used, once."""
        used: list[str] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "fixed":
                used += [value] if isinstance(value, str) else value
        return tuple(dict.fromkeys(column for column in used if column))


def propose_declarations(layout: Layout) -> DeclarationColumns:
    """The map that the header words suggest; a field is empty when no column is known to hold it.

    >>> found = propose_declarations(Layout(format="csv", columns=("輸入申告番号", "輸出者", "輸入者", "数量(kg)")))
    >>> found.seller, found.buyer, found.fixed
    ('輸出者', '輸入者', (('flow', 'import'), ('unit', 'KGM')))
    """
    meanings = [(column, *field_of(column, "declarations")) for column in layout.columns]
    single = {name: _best(meanings, (field,)) for name, field in _PLAIN.items()}
    single |= {name: _best(meanings, kinds) for name, kinds in _KINDS.items()}
    numbers = ("number", "number:import", "number:export")
    single["number"] = _best(meanings, numbers)
    single["currency"] = _currency(meanings, single["value"])
    return DeclarationColumns(
        **single,
        seller_address=tuple(column for column, field, _ in meanings if field == "seller-address"),
        buyer_address=tuple(column for column, field, _ in meanings if field == "buyer-address"),
        fixed=tuple(sorted(_said_by_headers(meanings, single).items())),
    )


def other_columns(layout: Layout, columns: DeclarationColumns) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    """Triples (field, column chosen, columns that could be it as well)."""
    found = []
    for name, kinds in _KINDS.items():
        chosen = getattr(columns, name)
        others = tuple(
            column
            for column in layout.columns
            if field_of(column, "declarations")[0] in kinds and column not in columns.columns
        )
        if chosen and others:
            found.append((name, chosen, others))
    return found


def _best(meanings: Sequence[Meaning], kinds: Sequence[str]) -> str:
    ranked = [
        (kinds.index(field), directness, place, column)
        for place, (column, field, directness) in enumerate(meanings)
        if field in kinds
    ]
    return min(ranked)[-1] if ranked else ""


def _currency(meanings: Sequence[Meaning], value: str) -> str:
    """The currency column that belongs to the value column chosen, else one that says no more than currency."""
    kind = next((field.partition(":")[2] for column, field, _ in meanings if column == value), "")
    return (kind and _best(meanings, (f"currency:{kind}",))) or _best(meanings, ("currency",))


def _said_by_headers(meanings: Sequence[Meaning], single: Mapping[str, str]) -> dict[str, str]:
    """Units, currency and flow that stand in a header and in no column."""
    fixed = {}
    for quantity, unit in (("quantity", "unit"), ("second_quantity", "second_unit"), ("weight", "weight_unit")):
        if single[quantity] and not single[unit] and (code := _bracketed(single[quantity], unit_code)):
            fixed[unit] = code
    if single["value"] and not single["currency"] and (code := _bracketed(single["value"], _one_currency)):
        fixed["currency"] = code
    flow = next((field.partition(":")[2] for column, field, _ in meanings if column == single["number"]), "")
    if flow and not single["flow"]:
        fixed["flow"] = flow
    return fixed


def _bracketed(header: str, read: Callable[[str], str]) -> str:
    texts = _IN_HEADER.findall(header)
    return next((code for text in texts if (code := read(text))), "")


def _one_currency(text: str) -> str:
    codes = value_codes("currency", text)
    return codes[0] if len(codes) == 1 else ""
