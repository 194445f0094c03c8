"""Each kind of rule by itself: where it holds, and where it does not."""

from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.funds.made_grants import NOW, organisation

from tadasu.funds import iati_organisation
from tadasu.funds._iati.check import _coded
from tadasu.funds._iati.rules import everywhere, rule_problems

TODAY = date(2026, 11, 26)
START, END = {"start": "s/@d", "end": "e/@d"}, "<s d='2024-02-29'/><e d='{}'/>"

CASES: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("atleast_one", {"paths": ["b", "c"]}, "<c>x</c>", "<d/>"),
    ("atleast_one", {"paths": ["b/text()"]}, "<b>x</b>", "<b></b>"),
    ("atleast_one", {"condition": "@on", "paths": ["b"]}, "", "<!-- on --><b/>"),
    ("no_more_than_one", {"paths": ["b", "c"]}, "<b/>", "<b/><c/>"),
    (
        "one_or_all",
        {"one": "@xml:lang", "all": "lang"},
        "<narrative xml:lang='ja'/>",
        "<narrative xml:lang='ja'/><narrative/>",
    ),
    ("one_or_all", {"one": "sector", "all": "sector"}, "<transaction><sector/></transaction>", "<transaction/>"),
    ("one_or_all", {"one": "sector", "all": "sector"}, "<sector/><transaction/>", "<transaction><b/></transaction>"),
    ("one_or_all", {"one": "@c", "all": "currency"}, "<v value-date='' currency='JPY'/>", "<v value-date=''/>"),
    ("if_then", {"if": "b", "then": "c", "paths": ["b"]}, "<b/><c/>", "<b/>"),
    ("if_then", {"if": "b", "then": "not(c)", "paths": ["b"]}, "<c/>", "<b/><c/>"),
    ("unique", {"paths": ["b", "c"]}, "<b>1</b><c>2</c>", "<b>1</b><c>1</c>"),
    (
        "startswith",
        {"prefix": ["b/@r", "c/@r"], "separator": "-", "paths": ["i"]},
        "<b r='x'/><c r='y'/><i>y-1</i>",
        "<b r='x'/><i>x1</i>",
    ),
    ("startswith", {"prefix": ["ORG-ID-PREFIX"], "paths": ["i"]}, "<i>JP-CRN-1</i>", "<i>JP-CR-1</i>"),
    ("regex_matches", {"regex": "^[^/&]+$", "paths": ["i"]}, "<i>a-b</i>", "<i>a/b</i>"),
    ("no_spaces", {"paths": ["i"]}, "<i>a b</i>", "<i> a</i>"),
    ("range", {"min": 0.0, "max": 100.0, "paths": ["i/@p"]}, "<i p='0'/><i p='100.0'/>", "<i p='100.1'/>"),
    ("range", {"min": 0.0, "max": 100.0, "paths": ["i/@p"]}, "", "<i p='half'/>"),
    (
        "strict_sum",
        {"sum": 100, "paths": ["i/@p", "j/@p"]},
        "<i p='33.3'/><i p='33.3'/><j p='33.4'/>",
        "<i p='33.3'/><j p='66.6'/>",
    ),
    (
        "date_order",
        {"less": "s/@d", "more": "e/@d"},
        "<s d='2026-01-01'/><e d='2026-01-01'/>",
        "<s d='2026-01-02'/><e d='2026-01-01'/>",
    ),
    ("date_order", {"less": "s/@d", "more": "NOW"}, "<s d='2026-11-26'/>", "<s d='2026-11-26'/><s d='2026-11-27'/>"),
    ("date_now", {"date": "s/@d"}, "<s d='2026-11-26T23:59:59Z'/>", "<s d='2026-11-27T00:00:00Z'/>"),
    ("time_limit", START, END.format("2025-03-01"), END.format("2025-03-02")),
    (
        "between_dates",
        {"date": "b/@d", **START},
        "<b d='2024-03-01'/>" + END.format("2024-03-01"),
        "<b d='2024-03-02'/>" + END.format("2024-03-01"),
    ),
    (
        "loop",
        {"foreach": "i/@v", "do": {"no_more_than_one": {"cases": [{"paths": ["i[@v='$1']"]}]}}, "subs": ["paths"]},
        "<i v='1'/><i v='2'/>",
        "<i v='2'/><i v='2'/>",
    ),
    (
        "loop",
        {"foreach": "i/@v", "do": {"no_more_than_one": {"cases": [{"paths": ["i"]}]}}, "subs": []},
        "",
        '<i v="\'] | //*"/>',
    ),
)


def broken(kind: str, case: dict[str, Any], inside: str) -> int:
    on = " on='1'" if "<!-- on -->" in inside else ""
    tree = etree.parse(BytesIO(f"<a{on}>{inside.replace('<!-- on --><b/>', '')}</a>".encode()))
    rules = {"/a": {kind: {"cases": [case]}}}
    found = rule_problems(tree, rules, file="a.xml", today=TODAY, agencies=frozenset({"JP-CRN"}))
    assert {one.code for one in found} <= {"iati-rule"}
    return len(found)


@pytest.mark.parametrize(("kind", "case", "holds", "breaks"), CASES)
def test_a_rule_holds_where_it_should_and_nowhere_else(
    kind: str, case: dict[str, Any], holds: str, breaks: str
) -> None:
    assert broken(kind, case, holds) == 0
    assert broken(kind, case, breaks) == 1


def test_every_kind_of_rule_is_tried_here() -> None:
    from tadasu.funds._iati.rules import _KINDS

    assert {kind for kind, *_ in CASES} == {*_KINDS, "loop"}


def test_a_path_tried_on_each_activity_finds_what_it_finds_in_the_whole(shared_data: Path) -> None:
    trees = [
        etree.parse(shared_data / "iati" / "sample_activities_401.xml"),
        etree.parse(shared_data / "iati" / "activity-standard-example-annotated.xml"),
        etree.parse(BytesIO(iati_organisation(organisation(), generated=NOW))),
    ]
    for tree in trees:
        for path in [*(path for path, _ in _coded()), "//title", "//description", "/iati-activities/iati-activity"]:
            whole: Any = tree.xpath(path)
            assert Counter(map(str, everywhere(path, tree))) == Counter(map(str, whole)), path
