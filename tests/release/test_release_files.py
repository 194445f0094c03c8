"""Grids and files: what a desk built is held to its shape, and a file to its digest."""

import hashlib
from datetime import date
from typing import Any

import pytest

from tadasu.release import check, kinds

KIND = kinds()["grant-release"]
TODAY = date(2026, 11, 26)
WORDS = {"en": "Year", "ja": "年"}


def file(name: str = "figures.csv", text: str = "a,b\n", **other: str) -> dict[str, str]:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    media = {"csv": "text/csv", "xml": "application/xml", "json": "application/json"}.get(name[-3:], "application/json")
    return {"name": name, "media": media, "sha256": digest, "text": text, **other}


def document(**other: Any) -> dict[str, Any]:
    grid = {"columns": [WORDS, WORDS], "rows": [["2024", 5], [WORDS, None]]}
    said = {"title": {"en": "Grants", "ja": "助成"}, "about": {"en": "Grants.", "ja": "助成。"}}
    return {**said, "withheld": grid, "policy": grid, "files": [file()], **other}


def places(**other: Any) -> list[str]:
    return [one.at for one in check(KIND, document(**other), today=TODAY)]


def test_what_a_desk_built_may_be_public() -> None:
    assert places() == []
    assert places(files=[file(), file("iati.xml", "<x/>"), file("a-b.json", "{}")]) == []


@pytest.mark.parametrize(
    "grid",
    [
        [],
        {"columns": [WORDS], "rows": [[5, 5]]},
        {"columns": ["Year"], "rows": []},
        {"columns": [], "rows": []},
        {"columns": [WORDS], "rows": [[-1]]},
        {"columns": [WORDS], "rows": [[1.5]]},
        {"columns": [WORDS], "rows": [[True]]},
        {"columns": [WORDS], "rows": [["two words"]]},
        {"columns": [WORDS], "rows": [[{"en": "Year"}]]},
        {"columns": [WORDS], "rows": [[{"en": "a@b.example.org", "ja": "年"}]]},
        {"columns": [WORDS], "rows": [[1]], "note": "x"},
        {"columns": [WORDS], "rows": [[1]] * 101},
    ],
)
def test_what_is_no_grid_is_refused(grid: Any) -> None:
    assert places(withheld=grid) != []


@pytest.mark.parametrize(
    "files",
    [
        [],
        [file("x.exe")],
        [file("../x.csv")],
        [file("x.csv"), file("x.csv")],
        [file("x.csv", media="text/html")],
        [file(sha256="0" * 64)],
        [file(text="")],
        [file(text="a\x00b")],
        [file(more="x")],
        [5],
        [file(f"x{one}.csv") for one in range(11)],
        "x",
    ],
)
def test_what_is_no_file_is_refused(files: Any) -> None:
    assert places(files=files) != []
