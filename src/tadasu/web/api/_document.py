"""The document of all operations, as django-ninja makes it, with what it leaves out: how one shows a token and which scope an
operation wants, and that everything that goes wrong is a problem."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from tadasu.web.api._once import HEADER
from tadasu.web.api._once import LONGEST as LONGEST_KEY
from tadasu.web.api.problems import MEDIA, STATUS
from tadasu.web.api.scopes import scopes
from tadasu.web.foundation.access import Scoped

SECURITY = "token"

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What is wrong (RFC 9457). `code` does not change; `title` and `detail` are in the language asked for.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "code": {"type": "string", "enum": sorted(STATUS)},
        "errors": {
            "type": "array",
            "description": "Fields that were not accepted.",
            "items": {
                "type": "object",
                "required": ["pointer", "code"],
                "properties": {"pointer": {"type": "string"}, "code": {"type": "string"}},
            },
        },
    },
}

KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"^[!-~]+$"},
    "description": "The same key with the same request gets the same answer, and it is done once. Kept for 24 hours.",
}


class Document(OpenAPISchema):
    """OpenAPI 3.1."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """The scope that a token must have."""
        asked = _scoped(operation)
        return [{SECURITY: [asked.scope] if asked.scope else []}] if asked else None

    def operation_parameters(self, operation: Operation) -> list[dict[str, Any]]:
        """With the key of idempotency, where one is heeded."""
        asked = _scoped(operation)
        changes = asked is not None and not asked.safe and not {"GET", "HEAD"} & set(operation.methods)
        return [*super().operation_parameters(operation), *([KEY] if changes else [])]

    def responses(self, operation: Operation) -> dict[Any, dict[str, Any]]:
        """Everything that goes wrong has one form."""
        found = {str(status): answer for status, answer in super().responses(operation).items()}
        return found | {status: {"$ref": "#/components/responses/Problem"} for status in ("4XX", "5XX")}

    def get_components(self) -> dict[str, Any]:
        """With the form of a problem, and how one shows a token."""
        return {
            "schemas": {**self.schemas, "Problem": PROBLEM},
            "responses": {
                "Problem": {
                    "description": "What is wrong",
                    "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
            "securitySchemes": {SECURITY: _security()},
        }


def _scoped(operation: Operation) -> Scoped | None:
    found = operation.auth_param
    return found if isinstance(found, Scoped) else None


def _security() -> dict[str, Any]:
    said = "; ".join(f"`{scope}`: {names['en']}" for scope, names in scopes().items())
    return {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": f"`ApiKey tadasu_...` or `Bearer tadasu_...`. Scopes: {said}.",
    }
