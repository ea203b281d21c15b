"""“Contact details checked today”: above the form, on the first page, for many from the list."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.admin.hands import address, form_of, messages_of
from tests.admin.test_drafting import person
from trafficking.editorial import flow
from trafficking.models import Organisation

pytestmark = pytest.mark.django_db
LIST = reverse("admin:trafficking_organisation_changelist")
TODAY = "checked_today"


@pytest.fixture
def item():
    return factories.organisation(name_lv="Centrs", name_en="Centre")


def checks() -> list[tuple]:
    return list(Organisation.objects.order_by("position").values_list("verified_on", "verified_by"))


def test_button_above_the_form_says_who_checked_and_when_it_is_due_again(desk, item):
    before = desk.get(address(item)).content.decode()
    assert "Nobody has checked the contact details yet. Please check them now." in before
    assert f'action="{address(item, TODAY)}"' in before
    answer = desk.post(address(item, TODAY))
    assert answer.url == address(item)
    assert messages_of(desk) == ["Centre: contact details checked today."]
    assert checks() == [(timezone.localdate(), "admin")]
    after = desk.get(address(item)).content.decode()
    assert "Contact details last checked on" in after
    assert ", by admin. Due again on" in after


def test_form_says_since_when_it_is_due(desk):
    long_ago = timezone.localdate() - timedelta(days=400)
    item = factories.organisation(verified_on=long_ago)
    text = desk.get(address(item)).content.decode()
    assert "Due again since" in text
    assert ", by" not in text.split("Contact details last checked on")[1].split("Due again")[0]


def test_body_that_is_only_named_has_no_button(desk, item):
    assert "checked-today" in desk.get(address(item)).content.decode()
    Organisation.objects.update(in_directory=False)
    assert "checked-today" not in desk.get(address(item)).content.decode()


def test_check_leaves_a_draft_as_it_is(desk, item):
    fields = form_of(desk, item)
    desk.post(address(item), fields | {"name_lv": "Melnraksts", "_save": ""})
    draft = flow.pending(item)
    desk.post(address(item, TODAY))
    assert flow.pending(item) == draft
    assert form_of(desk, item)["name_lv"] == ["Melnraksts"]
    item.refresh_from_db()
    assert (item.name_lv, item.verified_by) == ("Centrs", "admin")


def test_check_from_the_first_page_leads_back_there(desk, item):
    assert desk.post(address(item, TODAY), {"from_my_work": ""}).url == reverse("admin:index")


def test_list_checks_many_at_once_and_finds_those_that_are_due(desk, item):
    others = [factories.organisation(), factories.organisation()]
    chosen = [str(each.pk) for each in others]
    desk.post(LIST, {"action": TODAY, "_selected_action": chosen})
    assert messages_of(desk) == ["Contact details of 2 organisations checked today."]
    assert checks() == [(None, None), (timezone.localdate(), "admin"), (timezone.localdate(), "admin")]
    found = {filtered: desk.get(LIST + filtered).context["cl"].result_count for filtered in ("", "?contact=due")}
    assert found == {"": 3, "?contact=due": 1}


def test_only_who_may_change_organisations_checks_them(client, item):
    writer = person(client, "writer")
    user = User.objects.get(username="writer")
    assert "checked-today" in writer.get(address(item)).content.decode()
    user.user_permissions.remove(*user.user_permissions.filter(codename="change_organisation"))
    assert "checked-today" not in writer.get(address(item)).content.decode()
    assert writer.post(address(item, TODAY)).status_code == 403
    writer.post(LIST, {"action": TODAY, "_selected_action": [str(item.pk)]})
    assert Client().post(address(item, TODAY)).url.startswith("/admin/login/")
    assert checks() == [(None, None)]


def test_following_a_link_checks_nothing(desk, item):
    assert desk.get(address(item, TODAY)).status_code == 405
    assert checks() == [(None, None)]
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.get(username="admin"))
    assert careful.post(address(item, TODAY)).status_code == 403
    assert checks() == [(None, None)]
