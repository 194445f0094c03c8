"""What every test of the web project may use; a test elsewhere imports it from `tests.web.running`."""

from tests.web.running import client, committed, database, server

__all__ = ["client", "committed", "database", "server"]
