"""The options that the verbs about law share, and the company that is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.schema import UsageError
from tadasu.wording import Language

if TYPE_CHECKING:
    from tadasu.law import Answer, Company, Rates, Regime, Value

LanguageOption = Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the tables.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The law of this day (YYYY-MM-DD); else of today.")]
Known = Annotated[str, typer.Option("--known", metavar="DATE", help="As it was known on this day; else as now.")]
RegimeArgument = Annotated[str, typer.Argument(metavar="REGIME", help="An id of `tadasu law list`.")]
Regimes = Annotated[
    list[str] | None, typer.Option("--regime", metavar="ID", help="Only this regime; several may follow. Else all.")
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="NAME=VALUE", help="A fact, as employees_group=6200; several may follow."),
]
CompanyFile = Annotated[
    Path | None, typer.Option("--company", metavar="FILE", help="Facts of one company (YAML), as in examples.yaml.")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Another value of a parameter; several may follow."),
]
RatesFile = Annotated[
    Path | None, typer.Option("--rates", metavar="FILE", help="Rates of exchange: currency, year, per_euro (CSV).")
]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", min=1, max=9999, help="The last financial year; else the one before --on."),
]


def day_of(text: str, *, latest: bool = False) -> date:
    """A day as it is written; today, or with `latest` the end of time, where nothing is. UsageError `day-unreadable`."""
    if not text:
        return date.max if latest else date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("day-unreadable", value=text[:80]) from None


def pair_of(text: str) -> tuple[str, str]:
    """NAME=VALUE. Raises UsageError `pair-unreadable`."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise UsageError("pair-unreadable", value=text[:80])
    return name.strip(), value.strip()


def request_of(
    regime: Sequence[str] | None,
    fact: Sequence[str] | None,
    company: Path | None,
    on: str,
    known: str,
    year: int | None,
    chosen: Sequence[str] | None,
    rates: Path | None,
) -> "LawRequest":
    """What was asked with these options. Raises UsageError `day-unreadable`."""
    return LawRequest(
        regimes=tuple(regime or ()),
        facts=tuple(fact or ()),
        company=company,
        on=day_of(on),
        known=day_of(known, latest=True),
        year=year,
        chosen=tuple(chosen or ()),
        rates=rates,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRequest:
    """Whom and what a question is about."""

    regimes: tuple[str, ...]
    facts: tuple[str, ...]
    company: Path | None
    on: date
    known: date
    year: int | None
    chosen: tuple[str, ...]
    rates: Path | None

    @staticmethod
    def of_regime(regime: str, chosen: Sequence[str] | None) -> "LawRequest":
        """One regime by the latest law, of no company."""
        return LawRequest(
            regimes=(regime,),
            facts=(),
            company=None,
            on=date.max,
            known=date.max,
            year=None,
            chosen=tuple(chosen or ()),
            rates=None,
        )

    def asked_of(self) -> "tuple[Regime, ...]":
        """The regimes that are asked; where none is named all but those for applicants of grants. Raises UsageError, also
        where something is set that none of them has."""
        from tadasu.law import Family, regime_of, regimes

        found = tuple(map(regime_of, self.regimes)) or tuple(
            one for one in regimes().values() if one.family is not Family.FUNDING
        )
        for text in self.chosen:
            own, dot, name = pair_of(text)[0].rpartition(".")
            several = [one for one in found if one is regime_of(own)] if dot else found
            if not any(name in one.parameters for one in several):
                known = sorted({each for one in several or found for each in one.parameters})
                raise UsageError("no-such-parameter", value=name[:80], known=", ".join(known))
        return found

    def values_for(self, regime: "Regime") -> "Mapping[str, Value]":
        """What is set otherwise in a regime; a name of `id.parameter` is for that regime alone. Raises UsageError where a
        value does not fit, `set-twice` where one is set twice."""
        from tadasu.law import read_chosen

        said: dict[str, str] = {}
        for text in self.chosen:
            name, value = pair_of(text)
            own, dot, rest = name.rpartition(".")
            if dot and own != regime.id:
                continue
            parameter = regime.parameters.get(rest if dot else name)
            if parameter is None:
                continue
            if parameter.id in said:
                raise UsageError("set-twice", value=parameter.id, first=said[parameter.id][:80], second=value[:80])
            said[parameter.id] = value
        return {name: read_chosen(value, regime.parameters[name]) for name, value in said.items()}

    def rates_used(self) -> "Rates":
        """The user's, else the bundled ones."""
        from tadasu.law import default_rates, read_rates

        return read_rates(self.rates) if self.rates else default_rates()

    def the_company(self) -> "Company":
        """The facts of the file, and over them those of the command line. Raises InputError, UsageError."""
        from tadasu.law import Company, company_from_pairs, read_company_file

        of_file = read_company_file(self.company).claims if self.company else {}
        return Company({**of_file, **company_from_pairs(map(pair_of, self.facts)).claims})

    def answers(self) -> "list[Answer]":
        """What each regime says of the one company. Raises InputError, UsageError."""
        from tadasu.law import Asked, answer

        one, rates = self.the_company(), self.rates_used()
        return [
            answer(
                regime,
                one,
                Asked(on=self.on, known=self.known, chosen=self.values_for(regime), rates=rates),
                year=self.year,
            )
            for regime in self.asked_of()
        ]
