"""The made-up directory: the same for the same seed, complete, and never beside anything real."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from trafficking import caching
from trafficking.management import synthetic
from trafficking.models import Area, Location, Organisation, Phone, Service, ServiceType
from trafficking.search.directory import find
from trafficking.starter import loader

pytestmark = pytest.mark.django_db


def make(number: int, **options) -> str:
    out = StringIO()
    call_command("make_directory", number, stdout=out, **options)
    return out.getvalue()


def test_makes_as_many_organisations_as_asked_for_and_says_so():
    assert "25 made-up organisations" in make(25)
    assert Organisation.objects.published().in_directory().count() == 25
    assert find().confirmed == 25


def test_every_kind_of_help_of_the_first_content_and_beyond_is_there():
    make(200)
    assert set(ServiceType.objects.published().values_list("slug", flat=True)) >= {
        "legal",
        "psych",
        "shelter",
        "online",
    }
    assert ServiceType.objects.filter(services=None).count() == 0
    assert Area.objects.filter(organisations=None).count() == 0


def test_holds_what_is_stated_and_what_is_not():
    make(200)
    assert {*Service.objects.values_list("free", flat=True)} == set(Service.Free.values)
    assert {*Service.objects.values_list("basis", flat=True)} == set(Service.Basis.values)
    assert {*Location.objects.values_list("visibility", flat=True)} == set(Location.Visibility.values)
    assert {*Phone.objects.values_list("kind", flat=True)} == set(Phone.Kind.values)
    assert Phone.objects.filter(around_the_clock=True).exists()
    for unknown in ({"areas": None}, {"languages": None}, {"audiences": None}, {"opening_hours": None}):
        assert 0 < Organisation.objects.filter(**unknown).count() < 200, unknown


def test_every_row_would_be_accepted_by_its_form():
    make(30)
    for model in (Organisation, Service, Phone, Location):
        for row in model.objects.all():
            row.full_clean()


def state() -> list[tuple]:
    rows = Organisation.objects.order_by()
    return sorted(
        rows.values_list("pk", "slug", "name_lv", "summary_ru", "services__service_type__slug", "areas__slug")
    )


def test_same_seed_same_directory_and_another_seed_another():
    make(20)
    first = state()
    make(20)
    assert state() == first
    make(20, seed=2)
    assert state() != first


def test_organisations_are_the_same_in_a_directory_of_any_size():
    make(5)
    small = state()
    make(12)
    assert [row for row in state() if row[1] in {each[1] for each in small}] == small


def test_a_smaller_directory_replaces_a_larger_one():
    make(12)
    make(5)
    assert Organisation.objects.count() == 5


def test_the_index_is_made_anew():
    make(12)
    before = caching.version(caching.DIRECTORY)
    make(5)
    assert caching.version(caching.DIRECTORY) != before
    assert find().confirmed == 5


@pytest.mark.parametrize("slug", ["marta", None])
def test_refused_beside_any_other_organisation(slug):
    factories.organisation(slug=slug, is_published=False)
    with pytest.raises(CommandError, match="not made up"):
        make(5)
    assert Organisation.objects.count() == 1


def test_refused_beside_the_first_content():
    loader.load()
    with pytest.raises(CommandError, match="not made up"):
        make(5)


def test_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        make(5)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("number", [0, -1, 1_000_001])
def test_refused_for_a_number_that_makes_no_sense(number):
    with pytest.raises(CommandError, match="between"):
        make(number)


def test_texts_do_not_say_what_is_offered():
    make(50)
    for organisation in Organisation.objects.all():
        offered = {service.service_type.name_lv for service in organisation.services.all()}
        assert not any(name in (organisation.description_lv or "") for name in offered)


def test_slugs_are_told_apart_by_their_beginning():
    make(3)
    assert all(slug.startswith(synthetic.SLUG_PREFIX) for slug in Organisation.objects.values_list("slug", flat=True))
