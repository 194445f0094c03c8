"""Load a file about past funding or press freedom, and drop it again. The file is read in memory; its rows, its digest and where
it is from are kept. All of it, or nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID

from django.db import transaction

from tadasu.funds import IatiReader, iati_funding, read_crs, read_press_freedom
from tadasu.schema import Problem, UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.need.access import DROP, LOAD
from tadasu.web.funding.need.models import CRS, IATI, PRESS, Given, LoadedFile, Score
from tadasu.web.funding.need.words import words
from tadasu.web.ui.signs import plain_text

MOST_ROWS = 500_000
AT_ONCE = 2_000
FIRST_YEAR, LAST_YEAR = 1960, 2199
_FILE = "file"
"""What files are called in what is said of them: their own names are not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSaid:
    """What a file is. `year` for CRS alone, which does not say it."""

    kind: str
    year: int | None = None
    source: str
    licence: str = ""
    sure: str = "reported"


@dataclass(slots=True)
class _Read:
    rows: list[Given] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.scores)


def load(actor: Actor, *, organisation: UUID, said: FileSaid, content: bytes) -> LoadedFile:
    """Raises Refused, InputError as the readers of `tadasu.funds`, UsageError `need-file-said`, `need-file-again`,
    `need-file-empty`, `need-file-too-large`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, LOAD.name, place)
    source, licence = plain_text(said.source).strip(), plain_text(said.licence).strip()
    _hold(said, source, licence)
    read = _READERS[said.kind](content, said)
    if not read.count:
        raise UsageError("need-file-empty")
    if read.count > MOST_ROWS:
        raise UsageError("need-file-too-large", most=f"{MOST_ROWS:,}")
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation)
        digest = hashlib.sha256(content).hexdigest()
        _hold_new(organisation, said, digest)
        made = LoadedFile.objects.create(
            organisation=place,
            kind=said.kind,
            digest=digest,
            year=said.year,
            source=source,
            licence=licence,
            sure=said.sure,
            rows=read.count,
            problems=dict(sorted(read.problems.items())),
            left_out=dict(read.left_out),
            loaded_by_id=actor.user,
        )
        for given in read.rows:
            given.file, given.organisation = made, place
        for score in read.scores:
            score.file, score.organisation = made, place
        Given.objects.bulk_create(read.rows, batch_size=AT_ONCE)
        Score.objects.bulk_create(read.scores, batch_size=AT_ONCE)
        detail: dict[str, str | int] = {"kind": said.kind, "rows": read.count, "digest": digest}
        write_down(
            actor, act=LOAD.name, subject="need.file", subject_id=made.id, organisation=organisation, detail=detail
        )
    return made


def drop(actor: Actor, *, file: UUID, reason: str) -> None:
    """The file's rows go; that it was there stays in the record of acts, with its digest. Plans keep what they were
    made from. Raises LoadedFile.DoesNotExist, Refused."""
    found = LoadedFile.objects.get(id=file)
    allow(actor, DROP.name, found)
    with transaction.atomic():
        detail: dict[str, str | int] = {"kind": found.kind, "rows": found.rows, "digest": found.digest}
        write_down(
            actor,
            act=DROP.name,
            subject="need.file",
            subject_id=found.id,
            organisation=found.organisation_id,
            reason=reason,
            detail=detail,
        )
        Given.objects.filter(file=found).delete()
        Score.objects.filter(file=found).delete()
        LoadedFile.objects.filter(id=found.id).delete()


def _hold(said: FileSaid, source: str, licence: str) -> None:
    wrong = [
        name
        for name, right in (
            ("kind", said.kind in _READERS),
            ("year", (said.kind == CRS) == (said.year is not None)),
            ("year", said.year is None or FIRST_YEAR <= said.year <= LAST_YEAR),
            ("source", 0 < len(source) <= 200),
            ("licence", len(licence) <= 200 and (said.kind != PRESS or bool(licence))),
            ("sure", said.sure in words("sure")),
        )
        if not right
    ]
    if wrong:
        raise UsageError("need-file-said", what=wrong[0])


def _hold_new(organisation: UUID, said: FileSaid, digest: str) -> None:
    """Two files that tell of the same money, or two lists of scores, are not held at once."""
    held = LoadedFile.objects.filter(organisation=organisation)
    same = (
        held.filter(digest=digest, year=said.year) if said.kind == IATI else held.filter(kind=said.kind, year=said.year)
    )
    if same.exists():
        raise UsageError("need-file-again")


def _crs(content: bytes, said: FileSaid) -> _Read:
    """All donors together, in whole dollars of commitments."""
    assert said.year is not None
    read = read_crs(BytesIO(content), file=_FILE, year=said.year)
    rows = [
        Given(
            country=one.country,
            region=one.region,
            purpose=one.purpose,
            year=one.year,
            flow="commitment",
            currency="USD",
            amount=one.amount,
        )
        for one in read.rows
        if one.country or one.region
    ]
    unknown = len(read.rows) - len(rows)
    return _Read(rows, problems=_counted(read.problems), left_out={"recipient": unknown} if unknown else {})


def _iati(content: bytes, said: FileSaid) -> _Read:
    reader = IatiReader(BytesIO(content), file=_FILE)
    read = iati_funding([(_FILE, reader)])
    rows = [
        Given(
            donor=one.donor[:100],
            country=one.place if _is_country(one.place) else "",
            region="" if _is_country(one.place) else one.place[:10],
            purpose=one.purpose[:5],
            year=one.year,
            flow=one.flow,
            currency=one.currency[:3],
            onward=one.onward,
            amount=one.amount,
        )
        for one in read.rows
        if FIRST_YEAR <= one.year <= LAST_YEAR
    ]
    never = len(read.rows) - len(rows)
    problems = _counted((*reader.problems, *read.problems))
    return _Read(rows, problems=problems, left_out={**dict(read.left_out), **({"year": never} if never else {})})


def _is_country(place: str) -> bool:
    return len(place) == 2 and place.isascii() and place.isalpha()


def _press(content: bytes, said: FileSaid) -> _Read:
    read = read_press_freedom(BytesIO(content), file=_FILE)
    last = {(one.country, one.year): one for one in read.rows if one.country}
    scores = [
        Score(country=one.country, year=one.year, rank=one.rank, score=one.score, method=one.method)
        for _, one in sorted(last.items())
    ]
    nowhere = len(read.rows) - len(scores)
    return _Read(scores=scores, problems=_counted(read.problems), left_out={"country": nowhere} if nowhere else {})


def _counted(problems: Iterable[Problem]) -> Counter[str]:
    return Counter(one.code for one in problems)


_READERS = {CRS: _crs, IATI: _iati, PRESS: _press}
