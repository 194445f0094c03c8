"""Answer of the named: a company is told what may be told, when it is safe, and its answer stands beside the finding."""
