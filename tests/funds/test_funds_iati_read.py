"""Strangers' files: what can be read is read, what cannot is said with its line, what could harm is refused."""

import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.made_grants import NOW, activity, identifier
from tests.funds.random_grants import activities, controls

from tadasu.funds import (
    FILE_PROBLEMS,
    IatiActivity,
    IatiOrg,
    IatiReader,
    IatiShare,
    IatiShareRow,
    iati_activities,
    read_iati,
)
from tadasu.funds._iati import stream
from tadasu.schema import InputError, UsageError

HEAD = '<iati-activities version="2.03"><iati-activity default-currency="JPY">'
FOOT = "</iati-activity></iati-activities>"
ORDINARY = (
    "<iati-identifier>XM-DAC-701-0-a</iati-identifier><reporting-org ref='XM-DAC-701-0'/>"
    "<title><narrative>Media</narrative></title><activity-status code='2'/>"
)


def file(inside: str) -> bytes:
    return f"{HEAD}{ORDINARY}{inside}{FOOT}".encode()


def codes(data: bytes) -> list[tuple[str, str]]:
    return [(one.code, one.value) for one in read_iati(BytesIO(data), file="made.xml").problems]


def refusal(data: bytes | BinaryIO) -> str:
    with pytest.raises(InputError) as caught:
        read_iati(BytesIO(data) if isinstance(data, bytes) else data, file="made.xml")
    return caught.value.problems[0].code


def rows(shares: tuple[IatiShare, ...]) -> list[tuple[str, Decimal | None]]:
    return sorted((one.code, one.percentage) for one in shares)


def read_rows(shares: tuple[IatiShareRow, ...]) -> list[tuple[str, Decimal | None]]:
    return sorted((one.code, one.percentage) for one in shares)


def name(org: IatiOrg) -> str:
    return dict(org.name).get("en") or next(text for _, text in org.name)


@settings(max_examples=80)
@given(made=activities())
def test_whatever_we_write_comes_back_as_it_was(made: IatiActivity) -> None:
    read = read_iati(BytesIO(iati_activities([made], generated=NOW)), file="made.xml")
    assert read.problems == ()
    assert read.complete
    (one,) = read.activities
    row = one.activity
    assert (row.identifier, row.reporter, row.title, row.description) == (
        made.identifier,
        made.reporting.ref,
        made.title,
        made.description,
    )
    assert (row.status, row.hierarchy, row.currency) == (made.status, made.hierarchy, made.currency)
    assert (row.planned_start, row.actual_start, row.planned_end) == (
        made.planned_start,
        made.actual_start,
        made.planned_end,
    )
    assert read_rows(row.regions) == rows(made.regions)
    assert read_rows(row.sectors) == rows(made.purposes)
    assert row.conditions == made.conditions
    assert row.related == tuple((each.relation.value, each.ref) for each in made.related)
    assert [(each.role, each.ref, each.name) for each in one.participants] == [
        (each.role, each.org.ref, name(each.org)) for each in made.participants
    ]
    wanted = sorted(made.transactions, key=lambda each: (each.on, int(each.flow)))
    assert [(each.kind, each.on, each.amount, each.currency, each.description) for each in one.transactions] == [
        (each.flow, each.on, each.money.amount, each.money.currency, each.description) for each in wanted
    ]
    assert [(each.provider, each.receiver) for each in one.transactions] == [
        (each.provider.ref if each.provider else "", each.receiver.ref if each.receiver else "") for each in wanted
    ]
    assert [(each.start, each.end, each.amount) for each in one.budgets] == [
        (each.start, each.end, each.money.amount) for each in made.budgets
    ]


@given(st.text(min_size=0, max_size=20), st.sampled_from(controls()), st.text(min_size=0, max_size=20))
def test_a_text_with_a_control_sign_anywhere_is_never_written(before: str, sign: str, after: str) -> None:
    text = f"a{before}{sign}{after}a"
    with pytest.raises(UsageError, match="iati-sign"):
        iati_activities([activity(title=(("en", text),))], generated=NOW)


