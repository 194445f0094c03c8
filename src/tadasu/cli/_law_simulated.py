"""A simulation from what was asked: read or invent companies, ask the regimes, trace for a ban."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tadasu.cli._law_options import LawRequest, pair_of
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.assessment import Assessment, Ban
    from tadasu.law import Asked, Rates, Regime, Sample, Simulation
    from tadasu.reports import BanReport, SimulationReport
    from tadasu.store import RunInput

EURO, YEN = "EUR", "JPY"
TARIFF = "us-s301-forced-labour"
"""The tariff whose two tiers are the scenario for exports."""
HOME = "jp"
"""Whose exports are exposed where the regime is of the country of the tariff itself."""
_USUAL = ("sector", "size", "prefecture", "origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationRequest:
    """What was asked for; `against_chosen` is a second setting of the same regime."""

    regime: str
    chosen: tuple[str, ...]
    against: tuple[str, ...]
    against_chosen: tuple[str, ...]
    companies: Path | None
    population: int | None
    seed: int | None
    by: str
    declarations: Path | None
    findings: tuple[Path, ...]
    on: date
    known: date
    year: int | None
    rates: Path | None

    @property
    def last_year(self) -> int:
        """The last financial year."""
        return self.on.year - 1 if self.year is None else self.year

    def law(self, regime: str, chosen: tuple[str, ...]) -> LawRequest:
        """The same day and rates, asked of one regime."""
        return LawRequest(
            regimes=(regime,),
            facts=(),
            company=None,
            on=self.on,
            known=self.known,
            year=self.year,
            chosen=chosen,
            rates=self.rates,
        )

    @property
    def settings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Regimes with what is set in them, the first one first; the second setting goes over the first."""
        yield self.regime, self.chosen
        if self.against_chosen:
            again = {_name(text) for text in self.against_chosen}
            yield self.regime, (*(text for text in self.chosen if _name(text) not in again), *self.against_chosen)
        yield from ((one, ()) for one in self.against)


def _name(text: str) -> str:
    """The number or choice that NAME=VALUE sets."""
    return pair_of(text)[0].rpartition(".")[2]


def report_of(request: SimulationRequest, terminal: Terminal) -> "SimulationReport":
    """Everything that is counted. Raises TadasuError with everything that is wrong."""
    from tadasu.assessment import ban, banned_by, cost_assumptions, costs, set_here
    from tadasu.demo import population_figures
    from tadasu.law import Family, regime_of, simulate
    from tadasu.reports import SimulationReport

    first = regime_of(request.regime)
    costed = first.family in (Family.CONDUCT_DUTY, Family.GUIDANCE, Family.PERIODIC_REPORT, Family.PRODUCT_DILIGENCE)
    rates = request.law(request.regime, ()).rates_used()
    asked = [_asked(request, rates, *setting) for setting in request.settings]
    sample = _sample(request, first.place)
    with terminal.step("cli.step.simulate", companies=f"{sample.size:,}"):
        simulations = [simulate(regime, sample, setting, by=request.by) for regime, setting in asked]
    result = _assessed(request, terminal)
    bans: list[Ban | None] = [None] * len(simulations)
    if result is not None:
        bans = [ban(result, banned_by(one.regime, one.asked)) for one in simulations]
    return SimulationReport(
        simulation=simulations[0],
        others=tuple(simulations[1:]),
        costs=costs(simulations[0]) if costed else None,
        assumptions=cost_assumptions() if costed else (),
        euro_rate=rates.factor(EURO, YEN, request.last_year),
        currency=YEN,
        ban=_ban(request, result, simulations[0], bans),
        set_here=tuple(
            set_here(one, now, None if result is None else partial(ban, result))
            for one, now in zip(simulations, bans, strict=True)
        ),
        figures=() if request.companies else population_figures(),
        file=request.companies.name if request.companies else "",
        inputs=tuple((one.name, one.digest) for one in inputs_of(request)),
        versions=_versions(simulations),
        language=terminal.language,
        invented=request.companies is None and result is None,
    )


def _asked(request: SimulationRequest, rates: "Rates", regime: str, chosen: tuple[str, ...]) -> "tuple[Regime, Asked]":
    """A regime and what is asked of it; everything that is wrong is found before companies are read."""
    from tadasu.law import Asked

    law = request.law(regime, chosen)
    found = law.asked_of()[0]
    if found.status_on(request.on, known=request.known) is None:
        raise UsageError("regime-not-yet", value=regime, day=request.on.isoformat())
    return found, Asked(on=request.on, known=request.known, chosen=law.values_for(found), rates=rates)


def _sample(request: SimulationRequest, home: str) -> "Sample":
    """The user's companies, or invented ones."""
    from tadasu.cli._law_many import read_frame
    from tadasu.demo import POPULATION_SIZE, population
    from tadasu.law import sample_of

    by = () if request.by in _USUAL else (request.by,)
    if request.companies is not None:
        frame = read_frame(request.companies)
        return sample_of(frame, file=request.companies.name, year=request.last_year, by=by, home=home)
    made = population(request.population or POPULATION_SIZE, seed_of(request))
    return sample_of(made, file="population", year=request.last_year, by=by, home=home)


def _assessed(request: SimulationRequest, terminal: Terminal) -> "Assessment | None":
    """The declarations with all that findings reach; each ban asks of them what it forbids at its own border."""
    if request.declarations is None:
        return None
    from tadasu.cli._assessing import run
    from tadasu.cli._trade_options import Request

    return run(Request(file=request.declarations, findings=request.findings), terminal).result


def _ban(
    request: SimulationRequest,
    result: "Assessment | None",
    simulation: "Simulation",
    bans: "Sequence[Ban | None]",
) -> "BanReport | None":
    """What the declarations hold for the first regime, and what the others would touch."""
    first, *others = bans
    if result is None or first is None:
        return None
    from tadasu.assessment import covered, importers, tariff_exposure, tiers_of
    from tadasu.law import regime_of
    from tadasu.reports import BanReport

    tariff = regime_of(TARIFF)
    asked = simulation.asked if simulation.regime.id == TARIFF else replace(simulation.asked, chosen={})
    scope = covered(first, importers(result, simulation)) if request.companies is not None else None
    home = HOME if simulation.regime.place == tariff.place else simulation.regime.place
    return BanReport(
        ban=first,
        scope=scope,
        tariff=tariff_exposure(result, tariff, asked, home=home) if tiers_of(tariff, asked) else None,
        tariff_regime=tariff,
        beside=tuple(one if one is not None and one.banned.forbids else None for one in others),
    )


def seed_of(request: SimulationRequest) -> int:
    from tadasu.demo import SEED

    return SEED if request.seed is None else request.seed


def inputs_of(request: SimulationRequest) -> "list[RunInput]":
    from tadasu.store import input_of

    files = (request.companies, request.declarations, *request.findings, request.rates)
    return [input_of(file) for file in files if file is not None]


def _versions(simulations: "list[Simulation]") -> dict[str, str]:
    """The program, and the text of each regime."""
    from tadasu.law import folder_of
    from tadasu.store import digest_file

    texts = {f"regime.{one.regime.id}": digest_file(folder_of(one.regime) / "regime.yaml")[:12] for one in simulations}
    return {"tadasu": version("tadasu"), **texts}
