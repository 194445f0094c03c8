"""A petition as it is handed in: every field of the law with its article and what is said, what goes along, in both languages of
ours; as a page to print, as JSON, and both in a bag (BagIt 1.0, RFC 8493) that checks itself, for delivery by hand."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from tadasu.law import Part, PetitionForm
from tadasu.reports import part_text
from tadasu.web.evidence.custody.exporting import VERIFIER
from tadasu.web.evidence.custody.words import words as custody_words
from tadasu.web.evidence.petition._content import Content, beside_of
from tadasu.web.evidence.petition.laws import law_of
from tadasu.web.evidence.petition.models import ITEM, Petition
from tadasu.web.evidence.petition.queries import Attached
from tadasu.web.evidence.press.models import Article
from tadasu.wording import LANGUAGES, article_text, say

FORMAT = "tadasu-petition-1"
Both = Mapping[str, str]
"""Language -> text."""

_CSS = Path(__file__).parent / "data" / "petition.css"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a bag: it says nothing of the hour at which somebody worked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A part of a field: what it is called, and what is said; an empty text is not said."""

    part: str
    names: Both
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field of the law; one that nobody asks for has no article."""

    id: str
    names: Both
    articles: Both
    said: Sequence[Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """An attachment: `package` is the name of its own package, where it is an item of evidence; of an article its attribution,
    nothing where that is there no more."""

    number: int
    kinds: Both
    package: str = ""
    article: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All of it. `words` are the heads, each in both languages."""

    petition: str
    regime: str
    names: Both
    to: Both
    organisation: Both
    day: str
    language: str
    rows: Sequence[Row]
    along: Sequence[Along]
    words: Mapping[str, Both]


_HEADS = (
    "title",
    "under",
    "to",
    "by",
    "day",
    "number",
    "along",
    "package",
    "passage",
    "unsaid",
    "beside",
    "gone",
    "below",
)


def sheet_of(petition: Petition, content: Content, along: Sequence[Attached]) -> Sheet:
    """The petition as a sheet; each part stands once, in the first field that it fills."""
    law = law_of(petition.regime)
    released = petition.released_at
    place = petition.organisation
    return Sheet(
        petition=str(petition.id),
        regime=petition.regime,
        names=law.names,
        to=law.to,
        organisation={"en": place.name, "ja": place.name_ja or place.name},
        day=timezone.localdate(released).isoformat() if released else "",
        language=petition.language,
        rows=_rows(law.form, content),
        along=[_along(one) for one in along],
        words={head: _both(f"petition.sheet.{head}") for head in _HEADS},
    )


def json_of(sheet: Sheet, content: Content) -> bytes:
    """The same for machines, in canonical form; the salt keeps its digest from telling what it is of."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "petition": sheet.petition,
        "regime": sheet.regime,
        "regime_names": dict(sheet.names),
        "to": dict(sheet.to),
        "organisation": dict(sheet.organisation),
        "released_on": sheet.day,
        "language": sheet.language,
        "fields": [
            {
                "id": row.id,
                "names": dict(row.names),
                "articles": dict(row.articles),
                "parts": [{"part": one.part, "names": dict(one.names), "text": one.text} for one in row.said],
            }
            for row in sheet.rows
        ],
        "attachments": [
            {"number": one.number, "kinds": dict(one.kinds), "package": one.package, "article": dict(one.article)}
            for one in sheet.along
        ],
        "salt": content.salt,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "replace") + b"\n"


def page_of(sheet: Sheet) -> bytes:
    """A page that needs nothing but the file beside it, and no program of ours."""
    return render_to_string("petition/package.html", {"sheet": sheet}).encode("utf-8", "replace")


def bag_of(sheet: Sheet, content: Content) -> tuple[str, bytes, str]:
    """The name of the package, its bytes, and the digest of the JSON in it."""
    folder = f"tadasu-petition-{sheet.petition[:8]}"
    told = json_of(sheet, content)
    payload = {"data/petition.css": _CSS.read_bytes(), "data/petition.html": page_of(sheet), "data/petition.json": told}
    size = sum(map(len, payload.values()))
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": (
            f"Bag-Software-Agent: Tadasu\nExternal-Identifier: {sheet.petition}\nPayload-Oxum: {size}.{len(payload)}\n"
        ).encode(),
        "manifest-sha256.txt": _manifest(payload),
        "verify.py": VERIFIER.read_bytes(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bag:
        for name, said in {**tags, "tagmanifest-sha256.txt": _manifest(tags), **payload}.items():
            bag.writestr(zipfile.ZipInfo(f"{folder}/{name}", date_time=_LONG_AGO), said)
    return f"{folder}.zip", out.getvalue(), hashlib.sha256(told).hexdigest()


def _rows(form: PetitionForm | None, content: Content) -> Sequence[Row]:
    """What the law asks now; and what was written and it does not ask, so that nothing that two people released is left out."""
    done: set[Part] = set()
    rows = []
    for one in form.fields if form is not None else ():
        parts = [part for part in one.parts if part not in done]
        done |= set(parts)
        articles: Both = {key: one.basis.articles.get(key) or article_text(one.basis.article, key) for key in LANGUAGES}
        rows.append(Row(id=one.id, names=one.names, articles=articles, said=[_said(part, content) for part in parts]))
    beside = [part for part in beside_of(done, content.parts) if part in content.parts]
    if beside:
        names = _both("petition.sheet.beside")
        rows.append(Row(id="beside", names=names, articles={}, said=[_said(part, content) for part in beside]))
    return rows


def _said(part: Part, content: Content) -> Said:
    names: Both = {key: part_text(part, key) for key in LANGUAGES}
    return Said(part=part.value, names=names, text=content.parts.get(part, ""))


def _along(one: Attached) -> Along:
    """Of an item nothing but its kind and the name of its package: both are there when it was erased, too."""
    if one.row.kind == ITEM:
        kinds = custody_words("kinds")[one.item_kind] if one.item_kind else _both("petition.sheet.item")
        return Along(number=one.row.number, kinds=kinds, package=f"tadasu-evidence-{one.row.thing.hex[:8]}.zip")
    said = _attribution(one.article) if one.article is not None else {}
    return Along(number=one.row.number, kinds=_both("petition.sheet.article"), article=said)


def _attribution(article: Article) -> dict[str, str]:
    """Everything by which whoever reads it finds and credits it."""
    published = article.published_on.isoformat() if article.published_on else ""
    return {
        "author": article.author,
        "title": article.title,
        "outlet": article.outlet,
        "published_on": published,
        "url": article.url,
        "language": article.language,
        "licence": article.licence,
        "passage": article.passage,
    }


def _both(code: str) -> Both:
    return {key: say(code, {}, key) for key in LANGUAGES}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(said).hexdigest()}  {name}\n" for name, said in sorted(files.items())).encode()
