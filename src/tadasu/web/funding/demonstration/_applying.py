"""Those who apply, with a code and without an account: each opens a box, answers page by page, and sends or stops half-way."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from tadasu.web.foundation.access import ANONYMOUS, acting, holding
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import enter, entered, leave, open_box
from tadasu.web.foundation.correspondence.demo import demo_code
from tadasu.web.foundation.guided.questions import Question, Value
from tadasu.web.funding.applications.actions.drafting import asking_of, begin, save
from tadasu.web.funding.applications.actions.sending import send
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.applications.queries import applications_in
from tadasu.web.funding.demonstration._books import Books
from tadasu.web.funding.demonstration._stage import told

CODE = "funding "


def applied(books: Books) -> dict[str, Application]:
    """Everybody of the data; applications that were sent, by their names there."""
    found = {}
    for name, said in told()["applications"].items():
        with acting(ANONYMOUS):
            leave(open_box(books.counter, code=code_of(name)).token)
        with visiting(name) as visit:
            _fills(visit, books, said)
            if not said.get("pages"):
                send(visit, language=said["language"])
                found[name] = applications_in(visit.box.id).get()
    return found


def visiting(name: str) -> AbstractContextManager[Visit]:
    """Somebody of the data comes back to their box."""
    return coming(code_of(name))


@contextmanager
def coming(code: str) -> Iterator[Visit]:
    """Whoever has the code of a box comes to it."""
    with acting(ANONYMOUS):
        token = enter(code)
        visit = entered(token)
    assert visit is not None
    with acting(ANONYMOUS), holding(str(visit.box.digest)):
        yield visit
    with acting(ANONYMOUS):
        leave(token)


def code_of(name: str) -> str:
    """The code of somebody's box: the same at every start."""
    return demo_code(CODE + name)


def _fills(visit: Visit, books: Books, said: Mapping[str, Any]) -> None:
    """All pages that are shown, or as many as it came to."""
    draft = begin(visit, call=books.calls[said["call"]].id)
    answers: dict[str, Value] = {**told()["usual"][said["call"]], **said["answers"]}
    done = 0
    for step in asking_of(draft)[1].steps:
        if step.is_shown(draft.answers) and done < said.get("pages", done + 1):
            given = {one.id: _answer(one, answers, said["words"]) for one in step.questions}
            draft = save(visit, page=step, answers={id: one for id, one in given.items() if one})
            done += 1


def _answer(one: Question, answers: Mapping[str, Value], words: str) -> Value:
    """What is given; of a call's own questions for words these, where nothing is."""
    if one.id in answers:
        given = answers[one.id]
        return tuple(given) if isinstance(given, list) else given
    return words if one.id.startswith("call-") and one.kind == "long" else ""
