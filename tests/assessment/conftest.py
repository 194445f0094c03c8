"""A short invented trade: mill -> weaver -> garment maker -> importers, and what stands around it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tadasu.schema import (
    Certainty,
    Declaration,
    DeclarationId,
    Flow,
    ListId,
    Origin,
    Party,
    Quantity,
)

MILL = Party(name="Sepmulun Demo Cotton Spinning Co., Ltd.", country="cn", address="1 Demo Road, Hotan, Xinjiang")
OTHER_MILL = Party(name="Targzoket Demo Spinners Pty Ltd", country="au")
WEAVER = Party(name="Wuvanlo Demo Weaving JSC", country="vn")
MAKER = Party(name="Folbrubern Demo Garments Sdn Bhd", country="my")
IMPORTER = Party(name="Hiwagama Demo Trading KK", country="jp")
SECOND = Party(name="Nuezao Demo Apparel KK", country="jp")

Make = Callable[..., Declaration]


@pytest.fixture
def make() -> Make:
    """Makes declarations with numbered ids."""
    numbers = iter(range(1, 1000))

    def line(
        seller: Party, buyer: Party, good: str, day: date, kilograms: int | None = 1000, flow: Flow = Flow.DOMESTIC,
        certainty: Certainty = Certainty.VERIFIED, **other: Any,
    ) -> Declaration:  # fmt: skip
        number = next(numbers)
        return Declaration(
            id=DeclarationId(f"d{number:03}"),
            flow=flow,
            seller=seller,
            buyer=buyer,
            good=good,
            day=day,
            origin=Origin(list_id=ListId("demo"), row=number),
            weight=None if kilograms is None else Quantity(amount=Decimal(kilograms), unit="KGM"),
            certainty=certainty,
            **other,
        )

    return line


@pytest.fixture
def story(make: Make) -> list[Declaration]:
    """d005 and d007 are the importers' shirts after and before the finding of March, d006 has nothing upstream."""
    return [
        make(MILL, WEAVER, "5205", date(2026, 3, 10), 620),  # d001
        make(OTHER_MILL, WEAVER, "5205", date(2026, 3, 11), 380),
        make(WEAVER, MAKER, "5208", date(2026, 4, 1), 1000),
        make(MILL, WEAVER, "5205", date(2026, 1, 5), 10),  # d004, before the finding
        make(MAKER, IMPORTER, "6205", date(2026, 5, 1), 500, Flow.IMPORT),  # d005
        make(Party(name="Grivzodan Demo Sewing SA", country="pt"), SECOND, "6205", date(2026, 5, 1), 300, Flow.IMPORT),
        make(OTHER_MILL, SECOND, "5205", date(2026, 1, 7), 200, Flow.IMPORT),  # d007
    ]
