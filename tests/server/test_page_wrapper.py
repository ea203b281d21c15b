"""The rules of the kept pages, with a plain WSGI application inside: what it says, and how often it was asked."""

import gzip
import threading
import time
from email.utils import formatdate
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import brotli
import pytest

from embassy.page_wrapper import PageWrapper


class Site:
    """An application whose next answer can be set; it keeps what it was asked."""

    def __init__(self):
        self.status, self.headers, self.body = "200 OK", [("Content-Type", "text/html; charset=utf-8")], "āčē" * 500
        self.asked: list[dict] = []
        self.before = lambda: None

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.before()
        start_response(self.status, self.headers)
        return [self.body.encode()]


class Visitor:
    """Asks a WSGI application as a server would, and holds it to the rules of WSGI."""

    def __init__(self, application):
        self.application = validator(application)

    def get(self, path="/lv/", query="", method="GET", **headers):
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": ""}
        environ |= {f"HTTP_{name.upper()}": value for name, value in ({"host": "localhost"} | headers).items()}
        setup_testing_defaults(environ)
        begun = []
        result = self.application(environ, lambda *started: begun.append(started))
        body = b"".join(result)
        result.close()
        status, fields = begun[-1][:2]
        return int(status[:3]), dict(fields), body


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def current():
    """The content version of the moment; tests move it."""
    return ["1"]


@pytest.fixture
def wrapper(site, current):
    return PageWrapper(site, version=lambda: current[0], limit=1_000_000)


@pytest.fixture
def visitor(wrapper):
    return Visitor(wrapper)


def test_page_is_rendered_once_for_everybody(site, visitor):
    first = visitor.get()
    second = visitor.get(cookie="sessionid=x", accept_language="uk", user_agent="another")
    assert first == second
    assert first[2].decode() == site.body
    assert len(site.asked) == 1


def test_page_says_how_long_copies_last(visitor):
    _status, headers, _body = visitor.get()
    assert headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=604800"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].startswith('W/"')
    assert "X-Accel-Expires" not in headers


def test_page_behind_nginx_is_good_for_the_current_second(visitor, settings):
    settings.BEHIND_NGINX = True
    moment = int(visitor.get()[1]["X-Accel-Expires"].removeprefix("@"))
    assert 0 <= time.time() - moment < 5
    assert "X-Accel-Expires" not in visitor.get(query="q=pal%C4%ABdz%C4%ABba")[1]


def test_nothing_about_the_visitor_reaches_the_rendering(site, visitor):
    secret = "told-by-the-visitor"
    names = (
        "cookie accept_language user_agent referer authorization x_forwarded_for x_forwarded_host if_none_match range"
    )
    visitor.get(query=f"utm_source={secret}", **dict.fromkeys(names.split(), secret))
    assert site.asked[0]["HTTP_HOST"] == "localhost"
    assert secret not in repr(site.asked)
    assert not set(site.asked[0]) & {"REMOTE_ADDR", "REMOTE_HOST", "HTTP_ACCEPT"}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0.000", None),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        (";q=,,,=;;br;q=x", None),
    ],
)
def test_page_is_sent_in_the_smallest_coding_that_is_accepted(site, visitor, accepted, coding):
    _status, headers, body = visitor.get(accept_encoding=accepted)
    assert headers.get("Content-Encoding") == coding
    assert headers["Content-Length"] == str(len(body))
    plain = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[coding](body)
    assert plain.decode() == site.body


def test_head_is_answered_like_get_without_the_page(site, visitor):
    _status, got, body = visitor.get()
    status, headers, nothing = visitor.get(method="HEAD")
    assert (status, headers, nothing) == (200, got, b"")
    assert body
    assert [environ["REQUEST_METHOD"] for environ in site.asked] == ["GET"]


@pytest.mark.parametrize("tags", ["{tag}", '"other", {tag}', "*", "{strong}"])
def test_page_that_the_browser_has_is_not_sent_again(visitor, tags):
    _status, headers, _body = visitor.get()
    tag = headers["ETag"]
    status, again, body = visitor.get(if_none_match=tags.format(tag=tag, strong=tag.removeprefix("W/")))
    assert (status, body) == (304, b"")
    assert again["ETag"] == tag
    assert again["Cache-Control"] == headers["Cache-Control"]
    assert visitor.get(if_none_match='"another"')[0] == 200


def test_new_version_renders_again(site, visitor, current):
    before = visitor.get()[1]["ETag"]
    site.body, current[0] = "new", "2"
    status, headers, body = visitor.get(if_none_match=before)
    assert (status, body) == (200, b"new")
    assert headers["ETag"] != before
    assert visitor.get()[2] == b"new"
    assert len(site.asked) == 2


