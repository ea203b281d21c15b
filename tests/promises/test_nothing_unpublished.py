"""The promise over all readers: what is not published is nowhere. Confidential places: test_confidential.py.

Each test first shows that there was something to find, in every reader that could have shown it.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db
MARK = "LEAKMARK"

ADDRESSES = [
    "/lv/",
    "/lv/help/",
    "/lv/help/?q=leakmark",
    "/lv/help/org/",
    "/lv/events/",
    "/lv/events/2015/",
    "/lv/events/2015/ev/",
    "/lv/awards/",
    "/lv/search/?q=leakmark",
    "/lv/nato/",
    "/sitemap.xml",
    "/api/hsds/v3/",
    *(
        f"/api/hsds/v3/{name}?full=true"
        for name in ("services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations")
    ),
]


def everything(client) -> str:
    """All that every public reader answers, words searched for (which pages repeat) left out."""
    answers = (client.get(address).content.decode() for address in ADDRESSES)
    return "".join(answers).replace("leakmark", "")


def world():
    """One of everything, each marked where the public could read it; returns the items by name."""
    situation = factories.situation(name_lv=f"{MARK} situation")
    service_type = factories.service_type((situation,), name_lv=f"{MARK} service type")
    organisation = factories.organisation((service_type,), slug="org", name_lv=f"{MARK} organisation")
    kind = factories.event_kind(name_lv=f"{MARK} kind")
    person = factories.person(name_lv=f"{MARK} person")
    body = factories.organisation(in_directory=False, name_lv=f"{MARK} body")
    event = factories.event(2015, slug="ev", title_lv=f"{MARK} event")
    event.kinds.add(kind)
    factories.participation(event, person=person)
    factories.participation(event, organisation=body)
    return {
        "situation": situation,
        "service type": service_type,
        "organisation": organisation,
        "kind": kind,
        "person": person,
        "body": body,
        "event": event,
        "award": factories.award(person=person, honour_lv=f"{MARK} award"),
        "page": factories.page("nato", title_lv=f"{MARK} page"),
        "urgent line": factories.urgent_line(text_lv=f"{MARK} urgent line"),
        "notice": factories.notice(text_lv=f"{MARK} notice"),
        "ranking": factories.ranking(note_lv=f"{MARK} ranking"),
    }


NAMES = [
    "situation",
    "service type",
    "organisation",
    "kind",
    "person",
    "body",
    "event",
    "award",
    "page",
    "urgent line",
    "notice",
    "ranking",
]
HIDINGS = {
    "not published": {"is_published": False},
    "not yet": {"publish_from": timezone.now() + timedelta(days=1)},
    "no longer": {"publish_until": timezone.now() - timedelta(days=1)},
}


@pytest.mark.parametrize("hiding", HIDINGS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_published_is_nowhere(client, name, hiding):
    item = world()[name]
    assert f"{MARK} {name}" in everything(client)
    for column, value in HIDINGS[hiding].items():
        setattr(item, column, value)
    item.save()
    assert f"{MARK} {name}" not in everything(client)
