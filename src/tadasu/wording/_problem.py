"""A problem in a file, or an error, -> sentences: where, what was there, what to do."""

from collections.abc import Mapping

from tadasu.schema import InputError, Problem, StoreError, TadasuError
from tadasu.wording._messages import Language, codes, opens_with_value, say

LONGEST_VALUE = 400
"""Characters of one value that a sentence quotes: whole lists of column names are longer, and nobody reads them."""


def problem_text(problem: Problem, language: Language) -> str:
    """File, row and column as far as they are known, then what is wrong and what to do about it.

    A code without a message (a newer reader than this table) is shown as it is rather than hidden.
    """
    params = dict(problem.params) | {
        "file": problem.file,
        "row": str(problem.row),
        "column": problem.column,
        "value": problem.value,
    }
    what = _what(problem, params, language)
    if not problem.file:  # a folder such as "." has no name
        return what[:1].upper() + what[1:]
    return say("problem.at", {"place": _place(problem, language), "what": what}, language)


def error_texts(error: TadasuError, language: Language) -> tuple[str, ...]:
    """Every sentence an error has to say: one a problem for an InputError, otherwise one.

    >>> from tadasu.schema import UsageError
    >>> error_texts(UsageError("list-missing", list="us-uflpa"), "ja")[0][:20]
    'リスト「us-uflpa」はまだありませ'
    """
    if isinstance(error, InputError):
        return tuple(problem_text(problem, language) for problem in error.problems)
    code = str(getattr(error, "code", error))
    params = dict(getattr(error, "params", ()))
    own = f"store.{code}" if isinstance(error, StoreError) else code
    far = (f"{code}.nothing-near",) if params.get("nearest") == "" else ()
    known = next((each for each in (*far, own, code) if each in codes()), "")
    if known:
        sentence = say(known, _in_words(params, language), language)
        return (sentence if opens_with_value(known, language) else sentence[:1].upper() + sentence[1:],)
    details = ", ".join(f"{name}={value}" for name, value in params.items())
    return (say("error.without-message", {"code": code, "details": details}, language),)


def _place(problem: Problem, language: Language) -> str:
    if problem.row and problem.column:
        key = "problem.place.cell"
    elif problem.row:
        key = "problem.place.row"
    elif problem.column:
        key = "problem.place.column"
    else:
        key = "problem.place.file"
    return say(key, {"file": problem.file, "row": str(problem.row), "column": problem.column}, language)


def _what(problem: Problem, params: Mapping[str, str], language: Language) -> str:
    code = problem.code
    if "" in (params.get("nearest"), params.get("runner_up")) and f"{code}.nothing-near" in codes():
        code = f"{code}.nothing-near"
    if code in codes():
        return say(code, _in_words(params, language), language)
    details = ", ".join(f"{name}={value}" for name, value in problem.params if value)
    return say("problem.without-message", {"code": problem.code, "value": problem.value, "details": details}, language)


def _in_words(params: Mapping[str, str], language: Language) -> Mapping[str, str]:
    """Values cut to what can be read; a reason that is a code of ours becomes words, one of a library stays as it is."""
    code = f"reason.{params.get('reason', '')}"
    short = {name: _cut(value) for name, value in params.items()}
    return {**short, "reason": say(code, {}, language)} if code in codes() else short


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
