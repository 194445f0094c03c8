"""The numba loop that lets each declaration find the strongest finding that touches it. Arrays only."""

from tadasu.names import kernel, step

STRENGTH, FIRST_DAY, LAST_DAY, MASK, FINDING, NEXT = range(6)
"""Columns of an entry; MASK is a row of `covered`, or -1 for any good; NEXT the next entry of the same key, or -1."""


@kernel
def touch(seller, product, day, country, of_company, company_entry, of_good, good_entry, covered, strength, finding):
    """Fill `strength` and `finding` (which hold 'nothing' and -1) for every declaration."""
    goods = of_good.size > 0
    for e in range(day.size):
        at = of_company[seller[e]]
        if at >= 0:
            _best(e, at, product[e], day[e], company_entry, covered, strength, finding)
        if goods and country[e] >= 0:
            at = of_good[country[e], product[e]]
            if at >= 0:
                _best(e, at, product[e], day[e], good_entry, covered, strength, finding)


@kernel
def first_unusable(strength, least, nothing):
    """Place of the first that is above 0, or below `least` and not `nothing`; the size where all are usable."""
    for e in range(strength.size):
        if strength[e] > 0 or (strength[e] < least and strength[e] != nothing):
            return e
    return strength.size


@step
def _best(e, at, product, day, entry, covered, strength, finding):
    while at >= 0:
        within = entry[at, FIRST_DAY] <= day <= entry[at, LAST_DAY]
        if within and (entry[at, MASK] < 0 or covered[entry[at, MASK], product]):
            found, number = entry[at, STRENGTH], entry[at, FINDING]
            if found > strength[e] or (found == strength[e] and number < finding[e]):
                strength[e] = found
                finding[e] = number
        at = entry[at, NEXT]
