"""Whatever staff leave empty, every address answers."""

import pytest
from django.db import models

from tests import factories
from tests.promises.addresses import every_address, organisation, tell
from trafficking.models import Location, Phone, Service

pytestmark = pytest.mark.django_db
#: The two that are there to be shown at all.
NEEDED = {"slug", "name_lv", "neutral_name_lv", "title_lv", "honour_lv", "year"}


@pytest.fixture(autouse=True)
def section():
    item = tell()
    factories.urgent_line()
    factories.notice()
    factories.ranking()
    for visibility in Location.Visibility:
        factories.location(item, visibility=visibility, street=None, city=None)
    item.areas.add(factories.area(slug="riga"))
    item.audiences.add(factories.audience())
    item.languages.add(factories.language("ru"))


def emptied(item: models.Model) -> None:
    """Leave nothing in an item that may be missing."""
    for field in item._meta.concrete_fields:
        if field.null and not field.is_relation and field.name not in NEEDED:
            setattr(item, field.name, None)
    item.save()


def rows() -> list[models.Model]:
    item = organisation()
    near = [*item.services.all(), *item.phones.all(), *item.locations.all(), *item.areas.all(), *item.audiences.all()]
    kinds = [service.service_type for service in item.services.all()]
    situations = [situation for kind in kinds for situation in kind.situations.all()]
    records = [part.event for part in item.participations.all()]
    return [item, *near, *kinds, *situations, *records]


def test_every_address_answers_when_nothing_is_known(client):
    for row in rows():
        emptied(row)
    for _name, address in every_address():
        response = client.get(address)
        assert response.status_code in {200, 404}, address
        if "service_at_locations/" not in address:
            assert response.status_code == 200, address
    for question in ("?q=viens", "?q=Rīga", "?area=riga", "?language=ru", "?free=yes&open=now", "?service=legal"):
        for page in ("help/", "search/", "help/contacts.pdf", "help/cards.pdf"):
            assert client.get(f"/lv/{page}{question}").status_code == 200, (page, question)


def test_every_address_answers_when_a_child_holds_nonsense(client):
    """What no form lets through may come another way, and must not take the pages down."""
    Phone.objects.update(number="nonsense", opening_hours="gibberish")
    Service.objects.update(free="maybe", basis="hearsay")
    item = organisation()
    item.opening_hours, item.website = "25:00", "no address"
    item.save()
    for _name, address in every_address():
        assert client.get(address).status_code < 500, address
