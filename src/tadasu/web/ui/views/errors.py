"""Pages for what went wrong: what is wrong, what to do, what is kept. None of them asks the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.web.ui.parts import Compared, Said
from tadasu.web.ui.views.bare import is_bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What an error page says. `sign_in` offers to sign in."""

    status: int
    title: Said
    wrong: Said
    do: Said
    kept: Said
    sign_in: bool = False


_NOTHING_CHANGED = _("Nothing was stored or changed.")
_STILL_IN_THE_FORM = _("Nothing was stored or changed. What you wrote may still be in the form when you go back.")

NOT_READ = Wrong(
    status=400,
    title=_("This request could not be read"),
    wrong=_("The address or the form has something in it that this server does not accept."),
    do=_("Go back, and follow the link or send the form from there once more."),
    kept=_NOTHING_CHANGED,
)
TOO_LARGE = Wrong(
    status=413,
    title=_("This is too large"),
    wrong=_("More was sent than a form may hold."),
    do=_("Go back and send less at a time, or fewer and smaller files."),
    kept=_STILL_IN_THE_FORM,
)
MAY_NOT = Wrong(
    status=403,
    title=_("You may not do this"),
    wrong=_("Your role, or the way you signed in, does not allow it."),
    do=_(
        "If it is part of your work, ask whoever manages your organisation here to give you the role. "
        "Some acts need a second factor, or that you signed in a few minutes ago."
    ),
    kept=_NOTHING_CHANGED,
)
NOT_HERE = Wrong(
    status=404,
    title=_("There is nothing at this address"),
    wrong=_(
        "The address is wrong, what was here is gone, or it is not for you to see. These look the same on purpose."
    ),
    do=_("Check the address, or begin at the first page. If somebody gave you the link, ask them."),
    kept=_NOTHING_CHANGED,
)
FORM_REFUSED = Wrong(
    status=403,
    title=_("This form was not accepted"),
    wrong=_("It was open too long, it came from another page, or your browser keeps no cookies of this site."),
    do=_("Go back, copy what you wrote, load that page again, and send it once more."),
    kept=_STILL_IN_THE_FORM,
)
BROKEN = Wrong(
    status=500,
    title=_("Something broke on our side"),
    wrong=_("The software made an error. That it happened is recorded, but nothing of what you wrote."),
    do=_("Try again in a few minutes. If it happens again, tell the time below to those who run this server."),
    kept=_("This step was undone as a whole. What was saved before is as it was."),
)
CONFLICT = Wrong(
    status=409,
    title=_("Somebody else changed this while you were writing"),
    wrong=_("To store yours would undo what they did, without their knowing."),
    do=_("Compare the two, copy what you need from yours, open the record as it is now, and send it once more."),
    kept=_("What they wrote is stored. What you wrote is not, but all of it stands below."),
)
TOO_MANY_LINES = Wrong(
    status=400,
    title=_("Too many lines for one file"),
    wrong=_("The table has more lines than a file may hold."),
    do=_("Go back and narrow down what is shown, then save it in parts."),
    kept=_NOTHING_CHANGED,
)


def not_read(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Handler of 400; what is too large is said to be so."""
    large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return answer(request, TOO_LARGE if large else NOT_READ)


def may_not(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Handler of 403; whoever is not signed in is shown where to do so. A refusal that has words of its own (`why`) says them."""
    actor = getattr(request, "actor", None)
    sign_in = actor is not None and actor.user is None and not is_bare(request)
    if why := getattr(exception, "why", ""):
        return answer(
            request, replace(MAY_NOT, wrong=why, do=_("Go back: the page you came from says whose part it is."))
        )
    return answer(request, replace(MAY_NOT, sign_in=sign_in))


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Handler of 404."""
    return answer(request, NOT_HERE)


def broken(request: HttpRequest) -> HttpResponse:
    """Handler of 500: not even the request is looked at, but for its kind of page."""
    layout = "ui/bare.html" if is_bare(request) else "ui/base.html"
    time = f"{timezone.now():%Y-%m-%d %H:%M:%S} UTC"
    page = render_to_string("ui/error.html", {"error": BROKEN, "layout": layout, "time": time})
    return HttpResponse(page, status=BROKEN.status)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token that our own page puts into it. The reason is Django's, for those who write software."""
    return answer(request, FORM_REFUSED)


def conflict(request: HttpRequest, compared: Sequence[Compared], *, again: str, invented: bool = False) -> HttpResponse:
    """Two people changed one record: both versions side by side; `again` is the address of the record as it is now. What is
    `invented` is said to be."""
    values: dict[str, object] = {"compared": compared, "again": again, "invented": invented}
    return answer(request, CONFLICT, template="ui/conflict.html", **values)


def answer(request: HttpRequest, error: Wrong, *, template: str = "ui/error.html", **values: object) -> HttpResponse:
    """A page for an error, on the frame of the page where it happened."""
    layout = "ui/bare.html" if is_bare(request) else "ui/base.html"
    shown = {"error": error, "layout": layout, "request": request, "csrf_token": get_token(request), **values}
    return HttpResponse(render_to_string(template, shown), status=error.status)
