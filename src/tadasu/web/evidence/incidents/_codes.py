"""Words of a documenter -> codes of the house: issue, country, region, sector, good, month, number of people. Pure.

Nothing is guessed. What has no code, or could have several, gives none and a doubt: (field, why).
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from tadasu.goods import exists, parse_hs
from tadasu.places import country_code, find, lineage
from tadasu.readers import Window, read_date, says_none
from tadasu.schema import Issue

UNKNOWN, SEVERAL, OPEN, IMPOSSIBLE, LONG = "unknown", "several", "open", "impossible", "long"
"""Why there is no code: no word of ours; several that differ; a day that can be read in two ways; a day that cannot be; a cell
that is longer than any list of codes."""

LONGEST = 1_000
"""Characters of a cell that is looked at for a code."""

SEVERAL_IN_ONE = re.compile(r"\s*[;|；｜、\n]\s*")
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+")
_RANGE = re.compile(r"\s*[~〜～]\s*|\s+(?:to|until|–|-)\s+|から")
_EARLIEST = date(1900, 1, 1)
_DATA = Path(__file__).parent / "data"

CODED = ("issue", "country", "place", "sector", "good", "date", "people")
"""Fields that have codes."""

Doubt = tuple[str, str]


@dataclass(slots=True)
class Coded:
    """What is coded of an incident. `month` is the first day of one; where only a year is known `year` alone is set."""

    issues: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    country: str = ""
    region: str = ""
    sector: str = ""
    good: str = ""
    month: date | None = None
    year: int | None = None
    people: int | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def signs(self) -> tuple[object, ...]:
        """What is compared when a later file tells of the same incident."""
        return (
            *(self.issues, self.indicators, self.country, self.region, self.sector, self.good),
            *(self.month, self.year, self.people),
        )


def coded(cells: Mapping[str, str], *, order: str = "", today: date) -> Coded:
    """By field; a field that is missing, empty or says that there is nothing gives no code and no doubt.

    >>> said = {"issue": "強制労働", "country": "ベトナム", "date": "令和7年5月", "people": "約200人"}
    >>> found = coded(said, today=date(2026, 1, 1))
    >>> found.issues, found.country, found.month, found.people, found.doubts
    (('forced-labour',), 'vn', datetime.date(2025, 5, 1), None, [('people', 'unknown')])
    """
    made = Coded()
    said = {}
    for name in CODED:
        text = _BLANKS.sub(" ", cells.get(name, ""))
        if len(text) > LONGEST:
            _note(made, name, LONG)
        elif text and not _says_none(text):
            said[name] = text
    if "issue" in said:
        made.issues, made.indicators, doubt = _issues(said["issue"])
        _note(made, "issue", doubt)
    if "country" in said:
        made.country, doubt = _country(said["country"])
        _note(made, "country", doubt)
    if "place" in said:
        made.country, made.region, doubt = _region(said["place"], made.country, "country" in said)
        _note(made, "place", doubt)
    if "sector" in said:
        made.sector, doubt = _one(said["sector"], sector_words().get, "sector")
        _note(made, "sector", doubt)
    if "good" in said:
        made.good, doubt = _one(said["good"], _good, "good")
        _note(made, "good", doubt)
    if "date" in said:
        made.year, made.month, doubt = _month(said["date"], order, today)
        _note(made, "date", doubt)
    if "people" in said:
        made.people, doubt = _people(said["people"])
        _note(made, "people", doubt)
    return made


def folded(text: str) -> str:
    """Compatibility-folded, lower case, one blank between words.

    >>> folded("ＦＯＲＣＥＤ  Labour")
    'forced labour'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())


@cache
def issue_words() -> Mapping[str, tuple[str, str]]:
    """Folded word -> issue, and the indicator of the ILO that it names, which may be none."""
    rows = _rows("issue_words.csv")
    found = {folded(row["words"]): (row["issue"], row["indicator"]) for row in rows}
    return MappingProxyType({**{folded(one): (one.value, "") for one in Issue}, **found})


@cache
def sector_words() -> Mapping[str, str]:
    """Folded word or code -> code of a sector (`data/sectors.csv`)."""
    found = {}
    for row in _rows("sectors.csv"):
        for word in (row["code"], row["en"], row["ja"], *row["words"].split(";")):
            if word:
                found[folded(word)] = row["code"]
    return MappingProxyType(found)


@cache
def sectors(language: str) -> Mapping[str, str]:
    """Code -> name."""
    return MappingProxyType({row["code"]: row["ja" if language == "ja" else "en"] for row in _rows("sectors.csv")})


@lru_cache(maxsize=4096)
def _says_none(text: str) -> bool:
    return says_none(text)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


def _note(made: Coded, name: str, doubt: str) -> None:
    if doubt:
        made.doubts.append((name, doubt))


