"""A Spark session that listens nowhere it need not, says little, and speaks Arrow.

Masters: `local[2]` runs in this process, `local-cluster[2,1,1024]` starts executors of their own on this machine (number,
cores each, megabytes each), anything else is a cluster that somebody runs. The first two are bound to 127.0.0.1.
"""

import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from tadasu.schema import UsageError

LOOPBACK = "127.0.0.1"

FAILURES = (PySparkException, Py4JError)
"""What Spark raises when it cannot do something; `reason` says it shortly."""

_REASON_LENGTH = 300  # signs; its messages run over pages

_LOCAL = re.compile(r"local(?:\[(?P<cores>\d+|\*)(?:,\d+)?\])?")
_LOCAL_CLUSTER = re.compile(r"local-cluster\[\s*(?P<executors>\d+)\s*,\s*(?P<cores>\d+)\s*,\s*(?P<megabytes>\d+)\s*\]")


def session(
    master: str, *, memory: str = "1g", partitions: int | None = None, settings: Mapping[str, str] | None = None
) -> SparkSession:
    """Start Spark, or give back the session that is there, as Spark does.

    `memory` is what the driver's Java takes (an executor of a cluster takes what `settings` says, by default 1 GB);
    `partitions` is into how many parts a shuffle cuts, by default twice the cores on this machine and Spark's own 200 on
    a cluster; `settings` are Spark's, and win. Raises UsageError `spark-java-missing`.
    """
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError("spark-java-missing")
    builder = SparkSession.builder.master(master).appName("tadasu")
    for name, value in {**_settings(master, memory, partitions), **(settings or {})}.items():
        builder = builder.config(name, value)
    with _environment(master):
        return builder.getOrCreate()


def is_on_this_machine(master: str) -> bool:
    """Whether driver and executors are all here."""
    return bool(_LOCAL.fullmatch(master) or _LOCAL_CLUSTER.fullmatch(master))


def reason(error: Exception) -> str:
    """The first line of what Spark says; of an error in Java that of its innermost cause, which is what went wrong."""
    java = getattr(error, "java_exception", None)
    while java is not None and java.getCause() is not None:
        java = java.getCause()
    said = str(error) if java is None else str(java.toString())
    return next((line.strip() for line in said.splitlines() if line.strip()), type(error).__name__)[:_REASON_LENGTH]


def _settings(master: str, memory: str, partitions: int | None) -> dict[str, str]:
    quiet = f'-Dlog4j2.configurationFile="{files("tadasu.cluster").joinpath("data/log4j2.properties")}"'
    common = {
        "spark.driver.memory": memory,
        "spark.log.level": "ERROR",
        "spark.sql.adaptive.enabled": "true",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if partitions is not None:
        common["spark.sql.shuffle.partitions"] = str(partitions)
    if not is_on_this_machine(master):
        return common
    return (
        common
        | _here(master, quiet)
        | ({} if partitions is None else {"spark.sql.shuffle.partitions": str(partitions)})
    )


def _here(master: str, quiet: str) -> dict[str, str]:
    """What holds only where all processes are on this machine: addresses, a secret between them, Python, memory."""
    found = _LOCAL_CLUSTER.fullmatch(master)
    plain = _LOCAL.fullmatch(master)
    if found:
        cores = int(found["executors"]) * int(found["cores"])
    else:
        said = (plain["cores"] if plain else None) or "1"
        cores = (os.cpu_count() or 1) if said == "*" else int(said)
    return {
        "spark.authenticate": "true",
        "spark.authenticate.secret": secrets.token_hex(16),
        "spark.default.parallelism": str(2 * cores),
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.extraJavaOptions": quiet,
        "spark.driver.host": LOOPBACK,
        "spark.executor.extraJavaOptions": quiet,
        "spark.locality.wait": "0s",  # every place is as near
        "spark.executor.memory": f"{found['megabytes']}m" if found else "1g",
        "spark.sql.shuffle.partitions": str(2 * cores),
    }


@contextmanager
def _environment(master: str) -> Iterator[None]:
    """What Spark takes from the environment alone: the address of a master and workers that are here, and their Python."""
    ours = {"SPARK_LOCAL_IP": LOOPBACK, "PYSPARK_PYTHON": sys.executable} if is_on_this_machine(master) else {}
    held = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in held.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
