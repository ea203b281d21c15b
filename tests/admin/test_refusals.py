"""A form of the desk that comes without Django's token is refused in words that help."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("signed_in", [True, False])
def test_form_that_grew_old_is_refused_with_a_way_on(django_user_model, signed_in):
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(django_user_model.objects.create_superuser("editor", password="a long one indeed"))
    client.cookies["django_language"] = "en"
    response = client.post(reverse("admin:trafficking_page_add"), {})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Nothing was saved" in html
    assert f'href="{reverse("admin:index")}"' in html
    assert "style=" not in html
    assert "<style" not in html
