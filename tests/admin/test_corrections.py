import pytest
from django.urls import reverse

from tests import factories
from tests.admin.browserlike import shown
from trafficking.models import Correction

pytestmark = pytest.mark.django_db
LIST = reverse("admin:trafficking_correction_changelist")


def correction() -> Correction:
    organisation = factories.organisation(name_lv="Biedrība")
    return Correction.objects.create(organisation=organisation, part=Correction.Part.NUMBER, text="Numurs ir cits.")


def test_corrections_are_listed_in_a_constant_number_of_queries(
    desk, django_assert_max_num_queries, django_assert_num_queries
):
    correction()
    with django_assert_max_num_queries(10) as one:
        assert "Numurs ir cits." in desk.get(LIST).content.decode()
    correction(), correction()
    with django_assert_num_queries(len(one)):
        assert desk.get(LIST).content.decode().count("Numurs ir cits.") == 3


def test_correction_is_settled_and_what_the_visitor_wrote_stays(desk):
    item = correction()
    page = reverse("admin:trafficking_correction_change", args=[item.pk])
    fields = shown(desk.get(page), "correction_form") | {"state": "done", "note": "Labots.", "text": "Forged"}
    assert desk.post(page, fields).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.note, item.text) == ("done", "Labots.", "Numurs ir cits.")


def test_nobody_adds_a_correction_at_the_desk(desk):
    assert desk.get(reverse("admin:trafficking_correction_add")).status_code == 403
