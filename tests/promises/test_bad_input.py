"""Whatever is asked of a public address: never a fault of ours, and a page with a way on."""

import re

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

REFUSED = {
    "help/?service=unknown": 400,
    "help/?service=legal&service=unknown": 400,
    "help/?language=xx": 400,
    "help/?service=%00": 400,
    "help/?area=%ED%A0%80": 400,
    "help/?free=no": 400,
    "help/?open=later": 400,
    "help/?page=-1": 404,
    "help/?page=0": 404,
    "help/?page=2": 404,
    "help/?page=99999999999999999999": 404,
    "help/?page=%D9%A3": 404,  # a digit, but an Arabic one
    "help/nobody/": 404,
    "help/%FF%FE/": 404,
    "help/%00/": 404,
    "help//": 404,
    "help/viens/contact.pdf": 404,
    "help/nobody/contact.vcf": 404,
    "help/nobody/contact.txt": 404,
    "help/nobody/correction/": 404,
    "help/contacts.pdf?service=unknown": 404,
    "help/cards.pdf?open=later": 404,
    "events/0000/": 404,
    "events/9999/": 404,
    "events/99999999999999999999999/": 404,
    "events/-1/": 404,
    "events/2015/nothing/": 404,
    "nowhere/": 404,
    "a/b/c/d/": 404,
    f"help/{'a' * 10_000}/": 404,
    f"help/?q={'a' * 10_000}": 400,
    f"search/?q={'%D1%84' * 5_000}": 400,
    f"help/?service={'a' * 10_000}": 400,
}
ANSWERED = [
    "help/?q=%FF%FE",
    "help/?q=%C3%28",
    "help/?q=%00",
    "help/?q=%F0%9F%98%80",
    "help/?q=%E2%80%AE%E2%80%8B",
    "help/?q=%27+OR+1%3D1--",
    "help/?q=%3Cscript%3E",
    "help/?q=..%2F..%2Fetc%2Fpasswd",
    "help/?q=" + "a+" * 99,
    "help/?q=(((((%5B%5B*%2B%3F",
    "help/?q[]=1&%5B%5D=2&=3",
    "help/?" + "service=legal&" * 900,
    "search/?q=%00",
    "search/?q=%ED%A0%80",
    "search/?page=-1",
    "events/?page=-1",
    "awards/?page=-1",
]
WAY_ON = re.compile(r'<a [^>]*href="/\w\w/')


@pytest.fixture(autouse=True)
def section():
    factories.organisation((factories.service_type(slug="legal"),), slug="viens")
    factories.event(2015)


def main_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize(("path", "status"), REFUSED.items(), ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("language", ["lv", "uk"])
def test_what_cannot_be_answered_is_refused_with_a_way_on(client, language, path, status):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == status
    assert f'<html lang="{language}"' in response.content.decode()
    assert WAY_ON.search(main_of(response))
    assert len(response.content) < 20_000  # what was typed is not sent back many times


@pytest.mark.parametrize("path", ANSWERED, ids=lambda path: path[:40])
def test_strange_words_are_answered(client, path):
    response = client.get(f"/lv/{path}")
    assert response.status_code == 200
    assert not re.search("[\x00-\x08\ufffd\u202e]", response.content.decode())


@pytest.mark.parametrize("path", ["/de/", "/de/help/", "/xx", "/nowhere", "/LV/", "/lv/../../etc/passwd", "/lv//help/"])
def test_address_outside_every_language_is_refused_with_a_way_on(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert WAY_ON.search(main_of(response))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["", "help/", "help/viens/", "events/", "search/", "help/viens/contact.txt"])
def test_nothing_can_be_sent_to_a_page(method, path):
    response = getattr(Client(enforce_csrf_checks=True), method)(f"/en/{path}", b"x=1", content_type="text/plain")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert "can only be read" in main_of(response)
    assert WAY_ON.search(main_of(response))
    assert "style=" not in response.content.decode()


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "application/json", "nonsense"],
)
@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"part=%FF&text=%00", b"{", b"a" * 100_000])
def test_form_answers_any_bytes(client, content_type, body):
    response = client.generic("POST", "/en/help/viens/correction/", body, content_type)
    assert response.status_code in {400, 422}
    assert WAY_ON.search(main_of(response))
