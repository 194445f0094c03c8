"""A simulation from what was asked: read or invent companies, ask the regimes, trace for a ban."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tadasu.cli._law_options import LawRequest
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.law import Regime, Sample, Simulation, Value
    from tadasu.reports import BanReport, SimulationReport
    from tadasu.store import RunInput

EURO, YEN = "EUR", "JPY"
TARIFF = "us-s301-forced-labour"
"""The tariff whose two tiers are the scenario for exports."""
HOME = "jp"
"""Where companies are domestic, and whose border a ban guards, where the regime is not of one country."""
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
        """Regimes with what is set in them, the first one first."""
        yield self.regime, self.chosen
        if self.against_chosen:
            yield self.regime, (*self.chosen, *self.against_chosen)
        yield from ((one, ()) for one in self.against)


def report_of(request: SimulationRequest, terminal: Terminal) -> "SimulationReport":
    """Everything that is counted. Raises TadasuError with everything that is wrong."""
    from tadasu.assessment import cost_assumptions, costs
    from tadasu.demo import population_figures
    from tadasu.law import Family, regime_of
    from tadasu.reports import SimulationReport

    first = regime_of(request.regime)
    costed = first.family in (Family.CONDUCT_DUTY, Family.GUIDANCE, Family.PERIODIC_REPORT, Family.PRODUCT_DILIGENCE)
    asked = [_asked(request, *setting) for setting in request.settings]
    sample = _sample(request, _home(first))
    with terminal.step("cli.step.simulate", companies=f"{sample.size:,}"):
        simulations = [_simulated(request, sample, setting) for setting in asked]
    rates = request.law(request.regime, ()).rates_used()
    ban = _ban(request, simulations[0], terminal)
    return SimulationReport(
        simulation=simulations[0],
        others=tuple(simulations[1:]),
        costs=costs(simulations[0]) if costed else None,
        assumptions=cost_assumptions() if costed else (),
        euro_rate=rates.factor(EURO, YEN, request.last_year),
        currency=YEN,
        ban=ban,
        figures=() if request.companies else population_figures(),
        file=request.companies.name if request.companies else "",
        inputs=tuple((one.name, one.digest) for one in inputs_of(request)),
        versions=_versions(simulations),
        language=terminal.language,
        invented=request.companies is None and ban is None,
    )


def _asked(request: SimulationRequest, regime: str, chosen: tuple[str, ...]) -> "tuple[Regime, Mapping[str, Value]]":
    """A regime and what is set in it; everything that is wrong is found before companies are read."""
    law = request.law(regime, chosen)
    found = law.asked_of()[0]
    if found.status_on(request.on, known=request.known) is None:
        raise UsageError("regime-not-yet", value=regime, day=request.on.isoformat())
    return found, law.values_for(found)


def _simulated(
    request: SimulationRequest, sample: "Sample", setting: "tuple[Regime, Mapping[str, Value]]"
) -> "Simulation":
    from tadasu.law import Asked, simulate

    regime, chosen = setting
    rates = request.law(request.regime, ()).rates_used()
    return simulate(
        regime, sample, Asked(on=request.on, known=request.known, chosen=chosen, rates=rates), by=request.by
    )


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


def _ban(request: SimulationRequest, simulation: "Simulation", terminal: Terminal) -> "BanReport | None":
    """What the declarations over the border of the regime's country hold."""
    if request.declarations is None:
        return None
    from tadasu.assessment import ban, covered, importers, tariff_exposure
    from tadasu.cli._assessing import run
    from tadasu.cli._trade_options import Request
    from tadasu.law import regime_of
    from tadasu.reports import BanReport

    home = _home(simulation.regime)
    trade = Request(file=request.declarations, findings=request.findings, country=home)
    assessed = run(trade, terminal).result
    found = ban(assessed)
    said = importers(assessed, simulation) if request.companies is not None else {}
    tariff = regime_of(TARIFF)
    return BanReport(
        ban=found,
        scope=covered(found, said) if request.companies is not None else None,
        tariff=tariff_exposure(assessed, tariff, replace(simulation.asked, chosen={}), home=home),
        tariff_regime=tariff,
    )


def _home(regime: "Regime") -> str:
    from tadasu.law import groups

    return HOME if regime.place in groups() else regime.place


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
