"""Dates as people write them."""

from datetime import date

from tadasu.wording._messages import Language, say


def date_text(day: date | None, language: Language) -> str:
    """A date in words, or the word for an unknown one.

    >>> from datetime import date
    >>> date_text(date(2026, 11, 2), "en"), date_text(date(2026, 11, 2), "ja")
    ('2 November 2026', '2026年11月2日')
    """
    if day is None:
        return say("date.unknown", {}, language)
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {say(f'month.{day.month:02}', {}, language)} {day.year}"
