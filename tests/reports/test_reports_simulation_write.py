"""A simulation as a table of every number, and as the same bytes from the same report."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from tests.reports.simulations import MODEL, ON, ROWS, of_ban, reported

from tadasu.law import Asked, Sample, regime_of, simulate
from tadasu.reports import SimulationReport, write_simulation
from tadasu.schema import Money, UsageError


def test_the_table_has_every_number_unrounded(report: SimulationReport, sample: Sample, tmp_path: Path) -> None:
    write_simulation(report, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["part"] for row in rows} == {"counts", "changes", "costs", "settings"}
    bound = [row for row in rows if (row["part"], row["measure"], row["settings"]) == ("counts", "in", "")]
    assert sum(float(row["value"]) for row in bound if row["regime"] == MODEL) == pytest.approx(
        report.simulation.total["in"], abs=1e-3
    )
    write_simulation(of_ban(sample), tmp_path / "ban.csv")
    text = (tmp_path / "ban.csv").read_text(encoding="utf-8")
    assert "ban-chapter,jp-model-goods,,62,value_touched,100.000000,JPY\n" in text
    assert "ban-chapter,jp-model-goods,,84,value,,JPY\n" in text
    assert "ban-flow,jp-model-goods,,import,touched,1,\n" in text


def test_a_ban_that_touches_nothing_has_its_zeros_in_the_table(sample: Sample, tmp_path: Path) -> None:
    write_simulation(of_ban(sample, ROWS[3:]), tmp_path / "ban.csv")
    text = (tmp_path / "ban.csv").read_text(encoding="utf-8")
    assert "ban,jp-model-goods,,,declarations,0,\n" in text
    assert "ban,jp-model-goods,,,touched,0,\n" in text


def test_settings_are_written_as_they_may_be_set_again(sample: Sample, tmp_path: Path) -> None:
    money = Money(amount=Decimal("1E+9"), currency="JPY")
    dear = Asked(on=ON, chosen={"turnover_min": money, "employees_min": Decimal("3E+2")})
    write_simulation(reported(simulate(regime_of(MODEL), sample, dear, by="size")), tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert f"counts,{MODEL},turnover_min=1000000000 JPY;employees_min=300," in text
    assert f"settings,{MODEL},turnover_min=1000000000 JPY;employees_min=300,turnover_min,companies_moved," in text
    assert "Decimal" not in text


def test_the_same_report_gives_the_same_bytes(report: SimulationReport, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_simulation(report, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    with pytest.raises(UsageError):
        write_simulation(report, tmp_path / "out.pdf")