def test_version_is_read_before_the_page_is_rendered(site, visitor, current):
    """What is saved while a page is rendered must not be hidden behind the page's own version."""

    def save_meanwhile():
        current[0] = "2"

    site.before = save_meanwhile
    visitor.get()
    visitor.get()
    assert len(site.asked) == 2


def test_page_of_the_hour_is_rendered_again_when_it_says_so(site, visitor):
    site.headers = [*site.headers, ("Expires", formatdate(time.time() + 3600, usegmt=True))]
    assert "Expires" not in visitor.get()[1]
    visitor.get()
    assert len(site.asked) == 1
    site.headers = [*site.headers[:1], ("Expires", formatdate(time.time() - 1, usegmt=True))]
    visitor.get(path="/en/")
    visitor.get(path="/en/")
    assert len(site.asked) == 3


def test_addresses_differ_by_scheme_host_path_and_known_parameters(site, visitor, settings):
    settings.ALLOWED_HOSTS = ["localhost", "other.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    visitor.get()
    visitor.get(x_forwarded_proto="https")
    visitor.get(host="other.example")
    visitor.get(path="/lv/help/")
    visitor.get(path="/lv/help/", query="service=a")
    assert len(site.asked) == 5
    assert site.asked[1]["HTTP_X_FORWARDED_PROTO"] == site.asked[1]["wsgi.url_scheme"] == "https"


@pytest.mark.parametrize(
    "query",
    [
        "service=b&service=a&page=2",
        "page=2&service=a&service=b&utm_source=x&fbclid=y",
        "page=2&&service=%61&service=b&service=a&q=&unknown",
        "&&service=b&service=&q&page=2&service=a",
    ],
)
def test_order_repetition_and_unknown_parameters_make_no_page_of_their_own(site, visitor, query):
    visitor.get(query="page=2&service=a&service=b")
    visitor.get(query=query)
    assert [environ["QUERY_STRING"] for environ in site.asked] == ["page=2&service=a&service=b"]


def test_letters_of_a_parameter_reach_the_rendering_unchanged(site, visitor):
    visitor.get(query="kind=%C4%81%FF&kind=+x")
    assert site.asked[0]["QUERY_STRING"] == "kind=+x&kind=%C4%81%FF"


@pytest.mark.parametrize("host", ["LOCALHOST", "localhost.", "localhost:80"])
def test_spellings_of_a_host_are_few(wrapper, visitor, host):
    for _time in range(2):
        visitor.get(host=host)
    visitor.get()
    assert len(wrapper.store) <= 2


@pytest.mark.parametrize("host", ["evil.example", "localhost:81", "local host", "", "localhost@evil.example"])
def test_strange_hosts_are_left_to_django_and_never_kept(site, wrapper, visitor, host):
    for _time in range(2):
        visitor.get(host=host)
    assert (len(site.asked), len(wrapper.store)) == (2, 0)
    assert site.asked[0]["HTTP_HOST"] == host


@pytest.mark.parametrize(
    "path", ["/", "/admin/", "/admin/login/", "/exit/", "/media/a.png", "/static/site.css", "/preview/x/", "/healthz"]
)
def test_what_is_not_for_everybody_goes_straight_through(site, wrapper, visitor, path):
    for _time in range(2):
        _status, headers, _body = visitor.get(path=path, cookie="a=b")
    assert site.asked[1]["HTTP_COOKIE"] == "a=b"
    assert "Cache-Control" not in headers
    assert len(wrapper.store) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_straight_through(site, wrapper, visitor, method):
    visitor.get()
    visitor.get(method=method)
    assert site.asked[1]["REQUEST_METHOD"] == method
    assert len(wrapper.store) == 1


@pytest.mark.parametrize("query", ["q=word", "search=word&page=1", "service=a&q=word"])
def test_searches_are_answered_compressed_and_forgotten(site, wrapper, visitor, query):
    for _time in range(2):
        _status, headers, body = visitor.get(query=query, accept_encoding="br")
    assert brotli.decompress(body).decode() == site.body
    assert headers["Cache-Control"] == "no-store"
    assert (len(site.asked), len(wrapper.store)) == (2, 0)


@pytest.mark.parametrize(
    ("status", "header"),
    [
        ("404 Not Found", None),
        ("302 Found", ("Location", "/lv/")),
        ("400 Bad Request", None),
        ("500 Internal Server Error", None),
        ("200 OK", ("Set-Cookie", "a=b")),
        ("200 OK", ("Vary", "Accept-Encoding, Cookie")),
        ("200 OK", ("Vary", "accept-language")),
        ("200 OK", ("Vary", "*")),
        ("200 OK", ("Cache-Control", "max-age=0, no-store")),
        ("200 OK", ("Cache-Control", "private=x")),
        ("200 OK", ("Content-Encoding", "gzip")),
    ],
)
def test_other_answers_are_passed_on_and_not_kept(site, wrapper, visitor, status, header):
    site.status = status
    site.headers += [header] if header else []
    for _time in range(2):
        got, headers, body = visitor.get()
    assert (got, body.decode()) == (int(status[:3]), site.body)
    assert (len(site.asked), len(wrapper.store)) == (2, 0)
    if header:
        assert headers[header[0]] == header[1]
    if not header or header[0] != "Cache-Control":
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("failure", ["status", "exception"])
def test_page_from_before_is_served_while_rendering_fails(site, visitor, current, failure, caplog):
    before = visitor.get()
    current[0] = "2"
    if failure == "status":
        site.status, site.body = "500 Internal Server Error", "broken"
    else:

        def fail():
            raise RuntimeError

        site.before = fail
    assert visitor.get() == before
    assert visitor.get() == before
    site.status, site.body, site.before = "200 OK", "mended", lambda: None
    assert visitor.get()[2] == b"mended"
    assert ("could not be rendered" in caplog.text) == (failure == "exception")


def test_failure_without_a_page_from_before_is_told(site, visitor):
    def fail():
        raise RuntimeError

    site.before = fail
    with pytest.raises(RuntimeError):
        visitor.get()


def test_page_that_is_gone_is_gone(site, wrapper, visitor, current):
    visitor.get()
    assert len(wrapper.store) == 1
    current[0], site.status = "2", "404 Not Found"
    assert visitor.get()[0] == 404
    assert (len(wrapper.store), wrapper.store.used) == (0, 0)


def test_store_stays_within_its_bytes_and_lets_go_of_what_nobody_asks_for(site, current):
    wrapper = PageWrapper(site, version=lambda: current[0], limit=60_000)
    visitor = Visitor(wrapper)
    for number in range(100):
        visitor.get(path="/lv/")
        visitor.get(path=f"/lv/{number}/")
        assert 0 < wrapper.store.used <= 60_000
    assert 2 < len(wrapper.store) < 100
    assert [environ["PATH_INFO"] for environ in site.asked].count("/lv/") == 1


def test_page_too_large_for_the_store_is_served_all_the_same(site, current):
    wrapper = PageWrapper(site, version=lambda: current[0], limit=10_000)
    assert Visitor(wrapper).get()[2].decode() == site.body
    assert len(wrapper.store) == 0


def test_many_at_once_get_one_rendering(site, visitor):
    entered, go_on = threading.Event(), threading.Event()

    def wait():
        entered.set()
        assert go_on.wait(5)

    site.before = wait
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(visitor.get())) for _number in range(8)]
    for thread in threads:
        thread.start()
    assert entered.wait(5)
    time.sleep(0.1)  # the others arrive while the first one renders
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert len(site.asked) == 1
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)


