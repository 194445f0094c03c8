"""The line that credits whoever published: it stands wherever something of an article is shown, in both languages."""

import re
from datetime import date
from typing import Protocol

from tadasu.web.evidence.press.licences import is_free
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.wording import Language, date_text

BUSINESS = "company"
"""The kind of organisation for which a licence for non-commercial use is none."""


_CODE = re.compile(r"CC-(BY(?:-(?:NC|ND|SA))*)-(\d\.\d)((?:-[A-Z]{2,3})?)")


class Published(Protocol):
    """What is credited: an article, or what another app keeps of one."""

    url: str
    title: str
    author: str
    outlet: str
    licence: str
    published_on: date | None
    retrieved_on: date


def attribution(article: Published, language: Language) -> str:
    """Author, title, outlet, day, licence, address and the day on which it was retrieved, as one line of plain text."""
    japanese = language == "ja"
    title = f"「{article.title}」" if japanese else f"“{article.title}”"
    day = "" if article.published_on is None else date_text(article.published_on, language)
    parts = [*filter(None, (article.author, title, article.outlet, day, article.url))]
    retrieved = date_text(article.retrieved_on, language)
    licence = licence_text(article.licence, language)
    if japanese:
        return f"{'、'.join(parts)}（{retrieved}取得）。利用条件：{licence}。"
    return f"{', '.join(parts)} (retrieved {retrieved}). Licence: {licence}."


def licence_text(licence: str, language: Language) -> str:
    """A licence as people write it.

    >>> licence_text("CC-BY-SA-4.0", "en"), licence_text("", "ja")
    ('CC BY-SA 4.0', '記載なし')
    """
    if not licence:
        return "記載なし" if language == "ja" else "not stated"
    if found := _CODE.fullmatch(licence):
        return f"CC {found[1]} {found[2]}{found[3].replace('-', ' ')}"
    return {"CC0-1.0": "CC0 1.0", "CC-PDM-1.0": "Public Domain Mark 1.0"}.get(licence, licence)


def may_leave_whole(article: "Held") -> bool:
    """Whether the whole text may go out of the organisation; otherwise only its passages do, as quotations that are credited.
    Ask it in whatever publishes, sends or exports."""
    return is_free(article.licence, for_profit=article.organisation.kind == BUSINESS)


class Held(Protocol):
    """An article of an organisation."""

    licence: str
    organisation: Organisation