def test_activities_of_the_other_side_are_read_so_that_money_can_be_followed() -> None:
    (one,) = read_iati(BytesIO(iati_activities([activity()], generated=NOW)), file="made.xml").activities
    assert [(each.provider_activity, each.receiver_activity) for each in one.transactions] == [
        ("XM-DAC-701-1-p", ""),
        ("", ""),
        ("", "XM-DAC-701-1-q"),
    ]
    assert one.participants[1].own_activity == "XM-DAC-701-1-q"
    assert one.activity.links == ("https://fund.example/exclusions",)


def test_the_real_sample_is_read_whole_with_a_report(shared_data: Path) -> None:
    with (shared_data / "iati" / "sample_activities_401.xml").open("rb") as source:
        read = read_iati(source, file="sample.xml")
    assert (len(read.activities), read.complete, read.version) == (401, True, "2.03")
    assert sum(len(one.transactions) for one in read.activities) == 1033
    assert sum(len(one.participants) for one in read.activities) == 1335
    assert sum(one.amount is not None for each in read.activities for one in each.transactions) == 1012
    found = Counter(one.code for one in read.problems)
    assert found["iati-attribute-unknown"] == 10
    assert found["iati-transaction-type"] == found["iati-amount"] == 21
    assert all(one.row > 0 for one in read.problems)
    assert {(one.code, tuple(name for name, _ in one.params)) for one in read.problems} <= set(FILE_PROBLEMS.items())


def test_the_annotated_example_of_the_standard_is_read_without_a_problem(shared_data: Path) -> None:
    with (shared_data / "iati" / "activity-standard-example-annotated.xml").open("rb") as source:
        read = read_iati(source, file="example.xml")
    assert read.problems == ()
    (one,) = read.activities
    assert one.activity.identifier == "AA-AAA-123456789-ABC123"
    assert dict(one.activity.title)["fr"] == "Titre de l'activité"
    assert [each.percentage for each in one.activity.countries] == [25, 25]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<activity-date type='1' iso-date='01/02/2020'/>", [("iati-date", "01/02/2020")]),
        ("<activity-date type='1' iso-date='2020-02-30'/>", [("iati-date", "2020-02-30")]),
        ("<activity-date type='1'/>", [("iati-missing", "")]),
        ("<activity-date type='1' iso-date='2020-02-01T10:00:00Z'/>", []),
        ("<sector code='15153' percentage='101'/>", [("iati-percentage", "101")]),
        ("<sector code='15153' percentage='50 %'/>", []),
        ("<sector code='15153' percentage='half'/>", [("iati-percentage", "half")]),
        ("<sector code='15153' colour='red'/>", [("iati-attribute-unknown", "")]),
        ("<transaction><transaction-type code='3'/></transaction>", [("iati-missing", "XM-DAC-701-0-a")] * 2),
        ("<budget><value>1,000</value></budget>", [("iati-amount", "1,000")]),
        ("<budget><value>1e9</value></budget>", [("iati-amount", "1e9")]),
        ("<budget><value>NaN</value></budget>", [("iati-amount", "NaN")]),
        ("<budget><value> 1000 </value></budget>", []),
        ("<something-else><title/></something-else>", []),
        ("<x:transaction xmlns:x='urn:x'><x:value>9</x:value></x:transaction>", []),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_there(inside: str, expected: list[tuple[str, str]]) -> None:
    assert codes(file(inside)) == expected
    assert read_iati(BytesIO(file(inside)), file="made.xml").activities[0].activity.title == (("en", "Media"),)


def test_each_problem_has_the_line_and_the_way() -> None:
    lines = (
        "",
        "<transaction>",
        "<transaction-type code='3'/>",
        "<transaction-date iso-date='soon'/><value value-date='2020-01-01'>5</value>",
        "</transaction>",
    )
    (one,) = read_iati(BytesIO(file("\n".join(lines))), file="made.xml").problems
    assert (one.code, one.row, one.value) == ("iati-date", 4, "soon")
    assert one.column == "transaction[1]/transaction-date/@iso-date"


