"""Days and moments in the reader's language; years of the era (令和) where a law of Japan counts in them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

from tadasu.wording import Language, date_text

_ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"))
"""First day -> era. Act on Era Names (元号法, Act 43 of 1979) and its Cabinet Orders of 1989 and 2019."""


def language() -> Language:
    """The language in which a page is being written."""
    return "ja" if (get_language() or "").startswith("ja") else "en"


def day_text(day: date, language: Language, *, era: bool = False) -> str:
    """A day in words; with `era`, Japanese adds the year of the era. Days before 1926-12-25 have none.

    >>> day_text(date(2026, 11, 22), "ja", era=True), day_text(date(2026, 11, 22), "en", era=True)
    ('2026年(令和8年)11月22日', '22 November 2026')
    """
    if not (era and language == "ja"):
        return date_text(day, language)
    return f"{day.year}年{_era(day)}{day.month}月{day.day}日"


def moment_text(moment: datetime, language: Language) -> str:
    """Day, hour and minute, by the clock of the place that is set; a time without a zone is taken as it stands.

    >>> moment_text(datetime(2026, 11, 22, 9, 5), "en")
    '22 November 2026, 09:05'
    """
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    between = " " if language == "ja" else ", "
    return f"{date_text(local.date(), language)}{between}{local:%H:%M}"


def _era(day: date) -> str:
    for first, name in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"({name}{'元' if year == 1 else year}年)"
    return ""
