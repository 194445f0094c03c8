"""What some bytes are, and what can be read out of them. Everything read here but the text is a guess, for a person to confirm.

Only text is read out of HTML; of a PDF nothing is, it is kept as a file. Nothing is run, unpacked or fetched. Without Django.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from charset_normalizer import from_bytes
from lxml import etree
from trafilatura import bare_extraction, load_html

from tadasu.schema import UsageError
from tadasu.web.evidence.press._fetching import PAGE
from tadasu.web.evidence.press.licences import licence_in
from tadasu.web.ui.signs import plain_text, unseen_sign

HTML, PDF, TEXT = "html", "pdf", "text"

_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_TREE = re.compile(rb"<\s*(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BINARY = (b"PK\x03\x04", b"\x1f\x8b", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"MZ", b"\x7fELF", b"7z\xbc\xaf", b"Rar!")
_WIDER = {
    "shift_jis": ("cp932",),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "iso8859-1": ("cp1252",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "ascii": ("cp1252",),
}
"""Encodings that pages name and mean more than (WHATWG Encoding): Python's name -> Python's names, in order."""

_KNOWN = frozenset({
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "cp932", "shift_jis", "shift_jis_2004", "euc_jp", "euc_jis_2004",
    "iso2022_jp", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "cp949", "euc_kr", "johab", "koi8-r", "koi8-u", "mac-roman",
    "tis-620", "cp866", "cp874", *(f"cp{number}" for number in range(1250, 1259)),
})  # fmt: skip
"""Encodings of pages, by Python's names; all of ISO 8859 are too. What else Python knows is none that a page is in, and to read
some of it (punycode) takes the square of its length."""

_JIS = ("iso2022_jp", "iso2022_jp_ext")
"""The second one has half-width katakana too."""

_BROKEN = 100
"""One sign of so many may be missing in an encoding that was named: of a page that was cut, or has a sign that only some have."""

MOST_ELEMENTS = 20_000
"""Of a page in which the article is looked for: that takes two seconds, and the square of it for more. Of a longer page all text
is taken."""

_UNREAD = frozenset({"script", "style", "noscript", "template", "title"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip

_HEAD = 4096
MOST_WORDS = 300
"""Characters of a title or an author that are guessed."""

LITTLE = 200
"""Characters of text below which a page probably shows its text to subscribers, or to scripts, only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a page seems to say of itself. Nothing of it is kept before a person has confirmed it."""

    title: str = ""
    author: str = ""
    outlet: str = ""
    published_on: date | None = None
    language: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """`kind` is one of html, pdf, text; of a PDF there is no text."""

    kind: str
    text: str = field(default="", repr=False)
    guess: Guess = Guess()


def kind_of(content: bytes, media_type: str = "") -> str:
    """What bytes are, by what they begin with, and as far as that leaves it open by what they were said to be. Raises UsageError
    `press-empty`, `press-not-a-page`, `press-not-readable`, `press-too-large`."""
    if not content.strip(b" \t\r\n\0"):
        raise UsageError("press-empty")
    head = content[:_HEAD]
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    page = media_type in _PAGES or (media_type in _UNSAID and _TREE.search(head) is not None)
    if not page and media_type not in _UNSAID and not media_type.startswith("text/"):
        raise UsageError("press-not-a-page", type=media_type)
    if head.startswith(_BINARY) or (b"\0" in head and not _is_wide(head)):
        raise UsageError("press-not-readable")
    if len(content) > PAGE:
        raise UsageError("press-too-large", most=str(PAGE // 1_000_000))
    return HTML if page else TEXT


def read(content: bytes, *, media_type: str = "", charset: str = "", url: str = "") -> Read:
    """Text and guesses. Raises as `kind_of`, and UsageError `press-no-text` where a page holds no text."""
    kind = kind_of(content, media_type)
    if kind == PDF:
        return Read(kind=PDF)
    text = decoded(content, charset)
    if kind == TEXT:
        said = cleaned(text)
        if not said:
            raise UsageError("press-empty")
        return Read(kind=TEXT, text=said)
    found = _extracted(text, url)
    if not found.text:
        raise UsageError("press-no-text")
    return found


def decoded(content: bytes, charset: str = "") -> str:
    """Bytes as text: by the mark at their head, by what was said with them, by what a page says of itself, as UTF-8, and else by
    what its bytes look like (old Japanese pages in Shift_JIS or EUC-JP without a word)."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            return content.decode(name, "replace").lstrip("\ufeff")
    named = [*_named(content, charset)]
    for name in named:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, ValueError):
            continue
    for name in named:  # what all was named for fits but for a few signs
        found = content.decode(name, "replace")
        if _is_jis(content) or found.count("\ufffd") * _BROKEN <= len(found):
            return found
    best = from_bytes(
        content[:200_000], cp_isolation=["cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp1252"]
    ).best()
    return content.decode(best.encoding if best else "utf-8", "replace")


