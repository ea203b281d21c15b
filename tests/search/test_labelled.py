"""The labelled searches against the first content and against a made-up directory, on whatever database runs."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.search.labelled import measure, searches
from trafficking.starter import loader

pytestmark = pytest.mark.django_db
LEAST_RECALL, LEAST_FIRST = 0.97, 0.93


def test_there_are_enough_searches_in_every_language_and_of_every_kind():
    kinds = [search["kind"] for search in searches()]
    languages = [search["language"] for search in searches()]
    assert len(kinds) >= 240
    assert min(languages.count(language) for language in ("lv", "en", "ru", "uk")) >= 40
    assert {"typo", "inflected", "no diacritics", "Latin letters", "prefix", "natural", "free", "nothing"} <= set(kinds)
    assert len({search["text"] for search in searches()}) > 0.95 * len(kinds)


def test_searches_find_what_they_mean_in_the_first_content():
    loader.load()
    answer = measure()
    assert len(answer.recalls) >= 130
    assert answer.recall >= LEAST_RECALL, answer.missed
    assert answer.first >= LEAST_FIRST, answer.missed


def test_searches_find_what_they_mean_among_a_thousand():
    call_command("make_directory", 1000, stdout=StringIO())
    answer = measure()
    assert len(answer.recalls) >= 220
    assert answer.recall >= LEAST_RECALL, answer.missed
    assert answer.first >= LEAST_FIRST, answer.missed
