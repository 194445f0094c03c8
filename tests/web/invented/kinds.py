"""What the invented desks exchange: short notes. One makes them, the other takes them."""

from collections.abc import Mapping
from typing import Any

NOTE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["number", "text"],
    "properties": {
        "number": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
        "text": {"type": "string", "maxLength": 200},
    },
}
