"""The project: settings, addresses, database, servers."""
