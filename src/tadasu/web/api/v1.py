"""All operations in one interface: what every app's `api.py` brings, under one document, one form of errors, one door."""

from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router

from tadasu.web.api import own, problems
from tadasu.web.api._bodies import Bodies
from tadasu.web.api._document import Document
from tadasu.web.api._once import Replayed
from tadasu.web.api.screening.router import router as screening
from tadasu.web.foundation.access import Scoped

OURS = "tadasu.web."


class _Api(NinjaAPI):
    """With our own document of it."""

    def get_openapi_schema(self, **named: Any) -> Document:
        """OpenAPI 3.1; made once."""
        return self._document

    @cached_property
    def _document(self) -> Document:
        return Document(self, self.get_root_path({}))


def _made() -> NinjaAPI:
    api = _Api(
        title="Tadasu",
        version="1",
        description="Screening, cases and tokens. Errors are problems (RFC 9457) in English or Japanese.",
        docs_url=None,  # the page of django-ninja loads scripts from others; docs/api.md says what it would
        urls_namespace="api-1",
        parser=Bodies(),
    )
    api.add_router("", own.router)
    api.add_router("", screening)
    for label, router in routers().items():
        api.add_router(f"/{label}", router)
    for kind in (Exception, *api._exception_handlers):
        api.add_exception_handler(kind, _problem)
    api.add_exception_handler(Replayed, _again)
    return api


def routers() -> dict[str, Router]:
    """Label of an app -> the `router` of its `api.py`, for each of ours that has one. Raises ValueError for an operation that
    says no scope: nothing is open because somebody forgot to close it."""
    found = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.api"
        if config.name.startswith(OURS) and config.label != "api" and find_spec(name) is not None:
            found[config.label] = _checked(name, import_module(name).router)
    return found


def _checked(name: str, router: Router) -> Router:
    for path, view in router.path_operations.items():
        for operation in view.operations:
            if not isinstance(operation.auth_param, Scoped):
                raise ValueError(f"{name}: {path} has no scope")
    return router


def _problem(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.of_error(request, error)


def _again(request: HttpRequest, error: Any) -> HttpResponse:
    answer: HttpResponse = error.answer
    return answer


api = _made()