def test_missing_parts_are_empty_and_reported() -> None:
    data = f"{HEAD}<transaction><value>5</value></transaction>{FOOT}".replace(' default-currency="JPY"', "").encode()
    read = read_iati(BytesIO(data), file="made.xml")
    assert Counter(one.code for one in read.problems) == {
        "iati-identifier-missing": 1,
        "iati-missing": 5,
        "iati-transaction-type": 1,
        "iati-currency-missing": 1,
    }
    assert read.activities[0].transactions[0].amount == 5


def test_a_file_in_a_namespace_is_read_like_any_other() -> None:
    data = file("").replace(b"<iati-activities ", b"<iati-activities xmlns='urn:iati' ")
    assert read_iati(BytesIO(data), file="made.xml").activities[0].activity.title == (("en", "Media"),)


def test_version_1_is_read_as_far_as_it_is_alike_and_said() -> None:
    inside = ORDINARY.replace("<narrative>", "").replace("</narrative>", "")
    data = f"{HEAD}{inside}{FOOT}".replace("2.03", "1.05").encode()
    read = read_iati(BytesIO(data), file="made.xml")
    assert [one.code for one in read.problems] == ["iati-version"]
    assert read.activities[0].activity.title == (("en", "Media"),)


def test_an_activity_that_is_there_twice_is_reported() -> None:
    one = iati_activities([activity()], generated=NOW).decode().split("\n", 2)[2].rsplit("</iati-activities>", 1)[0]
    data = f'<iati-activities version="2.03">{one}{one}</iati-activities>'.encode()
    assert codes(data) == [("iati-identifier-repeated", identifier(1))]


def test_other_encodings_are_read() -> None:
    text = file("").decode().replace("Media", "Médias")
    for encoding in ("iso-8859-1", "utf-16"):
        data = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
        assert read_iati(BytesIO(data), file="made.xml").activities[0].activity.title == (("en", "Médias"),)


