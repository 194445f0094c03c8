"""Numba loops that put companies in an order in which owners come first; those in a cycle stand together. Arrays only.

Strongly connected components after Tarjan ("Depth-first search and linear graph algorithms", SIAM Journal on Computing 1,
1972), with a stack of our own instead of recursion. The search goes from companies to owners, so a component is complete
only after all that hold of it.
"""

from typing import Any, NamedTuple

import numpy as np

from tadasu.names import kernel, step


class Ways(NamedTuple):
    """Links twice: by owner (where each begins, company), and by company (where each begins, owner)."""

    first: Any
    company: Any
    into: Any
    owner: Any


class Search(NamedTuple):
    """State of the search: number and lowest number in reach of each entity (0 is not met), whether it is still open;
    the open entities; the way to here with the next link of each; entities and groups done, and how many of each."""

    number: Any
    lowest: Any
    is_open: Any
    opened: Any
    way: Any
    link: Any
    done: Any
    groups: Any
    count: Any


OPENED, WAY, MET, DONE, GROUPS = 0, 1, 2, 3, 4
"""Places of `Search.count`."""


@kernel
def groups(ways, sources):
    """All that the sources hold, directly or not, without themselves: owners first, and where each group begins.

    A group is a company alone, or companies in cycles with each other.
    """
    reached = _reached(ways, sources)
    entities = ways.first.size - 1
    members = np.zeros(entities, np.bool_)
    for company in reached:
        members[company] = True
    size = reached.size + 1
    search = Search(
        np.zeros(entities, np.int32),
        np.zeros(entities, np.int32),
        np.zeros(entities, np.bool_),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.int64),
        np.empty(size, np.int32),
        np.empty(size, np.int64),
        np.zeros(5, np.int64),
    )
    for company in reached:
        if search.number[company] == 0:
            _search_from(ways, members, company, search)
    search.groups[search.count[GROUPS]] = search.count[DONE]
    return search.done[: reached.size].copy(), search.groups[: search.count[GROUPS] + 1].copy()


@kernel
def _reached(ways, sources):
    """Ascending numbers of what the sources hold, directly or not."""
    entities = ways.first.size - 1
    met = np.zeros(entities, np.bool_)
    queue = np.empty(entities, np.int32)
    waiting = 0
    for source in sources:
        met[source] = True
        queue[waiting] = source
        waiting += 1
    done = 0
    while done < waiting:
        for link in range(ways.first[queue[done]], ways.first[queue[done] + 1]):
            company = ways.company[link]
            if not met[company]:
                met[company] = True
                queue[waiting] = company
                waiting += 1
        done += 1
    return np.sort(queue[sources.size : waiting])


@step
def _search_from(ways, members, root, search):
    _enter(ways, root, search)
    while search.count[WAY] > 0:
        top = search.count[WAY] - 1
        here = search.way[top]
        if search.link[top] < ways.into[here + 1]:
            owner = ways.owner[search.link[top]]
            search.link[top] += 1
            if members[owner] and search.number[owner] == 0:
                _enter(ways, owner, search)
            elif members[owner] and search.is_open[owner]:
                search.lowest[here] = min(search.lowest[here], search.number[owner])
            continue
        search.count[WAY] = top
        if top > 0:
            before = search.way[top - 1]
            search.lowest[before] = min(search.lowest[before], search.lowest[here])
        if search.lowest[here] == search.number[here]:
            _close(here, search)


@step
def _enter(ways, entity, search):
    search.count[MET] += 1
    search.number[entity] = search.count[MET]
    search.lowest[entity] = search.count[MET]
    search.is_open[entity] = True
    search.opened[search.count[OPENED]] = entity
    search.count[OPENED] += 1
    search.way[search.count[WAY]] = entity
    search.link[search.count[WAY]] = ways.into[entity]
    search.count[WAY] += 1


@step
def _close(entity, search):
    """Everything opened since `entity` is one group with it."""
    search.groups[search.count[GROUPS]] = search.count[DONE]
    search.count[GROUPS] += 1
    last = np.int32(-1)
    while last != entity:
        search.count[OPENED] -= 1
        last = search.opened[search.count[OPENED]]
        search.is_open[last] = False
        search.done[search.count[DONE]] = last
        search.count[DONE] += 1