def cleaned(text: str) -> str:
    """Text without signs that nobody sees, with line ends of one kind and no more than one empty line."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (
        "".join(sign for sign in line if sign == "\t" or not unseen_sign(sign)).strip() for line in plain.split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_in(passage: str, text: str) -> bool:
    """Whether a text holds a passage; blanks and line ends do not matter.

    >>> is_in("the gate  was\\nlocked", "At night the gate was locked."), is_in("", "x"), is_in("門 は", "夜は門は閉まる")
    (True, False, True)
    """
    wanted = bare(passage)
    return bool(wanted) and wanted in bare(text)


def bare(text: str) -> str:
    """Without blanks, and each sign written in one way."""
    return "".join(unicodedata.normalize("NFC", text).split())


def _is_wide(head: bytes) -> bool:
    return head.startswith((_BOMS[1][0], _BOMS[2][0]))


def _is_jis(content: bytes) -> bool:
    """Whether it turns to JIS X 0208: all of its bytes are also those of UTF-8."""
    return content.isascii() and (b"\x1b$B" in content or b"\x1b$@" in content)


def _named(content: bytes, charset: str) -> Iterator[str]:
    """Names of encodings to be tried, in order; those that Python does not know are left out."""
    head = content[:_HEAD]
    if _is_jis(content):
        yield from _JIS
        return
    for said in (charset, *(found[1].decode() for found in (_META.search(head), _XML.search(head)) if found), "utf-8"):
        try:
            name = codecs.lookup({"x-sjis": "cp932", "x-euc-jp": "euc_jp"}.get(said.lower(), said)).name
        except (LookupError, ValueError):
            continue
        if name in _KNOWN or name.startswith("iso8859"):
            yield from _WIDER.get(name, (name,))


def _extracted(html: str, url: str) -> Read:
    """As trafilatura reads it. It is given text and an address only as a word; it fetches nothing."""
    tree = load_html(html.replace("\0", ""))
    if tree is None:
        return Read(kind=HTML)
    language, licences = _told(tree)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        guess = Guess(title=line_of(tree.findtext(".//title")), language=language, licence=licence_in(licences))
        return Read(kind=HTML, text=_all_of(tree), guess=guess)
    try:
        found: Any = bare_extraction(
            tree,
            url=url or None,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):  # of a tree that is none
        found = None
    if found is None:
        return Read(kind=HTML)
    guess = Guess(
        title=line_of(found.title),
        author=line_of(found.author),
        outlet=line_of(found.sitename),
        published_on=_day(found.date),
        language=language,
        licence=licence_in(licences),
    )
    return Read(kind=HTML, text=cleaned(found.text or ""), guess=guess)


def _all_of(tree: Any) -> str:
    """All text of a page, one block a line."""
    parts: list[str] = []
    shut: Any = None
    for event, one in etree.iterwalk(tree, events=("start", "end")):
        block = "\n" if one.tag in _BLOCKS else ""
        if event == "start" and shut is None:
            shut = one if one.tag in _UNREAD or not isinstance(one.tag, str) else None
            parts.append(block + ((one.text or "") if shut is None else ""))
        elif event == "end":
            shut = None if shut is one else shut
            parts.append(block + (one.tail or "") if shut is None else "")
    return cleaned("".join(parts))


def _told(tree: Any) -> tuple[str, list[str]]:
    """The language that a page says it is in, and the addresses that it names as its licence, or, if none, that it leads to."""
    said = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    language = said if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}", said) else ""
    named = [str(one) for one in tree.xpath("//*[contains(concat(' ', @rel, ' '), ' license ')]/@href")]
    return language, named or [str(one) for one in tree.xpath("//a/@href[contains(., 'creativecommons.org/')]")]


def line_of(said: str | None) -> str:
    """A line that can be seen."""
    return plain_text("".join(sign for sign in said or "" if sign.isspace() or not unseen_sign(sign)))[:MOST_WORDS]


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat((said or "")[:10])
    except ValueError:
        return None