BOMB = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB.encode() + file("<description><narrative>&c;</narrative></description>"), "iati-document-type"),
        (b"<!DOCTYPE iati-activities SYSTEM 'file:///etc/hostname'>" + file(""), "iati-document-type"),
        (b"<!-- " + b"-" * 0 + b" " * 100_000 + b"-->" + b"<!DOCTYPE a>" + file(""), "iati-document-type"),
        (("<?xml version='1.0' encoding='utf-16'?>" + BOMB + file("").decode()).encode("utf-16"), "iati-document-type"),
        (gzip.compress(file("")), "iati-compressed"),
        (b"PK\x03\x04" + file(""), "iati-compressed"),
        (file("<a>" * 30 + "</a>" * 30), "iati-too-deep"),
        (file("<a>" * 300 + "</a>" * 300), "iati-too-deep"),
        (b"", "iati-not-xml"),
        (b"Identifier;Title\n1;Media\n", "iati-not-xml"),
        (b'{"iati-activities": []}', "iati-not-xml"),
        (b"<?xml version='1.0' encoding='shift_jis'?>" + b"<a>\xff\xff</a>", "iati-not-xml"),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "iati-not-xml"),
        (b"<html><body/></html>", "iati-root"),
        (b"<iati-organisations version='2.03'/>", "iati-root"),
    ],
)
def test_what_could_harm_or_is_no_iati_is_refused_with_a_code(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize(
    "blanks", [0, stream.BLOCK_BYTES - 4, stream.BLOCK_BYTES // 2 - 4, stream.BLOCK_BYTES // 4 - 4]
)
def test_a_document_type_is_refused_before_the_parser_sees_it(encoding: str, blanks: int) -> None:
    """Where a block ends in the middle of the word, too."""
    counted = stream._Counted(BytesIO((" " * blanks + "<!DOCTYPE a>").encode(encoding)), "made.xml")
    with pytest.raises(InputError) as caught:
        list(iter(counted.read, b""))
    assert caught.value.problems[0].code == "iati-document-type"


def test_a_document_type_in_an_encoding_that_hides_it_is_refused_too() -> None:
    text = "<?xml version='1.0' encoding='utf-7'?>+ADw-+ACE-DOCTYPE a+AD4-<iati-activities version='2.03'/>"
    assert refusal(text.encode("ascii")) in ("iati-document-type", "iati-not-xml")


class Endless:
    """An activity that never ends, made as it is asked for."""

    def __init__(self, piece: bytes) -> None:
        self.piece, self.given = piece, 0

    def read(self, size: int) -> bytes:
        head = b"" if self.given else file("").removesuffix(FOOT.encode())
        made = head + self.piece * max(1, size // len(self.piece))
        self.given += len(made)
        return made[: max(size, len(head))]


@pytest.mark.parametrize(
    "piece", [b"<a/>", b"<a>" + b"x" * 1000 + b"</a>", b"<!-- " + b"x" * 1000 + b" -->", b" " * 1000 + b"<a/>"]
)
def test_an_activity_without_an_end_is_refused_before_it_fills_the_memory(piece: bytes) -> None:
    endless = Endless(piece)
    assert refusal(cast(BinaryIO, endless)) == "iati-too-large"
    assert endless.given <= stream.MOST_BYTES + 10 * stream.BLOCK_BYTES


def test_one_text_without_an_end_breaks_the_file_off() -> None:
    endless = Endless(b"x" * 4096)
    read = read_iati(cast(BinaryIO, endless), file="made.xml")
    assert not read.complete
    assert [one.code for one in read.problems] == ["iati-breaks-off"]
    assert endless.given < stream.MOST_BYTES


def test_what_came_before_a_break_is_kept_and_the_break_is_said() -> None:
    data = iati_activities([activity(), activity(identifier=identifier(2))], generated=NOW)
    read = read_iati(BytesIO(data[: len(data) * 3 // 4]), file="made.xml")
    assert len(read.activities) == 1
    assert not read.complete
    assert read.problems[-1].code == "iati-breaks-off"
    assert read.problems[-1].row > 1


def test_only_one_activity_is_held_at_a_time() -> None:
    """Of those before an emptied element is left in the parser's tree; of those after, what one block of the file held."""
    data = iati_activities([activity(identifier=identifier(number)) for number in range(1, 60)], generated=NOW)
    counts = []
    for one in stream.Stream(BytesIO(data), "made.xml"):
        parent = one.getparent()
        assert parent is not None
        assert parent.index(one) <= 1
        counts.append(len(parent))
    assert len(counts) == 59
    assert max(counts) <= 2 + stream.BLOCK_BYTES // (len(data) // 59)


def test_a_reader_goes_through_a_file_one_activity_after_another() -> None:
    data = iati_activities([activity(identifier=identifier(number)) for number in (1, 2)], generated=NOW)
    reader = IatiReader(BytesIO(data), file="made.xml")
    going: Iterator[object] = iter(reader)
    next(going)
    assert not reader.complete
    assert len(list(going)) == 1
    assert reader.complete


def test_problems_beyond_many_are_counted_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tadasu.funds._iati.values.MOST_PROBLEMS", 3)
    data = file("<budget><value>much</value></budget>" * 5)
    found = read_iati(BytesIO(data), file="made.xml").problems
    assert [one.code for one in found] == ["iati-amount"] * 3 + ["iati-problems-left-off"]
    assert found[-1].params == (("count", "2"),)


def test_days_are_days() -> None:
    data = file("<activity-date type='2' iso-date='2020-02-29'/>")
    assert read_iati(BytesIO(data), file="made.xml").activities[0].activity.actual_start == date(2020, 2, 29)
