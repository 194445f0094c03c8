"""HiGHS without a word on the standard output: its class for Python greets whoever makes the first one."""

import highspy


class Solver(highspy.Highs):
    """One thread, the same run every time, warm-started from the last basis (so without presolve)."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()  # leaves out only the callbacks, and the greeting with them
        self.callbacks = []
        for option, value in (("output_flag", False), ("presolve", "off"), ("threads", 1), ("random_seed", 0)):
            self.setOptionValue(option, value)
