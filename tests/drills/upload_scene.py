"""A web server as `tadasu serve` starts it, with its database, and somebody signed in who reads a record; then it waits."""

import json
import os
import socket
import subprocess
import sys
import time

from tests.web.running import DATA, started, use  # first: it makes Django ready

# isort: split
from django.core.management import call_command
from django.urls import reverse
from tests.web.made import organisation
from tests.web.made_vault import PHRASE, holder, sealed
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.project.database import Role
from tadasu.web.project.serving._manage import part


def main() -> None:
    """Start, say where, wait, stop."""
    server = started()
    use(server, Role.OWNER)
    call_command("migrate", verbosity=0)
    use(server, Role.WEB)
    place = organisation("civil-society")
    reader = holder(place, "documenter")
    with_authenticator(reader.user)
    record = sealed(place, reader)
    port = free_port()
    environment = os.environ | {"TADASU_DATABASE_URL": server.address(Role.WEB), "TADASU_DATA": str(DATA)}
    web = subprocess.Popen(part("web", "127.0.0.1", str(port), "1"), env=environment, stdout=subprocess.DEVNULL)
    wait_for(port)
    told = {
        "port": port,
        "web": web.pid,
        "postgres": server.pid,
        "postgres data": str(server.cluster.data),
        "session": signed_in(reader.user).cookies["tadasu"].value,
        "passphrase": PHRASE,
        "unlock": reverse("vault-unlock"),
        "page": reverse("vault-add-file", args=[record]),
    }
    print(json.dumps(told), flush=True)
    sys.stdin.readline()
    web.terminate()
    web.wait()
    server.stop()


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    """Until the web server answers."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("no answer")


if __name__ == "__main__":
    main()
