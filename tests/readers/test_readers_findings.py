"""read_findings: our own format in and out of order. Every company is invented."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tadasu.places import country_code
from tadasu.readers import STRENGTHS, FindingFile, read_findings
from tadasu.readers._finding_rows import SUBJECTS
from tadasu.schema import (
    CERTAIN,
    LEAST_STRENGTH,
    CompanySubject,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    InputError,
    Issue,
    Period,
    PlaceSubject,
    Problem,
)

HEADER = "id,subject_type,company,place,good,country,issue,kind,strength,from,to,basis,presumption,source_url"
GOOD = {
    "id": "f1", "subject_type": "company", "company": "demo-mill", "issue": "forced-labour", "kind": "substantiated",
    "basis": "demo case 1",
}  # fmt: skip


def row(**changed: str) -> str:
    cells = GOOD | changed
    return ",".join(f'"{cells.get(name, "")}"' for name in HEADER.split(","))


def file_of(folder: Path, *rows: str) -> Path:
    path = folder / "findings.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def reading(folder: Path, *rows: str, **options: Any) -> FindingFile:
    return read_findings(file_of(folder, *rows), **options)


def refusal(folder: Path, *rows: str, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        reading(folder, *rows, **options)
    return caught.value.problems


def test_a_full_row_becomes_a_full_finding(tmp_path: Path) -> None:
    text = row(
        subject_type="good-of-company", good="5205", strength="-105", to="2026-08-31", presumption="yes",
        source_url="https://demo.example.org/1", issue="State imposed forced labour", **{"from": "令和8年3月1日"},
    )  # fmt: skip
    found = reading(tmp_path, text)
    assert found.findings == (
        Finding(
            id=FindingId("f1"),
            subject=GoodOfCompany(good="5205", company=EntityId("demo-mill")),
            issue=Issue.STATE_IMPOSED_FORCED_LABOUR,
            kind=FindingKind.SUBSTANTIATED,
            basis="demo case 1",
            strength=-105,
            period=Period(start=date(2026, 3, 1), end=date(2026, 8, 31)),
            presumption=True,
            source_url="https://demo.example.org/1",
        ),
    )
    assert (found.problems, found.rows) == ((), 1)


def test_every_kind_of_subject_is_read(tmp_path: Path) -> None:
    rows = [
        row(id="1"),
        row(id="2", subject_type="place", company="", place="xx-demo", country="CN"),
        row(id="3", subject_type="good of country", company="", good="52", country="CN"),
        row(id="4", subject_type="good-of-place", company="", good="5201", place="xx-demo"),
        row(id="5", subject_type="good_of_company", good="5205"),
    ]
    assert [finding.subject for finding in reading(tmp_path, *rows).findings] == [
        CompanySubject(company=EntityId("demo-mill")),
        PlaceSubject(place="xx-demo"),
        GoodOfCountry(good="52", country="cn"),
        GoodOfPlace(good="5201", place="xx-demo"),
        GoodOfCompany(good="5205", company=EntityId("demo-mill")),
    ]
    assert len(SUBJECTS) == 5


def test_words_of_strength_stand_for_their_numbers(tmp_path: Path) -> None:
    words = [*STRENGTHS, "", "-20000", "−693", "0"]
    found = reading(tmp_path, *[row(id=str(place), strength=word) for place, word in enumerate(words)])
    assert [finding.strength for finding in found.findings] == [*STRENGTHS.values(), CERTAIN, LEAST_STRENGTH, -693, 0]
    assert list(STRENGTHS.values()) == sorted(STRENGTHS.values(), reverse=True)


@pytest.mark.parametrize(
    ("changed", "code", "column"),
    [
        ({"subject_type": "firm"}, "word-unknown", "subject_type"),
        ({"company": ""}, "subject-incomplete", "company"),
        ({"good": "5205"}, "subject-surplus", "good"),
        ({"place": "xx-demo"}, "subject-surplus", "place"),
        ({"issue": "boredom"}, "word-unknown", "issue"),
        ({"kind": "rumoured"}, "word-unknown", "kind"),
        ({"strength": "1"}, "strength-out-of-range", "strength"),
        ({"strength": "-20001"}, "strength-out-of-range", "strength"),
        ({"strength": "0.5"}, "strength-out-of-range", "strength"),
        ({"strength": "strong"}, "strength-out-of-range", "strength"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "period-reversed", "to"),
        ({"from": "2026-02-30"}, "date-impossible", "from"),
        ({"from": "03/04/2026"}, "date-unreadable", "from"),
        ({"basis": ""}, "basis-missing", "basis"),
        ({"presumption": "perhaps"}, "word-unknown", "presumption"),
        ({"id": ""}, "empty-id", "id"),
        ({"id": "f0"}, "duplicate-id", "id"),
        (
            {"subject_type": "good-of-country", "company": "", "good": "5201", "country": "Ruritania"},
            "word-unknown",
            "country",
        ),
        ({"subject_type": "good-of-company", "good": "cotton"}, "good-unreadable", "good"),
        ({"subject_type": "place", "company": "", "place": "nowhere"}, "place-unknown", "place"),
    ],
)
def test_a_bad_cell_refuses_the_file_by_place_and_leaves_its_row_out_on_wish(
    tmp_path: Path, changed: dict[str, str], code: str, column: str
) -> None:
    rows = (row(id="f0"), row(**changed))
    options: dict[str, Any] = {"place_exists": lambda place: place == "xx-demo"}
    assert [(each.code, each.row, each.column) for each in refusal(tmp_path, *rows, **options)] == [(code, 3, column)]
    kept = reading(tmp_path, *rows, keep_good=True, **options)
    assert [finding.id for finding in kept.findings] == ["f0"]


def test_a_country_is_empty_where_the_cell_says_so_unless_the_finding_is_about_it(tmp_path: Path) -> None:
    found = reading(tmp_path, row(country="n.a."), country_code=country_code)
    assert [(each.code, each.column) for each in found.problems] == [("country-none", "country")]
    about = row(subject_type="good-of-country", company="", good="5201", country="n.a.")
    assert [each.code for each in refusal(tmp_path, about, country_code=country_code)] == ["word-unknown"]


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    problems = refusal(tmp_path, row(issue="x", kind="y", basis=""), row(id="f2", strength="9"))
    assert [(each.row, each.code) for each in problems] == [
        (2, "word-unknown"), (2, "word-unknown"), (2, "basis-missing"), (3, "strength-out-of-range"),
    ]  # fmt: skip


def test_columns_that_are_needed_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,company,kind\n1,demo,listed\n")
    with pytest.raises(InputError) as caught:
        read_findings(path)
    assert [(each.code, each.column) for each in caught.value.problems] == [
        ("column-not-found", "subject"), ("column-not-found", "issue"), ("column-not-found", "basis"),
    ]  # fmt: skip


def test_no_rows_and_no_good_rows_are_errors(tmp_path: Path) -> None:
    assert [each.code for each in refusal(tmp_path)] == ["no-rows"]
    assert [each.code for each in refusal(tmp_path, row(basis=""), keep_good=True)] == [
        "basis-missing",
        "no-usable-rows",
    ]
    assert [each.code for each in refusal(tmp_path, ",,,")] == ["no-usable-rows", "row-shorter-than-header"]


def test_json_lines_and_the_id_of_a_company_beside_its_name(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    record = GOOD | {"company": "Demo Mill Ltd.", "company_id": "demo-mill", "strength": -105, "presumption": True}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (finding,) = read_findings(path).findings
    assert (finding.subject, finding.strength, finding.presumption) == (
        CompanySubject(company=EntityId("demo-mill")), -105, True,
    )  # fmt: skip
