"""What is settled before the arguments are parsed: the language, and options that take several values."""

from collections.abc import Collection, Mapping, Sequence

from tadasu.wording import LANGUAGES, Language

SEVERAL = frozenset({"--against", "--companies", "--findings", "--issue", "--lists", "--stakes", "--upstream"})
"""The options that take several values, as `--against A B` or repeated."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--language`, else the locale of the environment (LC_ALL, LC_MESSAGES, LANG in POSIX's order), else English.

    >>> language_of([], {"LANG": "ja_JP.UTF-8"}), language_of(["--language=en"], {"LANG": "ja_JP.UTF-8"})
    ('ja', 'en')
    """
    asked = _value_of("--language", arguments)
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    for text in (asked, locale):
        for language in LANGUAGES:
            if text == language or text.startswith((f"{language}_", f"{language}.")):
                return language
    return "en"


def spread(arguments: Sequence[str], with_value: Collection[str]) -> list[str]:
    """Repeat an option of SEVERAL before each of its values; `with_value` are the options that take one value.

    When nothing else is left to be the FILE, the last value is it.

    >>> spread(["screen", "mine.csv", "--against", "a", "b", "--json"], {"--against"})
    ['screen', 'mine.csv', '--against', 'a', '--against', 'b', '--json']
    >>> spread(["screen", "--against", "a", "mine.csv"], {"--against"})
    ['screen', '--against', 'a', 'mine.csv']
    """
    if SEVERAL.isdisjoint(arguments):
        return list(arguments)
    out: list[str] = []
    places: list[int] = []
    previous, open_option, plain = "", "", 0
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            open_option = argument if argument in SEVERAL else ""
            out.append(argument)
        elif open_option:
            if previous != open_option:
                out.append(open_option)
            places.append(len(out))
            out.append(argument)
        else:
            plain += previous not in with_value
            out.append(argument)
        previous = argument
    if plain < 2 and len(places) > 1:  # only the verb stood alone
        file = out.pop(places[-1])
        del out[places[-1] - 1]
        out.append(file)
    return out


def _value_of(option: str, arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
        if argument == option and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""
