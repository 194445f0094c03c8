"""Drills of the web project are read before its own tests: Django must be set up by then."""

import tests.web.running

__all__ = ["tests"]
