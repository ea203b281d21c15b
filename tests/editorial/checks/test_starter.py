"""The first content is held to the rules that editors are held to."""

import pytest

from trafficking.editorial import passages
from trafficking.editorial.checks import findings
from trafficking.starter.loader import load

pytestmark = pytest.mark.django_db


def test_first_content_has_nothing_that_would_keep_it_from_being_published():
    load()
    found = [(item, finding) for noun in passages.nouns() for item in noun.objects.all() for finding in findings(item)]
    assert [f"{item}: {finding}" for item, finding in found if finding.is_blocker] == []
    # The source names this address without encryption, and the event says that the page may be gone.
    assert [finding.message.split()[0] for _item, finding in found] == [
        "http://www.tipheroes.org/blog/on-monday-we-welcome-the-2015-tip-report-heroes/"
    ]
