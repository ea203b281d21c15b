"""Which tokens of two lists belong together, in bounded time. Knows nothing of what the tokens are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

#: Up to so many pairs of tokens, each is compared with each.
MOST_PAIRS = 60_000
#: In a long stretch where every token repeats: how far ahead they are looked for, and how many must agree.
FAR, AGREE = 20, 4


class Match(NamedTuple):
    """`length` tokens that are alike, from `before` on in one list and from `after` on in the other."""

    before: int
    after: int
    length: int


class _Stretch(NamedTuple):
    """A part of both lists: from `first` to `last` of one, from `start` to `end` of the other."""

    first: int
    last: int
    start: int
    end: int

    @property
    def is_short(self) -> bool:
        return (self.last - self.first) * (self.end - self.start) <= MOST_PAIRS


def matches(before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    """What two lists have in common, in order.

    Short stretches go to difflib. Long ones are cut first at the tokens that occur once in each of them, as patience
    diff does, so that 20,000 words take a fraction of a second.
    """
    head = _head(before, after, _Stretch(0, len(before), 0, len(after)))
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if head:
        yield Match(0, 0, head)
    # Stretches still to be compared, the next one last.
    waiting = [_Stretch(head, len(before) - tail, head, len(after) - tail)]
    while waiting:
        stretch = waiting.pop()
        head = _head(before, after, stretch)
        if head:
            yield Match(stretch.first, stretch.start, head)
            stretch = stretch._replace(first=stretch.first + head, start=stretch.start + head)
        if stretch.is_short:
            yield from _by_difflib(before, after, stretch)
        elif anchors := _anchors(before, after, stretch):
            # Each stretch begins with an anchor, which its own head takes in.
            cuts = [(stretch.first, stretch.start), *anchors, (stretch.last, stretch.end)]
            waiting += reversed([_Stretch(one[0], other[0], one[1], other[1]) for one, other in pairwise(cuts)])
        else:
            yield from _step_by_step(before, after, stretch)
    if tail:
        yield Match(len(before) - tail, len(after) - tail, tail)


def _head(before: Sequence[str], after: Sequence[str], stretch: _Stretch) -> int:
    """How many tokens are alike at the beginning."""
    most = min(stretch.last - stretch.first, stretch.end - stretch.start)
    head = 0
    while head < most and before[stretch.first + head] == after[stretch.start + head]:
        head += 1
    return head


def _by_difflib(before: Sequence[str], after: Sequence[str], stretch: _Stretch) -> Iterator[Match]:
    here, there = before[stretch.first : stretch.last], after[stretch.start : stretch.end]
    for match in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
        if match.size:
            yield Match(stretch.first + match.a, stretch.start + match.b, match.size)


def _anchors(before: Sequence[str], after: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """Places of tokens that occur once in each list, as many as stand in the same order in both."""
    here, there = Counter(before[stretch.first : stretch.last]), Counter(after[stretch.start : stretch.end])
    place = {after[j]: j for j in range(stretch.start, stretch.end) if there[after[j]] == 1}
    places = range(stretch.first, stretch.last)
    return _longest_rising([(i, place[before[i]]) for i in places if here[before[i]] == 1 and before[i] in place])


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection, in order, in which the second numbers rise too."""
    lowest_ends: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(lowest_ends, place)
        previous.append(ends[length - 1] if length else None)
        lowest_ends[length : length + 1] = [place]
        ends[length : length + 1] = [index]
    chosen: list[tuple[int, int]] = []
    at = ends[-1] if ends else None
    while at is not None:
        chosen.append(pairs[at])
        at = previous[at]
    return chosen[::-1]


def _step_by_step(before: Sequence[str], after: Sequence[str], stretch: _Stretch) -> Iterator[Match]:
    """From one difference to the next; what lies behind one that is longer than FAR is held to be all new."""
    while ahead := next(_ahead(before, after, stretch), None):
        stretch = stretch._replace(first=ahead[0], start=ahead[1])
        head = _head(before, after, stretch)
        yield Match(stretch.first, stretch.start, head)
        stretch = stretch._replace(first=stretch.first + head, start=stretch.start + head)


def _ahead(before: Sequence[str], after: Sequence[str], stretch: _Stretch) -> Iterator[tuple[int, int]]:
    """Places ahead, the nearest first, from which AGREE tokens are alike."""
    for distance in range(1, FAR + 1):
        for skipped in range(distance + 1):
            i, j = stretch.first + skipped, stretch.start + distance - skipped
            if i + AGREE <= stretch.last and j + AGREE <= stretch.end and before[i : i + AGREE] == after[j : j + AGREE]:
                yield i, j
