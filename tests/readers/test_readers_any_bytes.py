"""Whatever bytes a file holds, the answer is entities or an InputError with codes of the table, and nothing else."""

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.readers import PROBLEM_KINDS, EntityFile, Severity, read_entities, severity
from tadasu.schema import InputError

STARTS = st.sampled_from(
    [
        b"",
        b"name,city\n",
        b"id;name\n",
        b'{"name": ',
        b"PAR1",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b'"',
    ]
)
PIECES = st.sampled_from(
    [
        b"name",
        b",",
        b"\t",
        b";",
        b'"',
        b"\n",
        b"\r",
        b"\0",
        b"\x83\x41",
        b"\xe9\x9d\x92",
        b"{",
        b"}",
        b'{"name": "A"}',
        b"A",
    ]
)


def outcome(content: bytes) -> EntityFile | InputError:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(content)
        try:
            return read_entities(path)
        except InputError as error:
            return error


def judged(content: bytes) -> None:
    found = outcome(content)
    errors = [problem for problem in found.problems if severity(problem) is Severity.ERROR]
    assert all(problem.code in PROBLEM_KINDS and problem.file == "a" for problem in found.problems)
    if isinstance(found, InputError):
        assert errors
    else:
        assert not errors
        assert found.entities
        assert all(entity.origin.row > 0 for entity in found.entities)


@settings(deadline=None, max_examples=200)
@given(start=STARTS, rest=st.binary(max_size=200) | st.lists(PIECES, max_size=40).map(b"".join))
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    judged(start + rest)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Aoba</t></is></c></row></sheetData></worksheet>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


@settings(deadline=None, max_examples=150)
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"]),
    place=st.integers(0, 1_000),
    scrap=st.sampled_from(["", "<", '"', "<f>A1</f>", "A9", "/", "&x;", "\0", "é"]),
)
def test_a_workbook_with_a_spoilt_part_is_read_or_refused(part: str, place: int, scrap: str) -> None:
    parts = {
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/sheet1.xml": SHEET,
    }
    at = place % len(parts[part])
    parts[part] = parts[part][:at] + scrap + parts[part][at + 1 :]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    judged(buffer.getvalue())