@lru_cache(maxsize=4096)
def _issues(text: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Every issue and indicator that the cell names, in its order; a doubt if one of its words is not known."""
    words = issue_words()
    parts: list[str] = []
    for part in [text] if folded(text) in words else SEVERAL_IN_ONE.split(text):
        plain = folded(part.rpartition("::")[2])  # Uwazi writes `parent::child`
        smaller = [folded(one) for one in re.split(r"[,，/／・]", part) if one.strip()]
        parts += smaller if plain not in words and any(one in words for one in smaller) else [plain]
    known = [words[part] for part in parts if part in words]
    issues = dict.fromkeys(issue for issue, _ in known)
    indicators = dict.fromkeys(indicator for _, indicator in known if indicator)
    return tuple(issues), tuple(indicators), UNKNOWN if len(known) < len([one for one in parts if one]) else ""


@lru_cache(maxsize=4096)
def _country(text: str) -> tuple[str, str]:
    whole = country_code(text)
    if whole:
        return whole, ""
    found = [country_code(part) for part in SEVERAL_IN_ONE.split(text) if part.strip()]
    return _single(found)


@lru_cache(maxsize=16384)
def _region(text: str, country: str, stated: bool) -> tuple[str, str, str]:
    """Country, the part of it next below (a province, a prefecture), and a doubt. A place that is known in several countries
    says nothing without one of them; the country of a place does not take the place of one that was stated."""
    for part in (text, *(one for one in re.split(r"[,，、;|/\n]", text) if one.strip() != text.strip())):
        lines = [lineage(place.id) for place in find(part.strip())]
        tops = {(line[-1].id, line[-2].id if len(line) > 1 else "") for line in lines}
        if country:
            tops = {one for one in tops if one[0] == country}
        tops = {one for one in tops if one[1]} or tops
        if len(tops) == 1:
            ((found, region),) = tops
            if region or (found and not country):
                return (country if stated else found), (region if country or not stated else ""), ""
        elif len(tops) > 1:
            return country, "", SEVERAL
    return country, "", UNKNOWN


def _one(text: str, code: Callable[[str], str | None], name: str) -> tuple[str, str]:
    """The one code of a cell."""
    plain = folded if name == "sector" else str.strip
    whole = code(plain(text))
    if whole:
        return whole, ""
    return _single([code(plain(part)) for part in SEVERAL_IN_ONE.split(text) if part.strip()])


def _single(found: Sequence[str | None]) -> tuple[str, str]:
    known = set(filter(None, found))
    if len(known) == 1 and None not in found:
        return known.pop(), ""
    return "", SEVERAL if len(known) > 1 else UNKNOWN


@lru_cache(maxsize=4096)
def _good(text: str) -> str | None:
    """The international digits of a code that there is."""
    code = parse_hs(text)
    return code[:6] if code and exists(code) else None


_PLAIN_YEAR = re.compile(r"(\d{4})\s*年?")
_PLAIN_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_ERA_MONTH = re.compile(r"[^\d\s元]{1,2}\s?(?:\d{1,2}|元)年(?:\d{1,2}月)?")
_NAMED_MONTH = re.compile(r"[^\W\d]{3,}\.?,? \d{4}")


@lru_cache(maxsize=16384)
def _month(text: str, order: str, today: date) -> tuple[int | None, date | None, str]:
    """Year, month if it is known, doubt. Of a range the beginning."""
    plain = " ".join(unicodedata.normalize("NFKC", _RANGE.split(text.strip())[0]).split())
    if found := _PLAIN_YEAR.fullmatch(plain):
        return _within(int(found[1]), None, today)
    if found := _PLAIN_MONTH.fullmatch(plain):
        return _within(int(found[1]), int(found[2]), today)
    if _ERA_MONTH.fullmatch(plain):
        named = "月" in plain
        begun = read_date(plain + ("1日" if named else "12月31日"), Window(_EARLIEST, date(today.year, 12, 31)))
        day = begun.on("")
        return (*_within(day.year, day.month if named else None, today),) if day else (None, None, IMPOSSIBLE)
    reading = read_date(f"1 {plain}" if _NAMED_MONTH.fullmatch(plain) else plain, Window(_EARLIEST, today))
    if reading.fault or not reading.days:
        return None, None, IMPOSSIBLE if reading.fault in ("date-impossible", "date-out-of-range") else UNKNOWN
    if reading.remark in ("date-two-digit-year", "date-serial"):
        return None, None, OPEN
    months = {(day.year, day.month) for _, day in reading.days}
    if len(months) > 1:
        chosen = reading.on(order) if order else None
        if chosen is None:
            years = {year for year, _ in months}
            return (years.pop() if len(years) == 1 else None), None, OPEN
        months = {(chosen.year, chosen.month)}
    ((year, month),) = months
    return year, date(year, month, 1), ""


def _within(year: int, month: int | None, today: date) -> tuple[int | None, date | None, str]:
    if not _EARLIEST.year <= year <= today.year or (month is not None and not 1 <= month <= 12):
        return None, None, IMPOSSIBLE
    if month is None:
        return year, None, ""
    first = date(year, month, 1)
    return (year, first, "") if first <= today else (None, None, IMPOSSIBLE)


_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})\s*(?:人|名|people|persons|workers|victims)?")
MOST_PEOPLE = 100_000_000


def _people(text: str) -> tuple[int | None, str]:
    """A number. `about 200`, `200-300`, `several` and a number with the raised sign of a note are none."""
    raised = any(unicodedata.decomposition(sign).startswith(("<super>", "<sub>")) for sign in text)
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    found = None if raised else _NUMBER.fullmatch(plain)
    number = int(found[1].replace(",", "")) if found else MOST_PEOPLE + 1
    return (number, "") if number <= MOST_PEOPLE else (None, UNKNOWN)


def counted(doubts: Iterable[Doubt], into: dict[str, int]) -> None:
    """One more of each."""
    for name, why in doubts:
        into[f"{name}:{why}"] = into.get(f"{name}:{why}", 0) + 1
