"""Who belongs to whom: listed companies, companies that foreigners own, parents and their subsidiaries, business abroad.

Each is taken from the companies drawn by size, loosely, until as many are taken as are published. A parent counts with its
subsidiaries, a subsidiary with what it has itself; what is abroad is shared out among the parents that have business there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.demo._population_cells import Cells
from tadasu.demo._population_draw import Drawn, Floats, normal_of, taken
from tadasu.demo._population_figures import values

Bools = NDArray[np.bool_]

GOODS_SECTORS = ("manufacturing", "mining", "retail", "wholesale")
_LEAST_MEMBER, _LEAST_LISTED = 5, 20
"""Employees of a member of a group, of a listed company."""
_FIRST = 10.0
"""Added to a score: these before all others."""
_MAKERS_ABROAD = 4.0
"""Times as many employees abroad as others of their size: three of four people in affiliates work for makers of goods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Parallel to the companies drawn."""

    owned: Bools
    listed: Bools
    prime: Bools
    parent: Bools
    subsidiary: Bools
    abroad: Bools
    in_eu: Bools
    in_de: Bools
    in_no: Bools
    importer: Bools
    exporter: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Of each company with what it controls: employees in Japan, abroad and in Germany; JPY of turnover in Japan, abroad
    and in the EU."""

    employees_jp: Floats
    employees_abroad: Floats
    employees_de: Floats
    turnover_jp: Floats
    turnover_abroad: Floats
    turnover_eu: Floats


def members(rng: np.random.Generator, cells: Cells, rows: Drawn) -> Members:
    """Who is what."""
    size = np.log(rows.employees + 1.0)
    companies = rows.company & (rows.employees >= _LEAST_MEMBER)

    def chosen(wanted: float, among: Bools, loose: float, first: Bools | Floats | None = None) -> Bools:
        score = size + loose * normal_of(rng, among) + (_FIRST * first if first is not None else 0.0)
        return taken(score, rows.weight, wanted, among)

    foreign, listed, group, abroad = values("foreign"), values("listed"), values("group"), values("abroad")
    made = _makers(cells, rows)
    share = foreign["owned.manufacturing"]
    owned = chosen(foreign["owned"] * share, companies & made, 3.0)
    owned |= chosen(foreign["owned"] * (1 - share), companies & ~made, 3.0)
    on_market = chosen(listed["all"], companies & ~owned & (rows.employees >= _LEAST_LISTED), 0.7)
    parent = chosen(group["parents"], companies & ~owned, 1.0, on_market)
    away = chosen(abroad["parents"], parent, 0.7, (on_market | made) / 5)
    in_eu = chosen(abroad["parents"] * abroad["eu.parents"], away, 1.0)
    traders = companies & makes_goods(cells, rows)
    return Members(
        owned=owned,
        listed=on_market,
        prime=chosen(listed["prime"], on_market, 0.5),
        parent=parent,
        subsidiary=chosen(group["subsidiaries"], companies & ~owned & ~parent, 1.2),
        abroad=away,
        in_eu=in_eu,
        in_de=chosen(abroad["parents"] * abroad["eu.parents"] / 2, in_eu, 1.0),
        in_no=chosen(abroad["parents"] * abroad["eu.parents"] * abroad["no.parents"], in_eu, 1.0),
        importer=chosen(values("trade")["importers"], traders, 1.5, away / 5),
        exporter=chosen(values("trade")["exporters"], traders, 1.5, away / 5),
    )


def groups(rng: np.random.Generator, cells: Cells, rows: Drawn, found: Members, turnover: Floats) -> Groups:
    """Share out what subsidiaries and business abroad have."""
    abroad = values("abroad")

    def shared(total: float, base: Floats, among: Bools, loose: float) -> Floats:
        raw = np.where(among, base * np.exp(loose * normal_of(rng, among)), 0.0)
        whole = float((rows.weight * raw).sum())
        return raw * (total / whole) if whole else raw

    def of_subsidiaries(amount: Floats) -> float:
        return float((rows.weight * amount)[found.subsidiary].sum())

    own = rows.employees.astype(np.float64)
    more = shared(of_subsidiaries(own), own, found.parent, 1.0)
    sales_at_home = turnover + shared(of_subsidiaries(turnover), more, found.parent, 0.4)
    weighed = (own + more) * np.where(_makers(cells, rows), _MAKERS_ABROAD, 1.0)
    away = shared(abroad["employees"], weighed, found.abroad, 0.8)
    sales = shared(abroad["sales"], away, found.abroad, 0.6)
    in_eu: Floats = np.minimum(shared(abroad["sales"] * abroad["eu.share"], sales, found.in_eu, 1.0), sales)
    of_germany = abroad["employees"] * abroad["eu.share"] * abroad["de.share"]
    return Groups(
        employees_jp=np.round(own + more),
        employees_abroad=np.round(away),
        employees_de=np.minimum(np.round(shared(of_germany, in_eu, found.in_de, 0.6)), np.round(away)),
        turnover_jp=np.round(sales_at_home),
        turnover_abroad=np.round(sales),
        turnover_eu=np.round(in_eu),
    )


def makes_goods(cells: Cells, rows: Drawn) -> Bools:
    """Whose sector makes goods or trades in them."""
    out: Bools = np.isin(cells.sector[rows.cell], [cells.sectors.index(name) for name in GOODS_SECTORS])
    return out


def _makers(cells: Cells, rows: Drawn) -> Bools:
    out: Bools = cells.sector[rows.cell] == cells.sectors.index("manufacturing")
    return out
