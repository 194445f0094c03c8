"""A folder on storage that all machines share, in which each table is there whole or not at all.

Spark writes the parts of a table beside each other and `_SUCCESS` last; a table without it is written again. The folder
may be on anything that Spark writes to; it belongs to one run at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sf

from tadasu.schema import UsageError

WHOLE = "_SUCCESS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """`folder` is a path or an address that every machine of the cluster can reach."""

    spark: SparkSession
    folder: str

    def kept(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """The table of that name; made and written if it is not there whole."""
        if not self.has(name):
            make().write.mode("overwrite").parquet(self._path(name))
        return self.spark.read.parquet(self._path(name))

    def has(self, name: str) -> bool:
        """Whether the table is there whole."""
        java = self.spark._jvm
        path = java.org.apache.hadoop.fs.Path(f"{self._path(name)}/{WHOLE}")
        return bool(path.getFileSystem(self.spark._jsc.hadoopConfiguration()).exists(path))

    def claim(self, note: str) -> None:
        """Say what run the folder is for. Raises UsageError `cluster-checkpoint-other` when it is that of another."""
        name = "run"
        if not self.has(name):
            self.spark.range(1).select(sf.lit(note).alias("value")).write.mode("overwrite").text(self._path(name))
        elif [row.value for row in self.spark.read.text(self._path(name)).collect()] != [note]:
            raise UsageError("cluster-checkpoint-other", folder=self.folder.rstrip("/").rsplit("/", 1)[-1])

    def _path(self, name: str) -> str:
        return f"{self.folder.rstrip('/')}/{name}"
