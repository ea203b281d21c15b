"""Asking other sites: a real server answers in every way; nothing is asked inside the house."""

import socket
import ssl
import subprocess
import threading
import time

import pytest

from tests.editorial.sites import a_site
from trafficking.editorial.fetching import Rules, ask
from trafficking.editorial.hosts import is_public

OPEN = Rules("tests (+https://example.org/)", allow_private=True, step=2, whole=4)
CLOSED = Rules("tests (+https://example.org/)", step=2, whole=4)


@pytest.fixture
def site():
    with a_site() as site:
        yield site


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("status", [200, 204, 401, 403, 404, 410, 429, 500, 503])
def test_status_is_what_the_site_answers(site, status):
    assert ask(site.address(f"status/{status}"), OPEN).status == status


def test_page_that_is_there_is_asked_for_in_short_once(site):
    ask(site.address("page"), OPEN)
    assert [method for method, *_rest in site.asked] == ["HEAD"]


@pytest.mark.parametrize("path", ["no-head", "head-hung-up"])
def test_site_that_refuses_short_questions_is_asked_for_the_page(site, path):
    answer = ask(site.address(path), OPEN)
    assert (answer.status, answer.fault) == (200, "")
    assert [method for method, *_rest in site.asked] == ["HEAD", "GET"]


def test_question_says_who_asks_and_carries_nothing_else(site):
    ask(site.address("to/302//page"), OPEN)
    ask(site.address("page?q=ā"), OPEN)
    for _method, _path, headers, _moment in site.asked:
        assert headers["User-Agent"] == "tests (+https://example.org/)"
        assert not {"Cookie", "Referer", "Authorization"} & headers.keys()
    assert site.asked[-1][1] == "/page?q=%C4%81"


@pytest.mark.parametrize(("status", "for_good"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
def test_redirect_is_followed_and_its_kind_kept(site, status, for_good):
    answer = ask(site.address(f"to/{status}//page"), OPEN)
    assert (answer.status, answer.final, answer.for_good) == (200, site.address("page"), for_good)


def test_redirect_to_another_host_tells_where_it_ends():
    with a_site() as one, a_site() as other:
        answer = ask(one.address(f"to/301/{other.address('page')}#part"), OPEN)
        assert (answer.status, answer.final) == (200, other.address("page#part"))


def test_redirect_keeps_the_part_of_the_page(site):
    assert ask(site.address("to/301//page#part"), OPEN).final == site.address("page#part")


@pytest.mark.parametrize("path", ["circle", "on/1"])
def test_redirects_without_an_end_are_given_up(site, path):
    assert ask(site.address(path), OPEN).fault == "loop"
    assert len(site.asked) <= OPEN.redirects + 1


def test_redirect_without_a_target_is_no_redirect(site):
    assert ask(site.address("status/302"), OPEN).status == 302


@pytest.mark.parametrize("path", ["slow", "dripping"])
def test_slow_site_is_given_up_in_time(site, path):
    rules = Rules("tests", allow_private=True, step=0.5, whole=1)
    started = time.monotonic()
    assert ask(site.address(path), rules).fault == "timeout"
    assert time.monotonic() - started < 10


def test_page_without_an_end_is_not_read(site):
    assert ask(site.address("endless"), OPEN).status == 200
    assert site.sent == 0


def test_what_is_no_website_is_told():
    with a_site() as site:
        assert ask(site.address("nonsense"), OPEN).fault == "nonsense"


def test_nobody_at_home_is_told():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{probe.getsockname()[1]}/", OPEN).fault == "unreachable"


def test_name_that_nobody_has_is_told():
    assert ask("http://nobody.invalid/", CLOSED).fault == "no-host"


def test_certificate_of_somebody_else_is_told(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with a_site() as site:
        site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
        assert ask(site.address("page").replace("http:", "https:"), OPEN).fault == "insecure"


# --- The house stays closed ---

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.17.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "ff02::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_address_of_the_house_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["193.0.0.1", "8.8.8.8", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_nothing_is_asked_inside_however_it_is_written(site, host):
    assert ask(site.address("page", host), CLOSED).fault == "inside"
    assert site.asked == []
    assert ask(site.address("page"), OPEN).status == 200  # it would have answered


def test_nothing_is_asked_inside_after_a_redirect(site, monkeypatch):
    """The first host counts as public here, as a site elsewhere would."""
    monkeypatch.setattr("trafficking.editorial.fetching.is_public", lambda address: address == "127.0.0.1")
    with a_site() as other:
        inside = f"http://127.0.0.2:{other.server_port}/page"
        answer = ask(site.address(f"to/302/{inside}"), CLOSED)
        assert (answer.fault, answer.final) == ("inside", inside)
        assert len(site.asked) == 1
        assert other.asked == []


def test_name_with_one_address_inside_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("193.0.0.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: found)
    assert ask("http://example.org/", CLOSED).fault == "inside"


def test_name_is_looked_up_once_so_that_it_cannot_change_its_meaning(site, monkeypatch):
    meant = [site.server_address]
    asked = []

    def look_up(host, *args, **options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", meant[0])]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert ask("http://example.org/page", OPEN).status == 200
    assert asked == ["example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http:///x",
        "http://[x/",
        "http://a:b@example.org/",
        "http://example.org:99999/",
        "javascript:alert(1)",
        "",
        "http://exa mple.org/",
        f"http://{'a' * 70}.org/",
    ],
)
def test_address_that_cannot_be_asked_is_told(address):
    assert ask(address, OPEN).fault in {"odd", "no-host"}


def test_redirect_to_a_file_is_not_followed(site):
    assert ask(site.address("to/302/file:///etc/passwd"), OPEN).fault == "odd"


# --- Through a proxy ---


@pytest.fixture
def proxy(site, monkeypatch):
    """The same server as a proxy: it is asked for whole addresses."""
    monkeypatch.setenv("http_proxy", f"http://name:word@127.0.0.1:{site.server_port}")
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{site.server_port}")
    return site


def test_proxy_is_asked_and_looks_the_name_up_itself(proxy):
    ask("http://example.invalid/page", CLOSED)
    method, path, headers, _moment = proxy.asked[0]
    assert (method, path, headers["Host"]) == ("HEAD", "http://example.invalid/page", "example.invalid")
    assert headers["Proxy-Authorization"] == "Basic bmFtZTp3b3Jk"


def test_encrypted_sites_are_reached_through_a_tunnel(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard = []

        def refuse():
            connection, _address = listener.accept()
            with connection:
                heard.append(connection.recv(200))
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert ask("https://example.invalid/page", CLOSED).fault == "unreachable"
        thread.join()
    assert heard[0].startswith(b"CONNECT example.invalid:443 ")


def test_hosts_that_the_proxy_is_not_for_are_asked_directly(proxy, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with a_site() as site:
        assert ask(site.address("page"), OPEN).status == 200
        assert proxy.asked == []


@pytest.mark.parametrize("host", ["localhost", "database", "printer.local", "x.internal", "10.0.0.1", "[::1]"])
def test_proxy_is_not_asked_for_the_house(proxy, host):
    assert ask(f"http://{host}/", CLOSED).fault == "inside"
    assert proxy.asked == []
