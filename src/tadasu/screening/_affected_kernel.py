"""The numba loop that asks which queries share a word with the changed parties of a list. Arrays only."""

import numpy as np

from tadasu.names import kernel, step
from tadasu.screening._match_kernel import layout
from tadasu.screening._query_kernel import Stamp, lay_out, stamp


@kernel
def touched(tokens, word, first, exp, voc, changed):
    """For each query: may a core that holds one of the `changed` groups (a flag each) be among its candidates?"""
    groups = voc.frequency.size
    lay = layout()
    mark = Stamp(np.full(groups, -1, np.int32), np.zeros(groups, np.int32), np.zeros(groups, np.float32))
    out = np.zeros(tokens.names.size - 1, np.bool_)
    _run(tokens, word, first, exp, voc, changed, lay, mark, out)
    return out


@step
def _run(tokens, word, first, exp, voc, changed, lay, mark, out):
    for query in range(out.size):
        words, _ = lay_out(query, tokens, word, first, exp, voc, lay)
        entries = stamp(query, words, tokens, exp, voc, lay, mark)
        for i in range(entries):
            d = lay.word[i]
            if d >= 0:
                for x in range(exp.kept[d]):
                    out[query] = out[query] or changed[exp.group[d, x]]
            elif lay.group[i] >= 0:
                out[query] = out[query] or changed[lay.group[i]]
