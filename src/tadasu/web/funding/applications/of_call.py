"""The form of a call (`calls.definitions`) as pages of an application, and its words.

People and organisations are not asked by it again: our own pages of names, sponsor and co-applicants do, once, for every call.
"""

from collections.abc import Iterator, Mapping, Sequence

from tadasu.funds import Amount, decimal_of
from tadasu.web.foundation.guided.questions import Question
from tadasu.web.funding.applications.asking import CALLS_OWN, Asking, Step, asking
from tadasu.web.funding.applications.models import EMERGENCY
from tadasu.web.funding.applications.words import Words, languages
from tadasu.web.funding.calls import definitions as forms
from tadasu.web.funding.calls.definitions import Definition, said_in
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.calls.queries import form_of

_SHORT = 200
"""Up to so many signs an answer is one line."""

_AMOUNT, _MONTHS = 20, 3
"""Signs of a number."""


def asking_for(call: Call) -> Asking:
    """All that is asked of somebody who applies in a call."""
    form = form_of(call)
    steps = steps_of(form, call.applicants, aloud=call.tier == EMERGENCY)
    named = any(one.kind == forms.PARTIES and one.required for one in form.questions())
    return asking(call.tier, steps, named=named)


def words_for(call: Call, language: str) -> Words:
    """The words of all that is asked, in English or Japanese."""
    least, most = (format(decimal_of(Amount(one, call.currency)), ",") for one in (call.least, call.most))
    own, texts = languages()[language], texts_of(form_of(call), language)
    texts.setdefault("questions.amount.hint", own.text("page.amount-range"))
    return own.of_call(texts, currency=call.currency, least=least, most=most)


def steps_of(form: Definition, applicants: Sequence[str] = (), *, aloud: bool = False) -> tuple[Step, ...]:
    """Its pages. Of the kinds of applicants only those that the call takes. `aloud`: every text may be told in a recording,
    whatever the form says of each."""
    return tuple(one for one in (_step(page, form, applicants, aloud) for page in form.pages) if one.questions)


def texts_of(form: Definition, language: str) -> dict[str, str]:
    """Place -> text."""
    return dict(_texts(form, language))


def _step(page: forms.Page, form: Definition, applicants: Sequence[str], aloud: bool) -> Step:
    asked = [one for one in page.questions if one.kind != forms.PARTIES]
    return Step(
        id=f"{CALLS_OWN}{page.id}",
        questions=tuple(_question(one, applicants) for one in asked),
        when=_when(page, form),
        rows=frozenset(_id(one) for one in asked if one.coded),
        fresh=frozenset(_id(one) for one in asked if one.binds in ("amount", "months") or not one.binds),
        needed=frozenset(_id(one) for one in asked if one.required),
        aloud=frozenset(_id(one) for one in asked if one.kind == forms.TEXT and (one.spoken or aloud)),
    )


def _when(page: forms.Page, form: Definition) -> tuple[Mapping[str, str], ...]:
    if page.when is None or (before := form.question(page.when[0])) is None:
        return ()
    return tuple({_id(before): code} for code in sorted(page.when[1]))


def _id(one: forms.Question) -> str:
    return one.binds or f"{CALLS_OWN}{one.id}"


def _question(one: forms.Question, applicants: Sequence[str]) -> Question:
    codes = tuple(choice.code for choice in one.choices)
    match one.kind:
        case forms.CHOICE:
            taken = tuple(code for code in codes if one.binds != "applicant-type" or code in applicants)
            return Question(id=_id(one), kind="one", choices=taken or codes)
        case forms.SEVERAL:
            return Question(id=_id(one), kind="many", choices=codes)
        case forms.AMOUNT | forms.MONTHS:
            most = _AMOUNT if one.kind == forms.AMOUNT else _MONTHS
            return Question(id=_id(one), kind="number", asks=one.kind, most=most)
        case _:
            return Question(id=_id(one), kind="short" if one.most <= _SHORT else "long", most=one.most)


def _texts(form: Definition, language: str) -> Iterator[tuple[str, str]]:
    if form.before and form.pages:
        yield f"pages.{CALLS_OWN}{form.pages[0].id}.hint", said_in(form.before, language)
    for page in form.pages:
        yield f"pages.{CALLS_OWN}{page.id}", said_in(page.title, language)
        if page.hint:
            yield f"pages.{CALLS_OWN}{page.id}.hint", said_in(page.hint, language)
        for one in page.questions:
            yield f"questions.{_id(one)}.ask", said_in(one.ask, language)
            if one.hint:
                yield f"questions.{_id(one)}.hint", said_in(one.hint, language)
            for choice in one.choices:
                yield f"questions.{_id(one)}.choices.{choice.code}", said_in(choice.text, language)
