"""Files of documenting groups become incidents: whatever they are written with, and nothing is guessed."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from tests.web.made_incidents import HEAD, ROWS, UWAZI_HEAD, entities, many, plan_for, seen, table, uwazi, zipped

from tadasu.schema import InputError, UsageError
from tadasu.web.evidence.incidents import _reading
from tadasu.web.evidence.incidents._codes import CODED, coded, issue_words, sector_words
from tadasu.web.evidence.incidents._plan import LEAVE, Plan, checked
from tadasu.web.evidence.incidents._reading import LeftOut, Read, incidents

TODAY = date(2026, 11, 26)


def read(content: bytes, **more: object) -> list[Read | LeftOut]:
    return list(incidents(lambda: iter([content]), plan_for(content, **more), today=TODAY))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_table_is_read_in_whatever_encoding_and_with_whatever_sign_between(encoding: str, sign: str) -> None:
    found = read(table(encoding=encoding, sign=sign))
    assert [one.id for one in found if isinstance(one, Read)] == ["N-1", "N-2", "N-3"]
    assert isinstance(found[0], Read)
    assert found[0].words["title"] == "寮の門の施錠"


def test_columns_are_guessed_from_japanese_and_english_heads() -> None:
    found = seen(table())
    names = ("id", "title", "text", "issue", "country", "place", "party", "good", "date", "people", "origin")
    assert {name: HEAD[at] for name, at in found.guessed.items()} == dict(zip(names, HEAD, strict=True))
    english = seen(table([("1", "x", "y", "2025")], ("Case ID", "Title", "What happened", "Date of incident")))
    assert english.guessed == {"id": 0, "title": 1, "text": 2, "date": 3}


def test_what_has_a_code_is_coded_and_what_has_none_is_doubted_and_not_guessed() -> None:
    one, two, three = (item for item in read(table()) if isinstance(item, Read))
    assert (one.coded.issues, one.coded.country, one.coded.region, one.coded.good) == (
        *(("forced-labour",), "cn", "cn-xj", "5205"),
    )
    assert (one.coded.month, one.coded.people, one.coded.doubts) == (date(2025, 5, 1), 40, [])
    assert (two.coded.issues, two.coded.indicators) == (("forced-labour",), ("retention-of-documents",))
    assert (two.coded.good, two.coded.month, two.coded.people) == ("854143", date(2025, 6, 1), 12)
    assert two.coded.doubts == [("place", "unknown")]
    assert three.coded.doubts == [
        *[("issue", "unknown"), ("country", "unknown"), ("good", "unknown"), ("date", "open"), ("people", "unknown")]
    ]
    assert (three.coded.issues, three.coded.country, three.coded.good, three.coded.month, three.coded.people) == (
        *((), "", "", None, None),
    )


def test_a_row_with_a_doubt_is_left_out_with_its_number_where_that_was_chosen() -> None:
    found = read(table(), unmapped=LEAVE)
    assert [one.id for one in found if isinstance(one, Read)] == [
        "N-1",
        "N-2",
    ]  # a place without a code leaves out nothing
    (left,) = (one for one in found if isinstance(one, LeftOut))
    assert left.row == 4
    assert ("date", "open") in left.why


def test_a_day_that_can_be_read_in_two_ways_gets_a_month_only_when_somebody_says_which() -> None:
    assert coded({"date": "03/04/2025"}, today=TODAY).month is None
    assert coded({"date": "03/04/2025"}, order="dmy", today=TODAY).month == date(2025, 4, 1)
    assert coded({"date": "03/04/2025"}, order="mdy", today=TODAY).month == date(2025, 3, 1)
    assert coded({"date": "04/04/2025"}, today=TODAY).month == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2024", 2024, None),
        ("令和6年", 2024, None),
        ("令和6年7月", 2024, 7),
        ("R6.7.9", 2024, 7),
        ("2024年7月", 2024, 7),
        ("July 2024", 2024, 7),
        ("2024-07-09~2024-08-01", 2024, 7),
        ("2031-01-01", None, None),
        ("0000", None, None),
        ("45000", None, None),
        ("soon", None, None),
    ],
)
def test_months_are_read_as_documenters_write_them(text: str, year: int | None, month: int | None) -> None:
    found = coded({"date": text}, today=TODAY)
    assert (found.year, found.month and found.month.month) == (year, month)
    assert bool(found.doubts) == (year is None)


def test_a_place_does_not_take_the_place_of_a_country_that_was_stated() -> None:
    assert coded({"country": "ベトナム", "place": "Hotan"}, today=TODAY).country == "vn"
    assert coded({"country": "どこか", "place": "Hotan"}, today=TODAY).country == ""
    assert coded({"place": "Hotan"}, today=TODAY).region == "cn-xj"


def test_uwazi_is_known_by_its_heads_and_read_by_its_signs() -> None:
    found = seen(uwazi())
    assert (found.format, found.templates) == ("uwazi", ("Incident", "Person"))
    plan = Plan(format="uwazi", columns={"title": 0, "issue": 3, "country": 4, "date": 5}, only="Incident")
    (one,) = incidents(lambda: iter([uwazi()]), plan, today=TODAY)
    assert isinstance(one, Read)
    assert one.words["title"] == "Locked dormitory (invented)"
    assert (one.coded.issues, one.coded.indicators) == (("forced-labour",), ("isolation",))
    assert one.coded.month == date(2025, 5, 1)
    assert one.others[str(UWAZI_HEAD.index("Geolocation") + 1)] == "37.1|79.9"


def test_of_a_zip_only_the_table_is_read() -> None:
    content = zipped(uwazi(), files={"a.pdf": b"%PDF invented", "b.jpg": b"\xff\xd8 invented"})
    assert (seen(content).format, seen(content).beside) == ("uwazi-zip", 2)
    plan = Plan(format="uwazi-zip", columns={"title": 0}, only="Incident")
    (one,) = incidents(lambda: iter([content]), plan, today=TODAY)
    assert isinstance(one, Read)


def test_bad_zips_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, code in (
        (b"PK\x03\x04 not a zip", "incidents-zip"),
        (zipped(b"a,b", "folder/import.csv"), "incidents-zip"),
        (zipped(b"<x/>", "[Content_Types].xml"), "incidents-xlsx"),
    ):
        with pytest.raises(UsageError, match=code):
            seen(content)
    monkeypatch.setattr(_reading, "MOST_UNPACKED", 1000)
    with pytest.raises(UsageError, match="incidents-zip"):
        seen(zipped(many(200)))
    monkeypatch.setattr(_reading, "MOST_UNPACKED", 512_000_000)
    monkeypatch.setattr(_reading, "MOST_IN_ZIP", 100)
    with pytest.raises(UsageError, match="incidents-zip-large"):
        seen(zipped(many(200)))


def damaged(content: bytes, *, at: int, packed: int = 0, flag: int = 0, cut: int = 0) -> bytes:
    """A ZIP whose headers say this of how its table is packed, or in whose packed bytes something was overwritten."""
    made = bytearray(content)
    listed = made.rfind(b"PK\x01\x02")
    for place, value in ((8, packed), (listed + 10, packed), (6, flag), (listed + 8, flag)):
        if value:
            made[place : place + 2] = value.to_bytes(2, "little")
    if at:
        made[at : at + 10] = b"\xff" * 10
    return bytes(made[: len(made) - cut])


@pytest.mark.parametrize(
    "how",
    [{"at": 0, "packed": 97}, {"at": 0, "flag": 1}, {"at": 60}, {"at": 0, "cut": 30}, {"at": 0, "cut": 200}, {"at": 2}],
    ids=["unknown packing", "password", "packed bytes", "no list", "less", "local header"],
)
def test_a_damaged_zip_is_refused_and_brings_nothing_down(how: dict[str, int]) -> None:
    content = damaged(zipped(uwazi() * 30), **how)
    with pytest.raises(UsageError, match="incidents-zip"):
        seen(content)


def test_a_zip_with_two_tables_of_one_name_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("import.csv", uwazi())
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("import.csv", b"Title\nanother\n")
    with pytest.raises(UsageError, match="incidents-zip"):
        seen(made.getvalue())


def test_a_table_that_unpacks_to_more_than_its_zip_says_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped(many(3000))
    plan = plan_for(content)
    monkeypatch.setattr(_reading, "MOST_UNPACKED", len(many(3000)) - 1)
    monkeypatch.setattr(_reading, "_table_in", lambda archive: "import.csv")
    with pytest.raises(UsageError, match="incidents-zip"):
        list(incidents(lambda: iter([content]), plan, today=TODAY))


def test_events_of_follow_the_money_name_whom_they_refer_to_wherever_that_stands() -> None:
    found = seen(entities())
    assert (found.format, found.beside) == ("ftm", 2)
    (one,) = incidents(lambda: iter([entities()]), plan_for(entities()), today=TODAY)
    assert isinstance(one, Read)
    assert (one.id, one.words["party"], one.coded.region) == ("ev-1", "Kakū Spinning (invented)", "cn-xj")
    assert (one.coded.issues, one.coded.month) == (("forced-labour",), date(2025, 5, 1))


def test_lines_that_are_no_entities_are_listed_and_the_rest_is_read() -> None:
    content = entities() + b'\nnot json\n[1]\n{"id": 3}\n' + b"[" * 5000 + b"\n"
    found = list(incidents(lambda: iter([content]), plan_for(content), today=TODAY))
    assert [(one.row, one.why[0][1]) for one in found if isinstance(one, LeftOut)] == [
        *[(4, "not-json"), (5, "not-an-entity"), (6, "not-an-entity"), (7, "not-json")]
    ]


def test_a_file_of_entities_without_an_event_says_so() -> None:
    with pytest.raises(UsageError, match="incidents-no-events"):
        seen(json.dumps({"id": "p", "schema": "Person", "properties": {"name": ["x"]}}).encode())


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 invented", b"<html><body>x</body></html>", b"\x89PNG\r\n", b"\0" * 5000, b'[{"a": 1}]']
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        seen(content)


def test_bytes_that_are_no_text_are_listed_by_row() -> None:
    found = read(table(ROWS[:2]) + b"N-9,\xff\xfe,x\n" + b"N-10,closed,x\n")
    assert [one.id for one in found if isinstance(one, Read)] == ["N-1", "N-2", "N-10"]
    assert [(one.row, one.why[0][1]) for one in found if isinstance(one, LeftOut)] == [(4, "undecodable-bytes")]


@pytest.mark.parametrize("broken", [b'N-10,"never closed,x\n', b'N-10,"' + b"too long\n" * 200_000 + b'",x\n'])
def test_of_a_file_whose_rows_cannot_be_told_apart_to_its_end_nothing_comes_in(broken: bytes) -> None:
    content = table(ROWS[:2]) + broken + b"N-11,b,c\n" * 20_000
    with pytest.raises(UsageError, match="incidents-endless") as error:
        read(content)
    assert dict(error.value.params) == {"row": "4"}


def test_one_cell_that_is_too_long_on_one_line_takes_only_its_row() -> None:
    found = read(table(ROWS[:1]) + b"N-10," + b"x" * 1_500_000 + b",x\n" + table(ROWS[1:2], []))
    assert [one.id for one in found if isinstance(one, Read)] == ["N-1", "N-2"]
    assert [one.why[0][1] for one in found if isinstance(one, LeftOut)] == ["cell-too-long"]


def test_files_that_were_joined_have_no_mark_of_byte_order_in_a_word_and_no_head_for_an_incident() -> None:
    found = read(table(ROWS[:1]) + b"\xef\xbb\xbf" + table(ROWS[1:2]))
    assert [one.id for one in found if isinstance(one, Read)] == ["N-1", "N-2"]
    (one,) = (item for item in read(table([("N-1", "\ufeff寮の門", *ROWS[0][2:])])) if isinstance(item, Read))
    assert one.words["title"] == "寮の門"


def test_a_table_of_too_many_columns_is_refused() -> None:
    with pytest.raises(UsageError, match="incidents-columns-many"):
        seen(table([], [f"column {at}" for at in range(10_000)]))


def test_half_a_sign_of_json_does_not_reach_the_database() -> None:
    half = b'\n{"id":"e-9","schema":"Event","properties":{"name":["a\\ud800b"],"description":["x\\u0000y"]}}'
    (*_, one) = read(entities() + half)
    assert isinstance(one, Read)
    assert (one.words["title"], one.words["text"]) == ("a\ufffdb", "xy")


@pytest.mark.parametrize(
    ("text", "number"), [("200", 200), ("１２人", 12), ("200¹", None), ("10²", None), ("12人以上", None)]
)
def test_the_raised_sign_of_a_note_is_no_digit_of_a_number_of_people(text: str, number: int | None) -> None:
    assert coded({"people": text}, today=TODAY).people == number


def test_a_row_that_says_nothing_and_a_head_that_comes_again_are_no_incidents() -> None:
    found = read(table([ROWS[0], ("",) * len(HEAD), HEAD, ("N-5",) + ("",) * (len(HEAD) - 1)]))
    assert [one.id for one in found if isinstance(one, Read)] == ["N-1"]
    assert [one.why for one in found if isinstance(one, LeftOut)] == [(("text", "empty"),)]


def test_a_cell_longer_than_is_kept_is_cut_and_said() -> None:
    (one,) = read(table([("N-1", "t", "あ" * 30_000, *ROWS[0][3:])]))
    assert isinstance(one, Read)
    assert len(one.words["text"]) == _reading.LONGEST
    assert ("text", "long") in one.coded.doubts


def test_a_plan_that_does_not_fit_is_refused() -> None:
    for columns in ({"title": 9}, {"title": 0, "text": 0}, {"colour": 0}, {"title": -1}):
        with pytest.raises(UsageError, match="incidents-columns"):
            checked(Plan(format="csv", columns=columns), 3)
    with pytest.raises(UsageError, match="incidents-nothing"):
        checked(Plan(format="csv", columns={"country": 0}), 3)


def test_memory_does_not_grow_with_a_table() -> None:
    """Held against what the file itself would take."""

    def pieces() -> Iterator[bytes]:
        yield table([])
        row = ",".join(ROWS[0]).encode() + b"\n"
        for _ in range(200):
            yield row * 200

    size = sum(map(len, pieces()))
    plan = plan_for(table(ROWS[:1]))
    list(incidents(lambda: iter([table()]), plan, today=TODAY))  # what is held once for all: places, goods
    tracemalloc.start()
    try:
        count = sum(isinstance(one, Read) for one in incidents(pieces, plan, today=TODAY))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 40_000
    assert peak < size / 3


def test_a_cell_of_many_blanks_takes_no_longer_than_another_and_a_very_long_one_has_no_code() -> None:
    """20,000 blanks took more than a second for each pattern that may begin with one."""
    blanks = "強制労働" + " " * 900 + "; 児童労働"
    assert coded({"issue": blanks}, today=TODAY).issues == ("forced-labour", "child-labour")
    for name in CODED:
        assert coded({name: "a" + " " * 19_990 + "b"}, today=TODAY).doubts == [(name, "unknown")]
        assert coded({name: "a " * 10_000}, today=TODAY).doubts == [(name, "long")]


def test_words_for_issues_and_sectors_have_codes_that_there_are() -> None:
    from tadasu.schema import Issue
    from tadasu.web.foundation.findings.words import words

    assert {issue for issue, _ in issue_words().values()} <= {one.value for one in Issue}
    assert {indicator for _, indicator in issue_words().values()} - {""} == set(words("indicators"))
    assert sector_words()["縫製"] == sector_words()["garments"] == "C14"