def test_rendering_that_hangs_does_not_hold_up_those_who_can_have_the_page_from_before(
    site, visitor, current, monkeypatch
):
    monkeypatch.setattr("embassy.page_wrapper.PATIENCE", 0.1)
    before = visitor.get()
    entered, go_on = threading.Event(), threading.Event()

    def hang():
        entered.set()
        assert go_on.wait(5)

    site.before, current[0] = hang, "2"
    stuck = threading.Thread(target=visitor.get)
    stuck.start()
    assert entered.wait(5)
    assert visitor.get() == before
    go_on.set()
    stuck.join(5)
    assert len(site.asked) == 2


def test_storm_of_readers_and_changes_never_shows_an_older_page_than_the_version(site, visitor, current):
    """Every answer must be at least as new as the version was when its request began."""
    wrong, done = [], threading.Event()

    def body_now():
        site.body = current[0]

    site.before = body_now

    def read():
        while not done.is_set():
            least = int(current[0])
            body = int(visitor.get()[2])
            if body < least:
                wrong.append((least, body))

    readers = [threading.Thread(target=read) for _number in range(4)]
    for reader in readers:
        reader.start()
    for version in range(2, 60):
        current[0] = str(version)
        time.sleep(0.005)
    done.set()
    for reader in readers:
        reader.join(30)
    assert not wrong
    assert len(site.asked) > 2
