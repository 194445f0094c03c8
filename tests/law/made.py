"""An invented regime for tests, without a folder."""

from datetime import date
from decimal import Decimal

from tadasu.law import (
    Basis,
    Confidence,
    Dated,
    Family,
    Measure,
    Parameter,
    Regime,
    RegimeId,
    Seen,
    Source,
    Standing,
    Status,
)

DAY = date(2024, 1, 1)
ACT = Source(id="act", title="Invented Act", url="", seen=Seen.NONE, checked=DAY)
BASIS = Basis(article="s. 1", source=ACT, confidence=Confidence.CHECK)
NAMES = {"en": "Invented Act", "ja": "架空法"}
PARAMETERS = {"three": Decimal(3), "five": Decimal(5)}


def regime() -> Regime:
    """In force from 2024, with two numbers and no scope test."""
    return Regime(
        id=RegimeId("xx-invented"),
        place="xx",
        family=Family.CONDUCT_DUTY,
        names=NAMES,
        about=NAMES,
        folder="xx/invented",
        sources={"act": ACT},
        status=(Status(standing=Standing.IN_FORCE, start=DAY, recorded=DAY, basis=BASIS),),
        parameters={
            name: Parameter(
                id=name,
                about="employees_group",
                unit=Measure.COUNT,
                names=NAMES,
                values=(Dated(value=value, start=DAY, end=None, recorded=DAY, basis=BASIS),),
            )
            for name, value in PARAMETERS.items()
        },
        scope=None,
    )
