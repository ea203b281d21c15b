import pytest

from tests import factories
from trafficking.limits import Limit
from trafficking.models import Correction
from trafficking.public import correction

pytestmark = pytest.mark.django_db
ADDRESS = "/en/help/viens/correction/"
RIGHT = {"part": "number", "text": "The number has changed."}


@pytest.fixture(autouse=True)
def organisation(monkeypatch):
    monkeypatch.setattr(correction, "limit", Limit(each=(5, 600), everybody=(60, 60)))
    return factories.organisation(slug="viens")


def test_correction_is_kept_with_nothing_about_the_sender(client):
    response = client.post(ADDRESS, RIGHT, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Somebody's phone")
    assert response.status_code == 303
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    kept = Correction.objects.values().get()
    assert (kept["part"], kept["text"], kept["state"]) == ("number", "The number has changed.", "new")
    assert not any(word in str(kept) for word in ("203.0.113.9", "phone'"))
    assert client.get(response.headers["Location"]).status_code == 200


def test_form_needs_neither_cookie_nor_token(client):
    strict = type(client)(enforce_csrf_checks=True)
    assert "csrf" not in strict.get(ADDRESS).content.decode()
    assert strict.post(ADDRESS, RIGHT, HTTP_ORIGIN="null").status_code == 303


@pytest.mark.parametrize(
    "data",
    [{}, {"part": "number"}, {"text": "x"}, {"part": "nope", "text": "x"}, {"part": "other", "text": "x" * 1001}],
)
def test_incomplete_correction_comes_back_with_its_words(client, data):
    response = client.post(ADDRESS, data)
    assert response.status_code == 422
    assert data.get("text", "") in response.content.decode()
    assert not Correction.objects.exists()


def test_correction_from_another_site_is_refused(client):
    assert client.post(ADDRESS, RIGHT, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post(ADDRESS, RIGHT, HTTP_SEC_FETCH_SITE="same-origin").status_code == 303


def test_program_that_fills_the_trap_is_thanked_and_forgotten(client):
    assert client.post(ADDRESS, {**RIGHT, "company": "Spam Ltd"}).status_code == 303
    assert not Correction.objects.exists()


def test_too_many_from_one_address_are_told_to_call(client, settings):
    settings.EMBASSY_PHONE = "+371 67 000 000"
    answers = [client.post(ADDRESS, RIGHT, REMOTE_ADDR="203.0.113.9").status_code for _number in range(6)]
    assert answers == [303] * 5 + [429]
    response = client.post(ADDRESS, RIGHT, REMOTE_ADDR="203.0.113.9")
    assert "+371 67 000 000" in response.content.decode()
    assert client.post(ADDRESS, RIGHT, REMOTE_ADDR="203.0.113.10").status_code == 303


def test_correction_of_what_is_not_public_is_not_found(client, organisation):
    organisation.is_published = False
    organisation.save()
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, RIGHT).status_code == 404
