"""Sets and scores on bits, against plain sets and dictionaries."""

import random

import pytest

from trafficking.search.bits import Postings, Scores, bit_numbers, to_bits


@pytest.mark.parametrize("size", [1, 8, 9, 1000])
def test_numbers_come_back_ascending(size):
    numbers = sorted(random.Random(size).sample(range(size), (size + 1) // 2))  # noqa: S311
    assert list(bit_numbers(to_bits(reversed(numbers), size))) == numbers


def test_no_numbers_is_no_bits():
    assert to_bits([], 10) == 0
    assert list(bit_numbers(0)) == []


@pytest.mark.parametrize("size", [3, 100, 5000])
def test_postings_answer_the_same_few_or_many(size):
    dice = random.Random(size)  # noqa: S311
    holding = {entry: set(dice.sample(range(size), min(size, many))) for entry, many in enumerate((1, 2, 3, 60, 4000))}
    postings = Postings()
    for number in range(size):
        postings.add([entry for entry, numbers in holding.items() if number in numbers], number)
    postings.close(size)
    assert set(postings) == {entry for entry, numbers in holding.items() if numbers}
    for entry, numbers in holding.items():
        assert set(bit_numbers(postings.bits(entry))) == numbers
    assert set(bit_numbers(postings.bits(0, 3, 4))) == holding[0] | holding[3] | holding[4]
    assert postings.bits("unknown") == postings.bits() == 0


def test_scores_are_those_of_a_dictionary():
    dice, size = random.Random(5), 200  # noqa: S311
    scores, expected = Scores((1 << size) - 1), dict.fromkeys(range(size), 0)
    for _ in range(12):
        members, weight = dice.sample(range(size), dice.randrange(size)), dice.choice((24, 60, 99.6, 120))
        scores.add(to_bits(members, size), weight)
        for number in members:
            expected[number] += round(weight)
    best = max(expected.values())
    assert scores.best() == best
    found = {number: score for score, bits in scores.best_first(0.4 * best) for number in bit_numbers(bits)}
    assert found == {number: score for number, score in expected.items() if score >= 0.4 * best}
    levels = [score for score, _bits in scores.best_first(0.4 * best)]
    assert levels == sorted(levels, reverse=True)


def test_without_any_score_nothing_is_found():
    assert Scores(0b111).best_first(0) == []
