"""What a petition has to hold, in words: fields, what fills them, what helps, and what is still missing."""

from collections.abc import Mapping

from tadasu.law import Help, Part, PetitionField, Remark
from tadasu.wording import Language, say


def part_text(part: Part, language: Language) -> str:
    """What a part is called."""
    return say(f"law.petition.part.{part.value}", {}, language)


def parts_text(field: PetitionField, language: Language) -> str:
    """Everything that fills a field."""
    return say("list.separator", {}, language).join(part_text(one, language) for one in field.parts)


def need_text(field: PetitionField, language: Language) -> str:
    """Whether a petition can do without it."""
    return say(f"law.petition.need.{field.need.value}", {}, language)


def help_text(one: Help, language: Language) -> str:
    """Advice, and whose it is."""
    code, source = ("law.petition.ours", "") if one.source is None else ("law.petition.of", one.source.title)
    return f"{one.what.get(language, '')} {say(code, {'source': source} if source else {}, language)}"


def remark_text(one: Remark, language: Language) -> str:
    """What is missing, or what to mind."""
    params: dict[str, str] = dict(one.params)
    for name, code in _CODED.items():
        if name in params:
            params[name] = say(f"{code}.{params[name]}", {}, language)
    return say(f"law.petition.{one.code}", params, language)


_CODED: Mapping[str, str] = {"part": "law.petition.part", "standing": "law.standing"}
"""Parameters of a remark that are codes themselves."""
