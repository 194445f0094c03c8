"""The same runs on Spark: tracing for graphs larger than a node, screening for more parties than one machine takes.

Needs the extra `spark` and Java; importing this room without pyspark fails as any import does.
"""

from tadasu.cluster._declarations import read_declarations_parquet
from tadasu.cluster._screen import parties_of, screen
from tadasu.cluster._seeds import seeds
from tadasu.cluster._session import FAILURES, reason, session
from tadasu.cluster._trace import trace

__all__ = ["FAILURES", "parties_of", "read_declarations_parquet", "reason", "screen", "seeds", "session", "trace"]
