"""Spellings put together one by one; what keeps two apart keeps all apart that were joined with them."""

from collections.abc import Sequence

from tadasu.assessment._spelling import Judgement, Merge, Spelling, pairs_meant
from tadasu.schema import MergeReason


class Groups:
    """Spellings joined so far; those judged different stay apart, and so do all that were joined with them."""

    def __init__(self, spellings: Sequence[Spelling], different: Sequence[Judgement]) -> None:
        self.home = {one: one for one in spellings}
        self.members = {one: [one] for one in spellings}
        self.country = {one: one.country for one in spellings}
        self.references = {one: _numbers_of(one) for one in spellings}
        self.apart: dict[Spelling, set[Spelling]] = {}
        for first, second in pairs_meant(different, spellings):
            self.apart.setdefault(first, set()).add(second)
            self.apart.setdefault(second, set()).add(first)
        self.merges: list[Merge] = []

    def join(self, merge: Merge) -> bool:
        """Put two groups together, unless something keeps them apart; whether they are together now."""
        one, other = self.home[merge.first], self.home[merge.second]
        if one == other:
            return True
        if self._apart(one, other):
            return False
        if merge.reason is not MergeReason.JUDGED_SAME and self._abroad(one, other):
            return False
        if merge.reason is MergeReason.LIKE_NAME and self._numbered_apart(one, other):
            return False
        keep, give = sorted((one, other))
        for member in self.members[give]:
            self.home[member] = keep
        self.members[keep] += self.members.pop(give)
        self.country[keep] = self.country[keep] or self.country[give]
        for namespace, numbers in self.references[give].items():
            self.references[keep].setdefault(namespace, set()).update(numbers)
        self.merges.append(merge)
        return True

    def join_alike(self, merges: Sequence[Merge]) -> None:
        """Put together what is alike; a name without a country only where all that it is like is one company by then."""
        candidates: dict[Spelling, list[Merge]] = {}
        for merge in merges:
            first, second = self.home[merge.first], self.home[merge.second]
            open_ = [one for one in (first, second) if not self.country[one]]
            if len(open_) == 1:
                candidates.setdefault(open_[0], []).append(merge)
            else:
                self.join(merge)
        for one, own in candidates.items():
            others = {self.home[each] for merge in own for each in (merge.first, merge.second)} - {self.home[one]}
            if len(others) == 1:
                self.join(own[0])

    def _apart(self, one: Spelling, other: Spelling) -> bool:
        """Whether a person judged some of the one and some of the other to be different."""
        return any(self.home[foe] == other for member in self.members[one] for foe in self.apart.get(member, ()))

    def _abroad(self, one: Spelling, other: Spelling) -> bool:
        """Whether both countries are known and differ."""
        return bool(self.country[one] and self.country[other]) and self.country[one] != self.country[other]

    def _numbered_apart(self, one: Spelling, other: Spelling) -> bool:
        """Whether some document gives the two different numbers and no number in common."""
        ours, theirs = self.references[one], self.references[other]
        return any(ours[namespace].isdisjoint(theirs[namespace]) for namespace in ours.keys() & theirs.keys())


def _numbers_of(one: Spelling) -> dict[str, set[str]]:
    namespace, _, number = one.reference.rpartition(":")
    return {namespace: {number}} if number else {}
