"""nginx with its real configuration before the two processes of the image and a real PostgreSQL."""

import gzip
import http.client
import os
import re
import signal
import time
from pathlib import Path

import pytest

from embassy.headers import PERMISSIONS, content_security_policy
from tests.admin.signing_in import shown_for
from tests.deploy.production import Site, read
from tests.server.running import Answer, Server, ask

LANGUAGES = {"lv": "zvaniet", "en": "call", "ru": "звоните", "uk": "телефонуйте"}


def assert_safe(answer: Answer, referrer: str = "no-referrer", policy: str = "") -> None:
    wanted = {
        "content-security-policy": policy or content_security_policy(https=True),
        "referrer-policy": referrer,
        "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": PERMISSIONS,
        "x-frame-options": "DENY",
    }
    assert {name: answer.header(name) for name in wanted} == wanted
    assert not answer.header("x-accel-expires")
    assert not re.search(r"\d", answer.header("server"))


def assert_emergency_page(answer: Answer, status: int, language: str = "lv") -> None:
    assert answer.status == status
    assert 'href="tel:112"' in answer.text
    assert LANGUAGES[language] in answer.text
    assert answer.header("Cache-Control") == "no-store"
    assert_safe(answer)


def test_everything_but_https_is_sent_there(site: Site):
    answer = ask(site.http_port, "/lv/help/?service=legal", host="localhost")
    assert (answer.status, answer.header("Location")) == (301, "https://localhost/lv/help/?service=legal")


def test_pages_come_through_with_their_headers_once(site: Site):
    for path in ("/lv/", "/uk/help/", "/en/events/", "/lv/nowhere/", "/lv/help/?service=nothing", "/exit/", "/"):
        answer = site.get(path)
        assert answer.status == {"/lv/nowhere/": 404, "/lv/help/?service=nothing": 400, "/exit/": 303, "/": 302}.get(
            path, 200
        )
        assert_safe(answer)
        assert not answer.header("Set-Cookie")


def test_applications_own_words_for_a_wrong_address_stay(site: Site):
    assert "nothing" in site.get("/en/help/?service=nothing").text


def test_root_chooses_by_the_language_of_the_browser(site: Site):
    for language in LANGUAGES:
        assert site.get("/", accept_language=language).header("Location") == f"/{language}/"


def test_page_is_packed_for_those_who_can_read_that_and_known_by_its_tag(site: Site):
    plain, packed = site.get("/lv/help/"), site.get("/lv/help/", accept_encoding="gzip, br")
    assert packed.header("Content-Encoding") == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.header("Vary") == plain.header("Vary") == "Accept-Encoding"
    assert site.get("/lv/help/", if_none_match=packed.header("ETag")).status == 304


def test_static_files_come_from_nginx_packed_and_for_good(site: Site):
    found = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', site.get("/lv/").text))
    assert any(name.endswith(".css") for name in found)
    for name in found:
        answer = site.get(name, accept_encoding="gzip")
        assert answer.status == 200, name
        assert answer.header("Cache-Control") == "public, max-age=31536000, immutable"
        assert_safe(answer)
        if name.endswith((".css", ".js")):
            assert answer.header("Content-Encoding") == "gzip"
            assert re.match(r"text/css|application/javascript|text/javascript", answer.header("Content-Type"))


def test_uploaded_files_come_from_nginx_and_can_do_nothing(site: Site):
    folder = site.folder / "data" / "media" / "images"
    (folder / "a.webp").write_bytes(b"picture")
    (folder / "b.html").write_bytes(b"<script>")
    shown, saved = site.get("/media/images/a.webp"), site.get("/media/images/b.html")
    assert (shown.body, shown.header("Content-Type")) == (b"picture", "image/webp")
    assert (shown.header("Content-Disposition"), saved.header("Content-Disposition")) == ("inline", "attachment")
    assert saved.header("Content-Type") == "application/octet-stream"
    for answer in (shown, saved):
        assert_safe(answer, policy="default-src 'none'; sandbox")
    for path in (
        "/media/",
        "/media/images",
        "/media/../nginx.conf",
        "/media/%2e%2e/nginx.conf",
        "/static/../app/manage.py",
    ):
        assert site.get(path).status in {400, 403, 404, 301}


def submit(site: Site, path: str, form: str, cookies: str = "", **headers: str) -> tuple[Answer, str]:
    """The answer to a form of the desk, sent as a browser sends it, and the cookies after it."""
    page = site.get(path, cookie=cookies)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    cookies, origin = kept(cookies, page), f"https://localhost:{site.https_port}"
    named = {"host": f"localhost:{site.https_port}", "cookie": cookies, "origin": origin, "referer": origin + path}
    named |= {"content_type": "application/x-www-form-urlencoded"} | headers
    answer = site.get(path, "POST", f"csrfmiddlewaretoken={token}&{form}", **named)
    return answer, kept(cookies, answer)


def kept(cookies: str, answer: Answer) -> str:
    """The cookies that a browser has after the answer."""
    jar = dict(re.findall(r"(csrftoken|sessionid)=([^;]+)", f"{cookies}; {answer.header('Set-Cookie')}"))
    return "; ".join(f"{name}={value}" for name, value in jar.items())


def test_staff_sign_in_with_two_factors_through_the_staff_process_alone(site: Site):
    site.manage(
        "createsuperuser",
        "--no-input",
        DJANGO_SUPERUSER_PASSWORD="a-long-password-71",
        DJANGO_SUPERUSER_USERNAME="chief",
        DJANGO_SUPERUSER_EMAIL="chief@example.org",
    )
    page = site.get("/admin/login/")
    assert_safe(page, referrer="same-origin")
    assert "no-store" in page.header("Cache-Control")
    form = "username=chief&password=a-long-password-71&next=/admin/"
    answer, cookies = submit(site, "/admin/login/", form)
    assert answer.status == 302
    assert "Secure" in answer.header("Set-Cookie")
    assert site.get("/admin/", cookie=cookies).header("Location") == "/admin/login/?next=/admin/"
    gate = site.get("/admin/second-factor/", cookie=cookies)
    assert_safe(gate, referrer="same-origin")
    code = shown_for(re.search(r'class="secret">([^<]+)<', gate.text)[1])
    answer, cookies = submit(site, "/admin/second-factor/", f"code={code}", cookies)
    assert answer.text.count("<li><code>") == 8
    desk = site.get("/admin/", cookie=cookies)
    assert desk.status == 200
    assert "chief" in desk.text
    assert submit(site, "/admin/login/", form, origin="https://evil.example")[0].status == 403
    assert ask(site.public.port, "/admin/login/", host="localhost", x_forwarded_proto="https").status == 404


def test_staff_page_of_an_address_that_is_not_there_is_a_page(site: Site):
    """The staff process shows errors in the public frame, so it must know the public addresses."""
    answer = ask(site.staff.port, "/lv/nowhere/", host="localhost", x_forwarded_proto="https")
    assert answer.status == 404
    assert "/lv/help/" in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS"])
def test_methods_that_nothing_needs_are_refused(site: Site, method: str):
    answer = site.get("/lv/", method)
    assert answer.status == 405
    assert "/lv/" in answer.text
    if method != "TRACE":  # which nginx refuses before it reads its configuration
        assert_safe(answer)


def test_requests_beyond_all_measure_are_refused_in_words(site: Site):
    assert site.get(f"/lv/help/?q={'x' * 10_000}").status == 400  # by the application, which says how long it may be
    beyond = site.get(f"/lv/help/?q={'x' * 17_000}")
    assert beyond.status == 414
    assert "/uk/" in beyond.text
    assert site.get("/lv/", "POST", "x" * 100_000).status == 413


def test_unknown_host_is_refused_and_spoils_nothing(site: Site):
    assert site.get("/lv/", host="evil.example").status == 400
    assert site.get("/lv/", x_forwarded_host="evil.example", forwarded="host=evil.example").status == 200
    assert "evil.example" not in site.get("/lv/").text


def test_copies_know_the_host_they_are_of(site: Site):
    for host in ("localhost", "embassy.example"):
        assert f"https://{host}/en/" in site.get("/lv/", host=host).text


SAVE = """
import time
from trafficking.models import Page
page = Page.objects.get(path="home")
page.title_lv = "{title}"
page.save()
print("committed", time.time())
"""


def test_saved_page_is_public_within_a_second(site: Site):
    """Saved by another process while the page is asked for again and again."""
    before = re.search(r"<h1[^>]*>([^<]+)", site.get("/lv/").text)[1]
    try:
        for number in range(3):
            title = f"Mainīts virsraksts {number}"
            committed = float(site.manage("shell", "-v0", "-c", SAVE.format(title=title)).split("committed ")[1])
            last_old = committed
            while title not in site.get("/lv/").text:
                last_old = time.time()
                time.sleep(0.01)
                assert last_old - committed < 10
            assert last_old - committed < 1.1
    finally:
        site.manage("shell", "-v0", "-c", SAVE.format(title=before))


def kill(server: Server) -> None:
    """The process and its workers, without a warning."""
    workers = server.workers()
    for pid in (server.process.pid, *workers):
        os.kill(pid, signal.SIGKILL)
    server.process.wait(10)


VISITED = ["/lv/", "/en/help/", "/ru/help/?service=legal", "/uk/safety/", "/sitemap.xml"]


def visit(site: Site) -> dict[str, bytes]:
    return {path: site.get(path).body for path in VISITED}


def assert_still_there(site: Site, pages: dict[str, bytes]) -> None:
    for path, body in pages.items():
        for accepted in ("", "gzip", "br, gzip", "identity"):
            answer = site.get(path, accept_encoding=accepted, cookie="a=b", accept_language="de")
            assert answer.status == 200, path
            unpacked = gzip.decompress(answer.body) if answer.header("Content-Encoding") == "gzip" else answer.body
            assert unpacked == body
        if "?" not in path:
            assert site.get(f"{path}?utm_source=elsewhere&fbclid=1").status == 200


def test_visited_pages_stay_while_every_process_is_dead(site: Site):
    pages = visit(site)
    kill(site.public)
    kill(site.staff)
    try:
        time.sleep(1.1)  # so that no copy is of the current second
        assert_still_there(site, pages)
        for language in LANGUAGES:
            assert_emergency_page(site.get(f"/{language}/never-visited/"), 502, language)
        assert_emergency_page(site.get("/lv/help/?q=palidziba"), 502)
        assert_emergency_page(site.get("/lv/help/?service=legal&unknown=1"), 502)
        assert_emergency_page(site.get("/admin/"), 502)
        assert site.get("/", accept_language="uk").status == 502
    finally:
        site.start()
    assert site.get("/lv/never-visited/").status == 404
    assert site.get("/admin/login/").status == 200
    assert site.get("/lv/help/?q=palidziba").status == 200


def test_visited_pages_stay_while_the_database_is_dead_and_it_is_found_again(site: Site):
    pages = visit(site)
    site.database.stop("immediate")
    try:
        time.sleep(1.1)
        assert_still_there(site, pages)
        assert_emergency_page(site.get("/ru/events/2012/"), 500, "ru")
        assert site.get("/healthz").status == 200
    finally:
        site.database.start()
    assert site.get("/ru/events/2012/").status == 200
    # The version is read again too, by threads that serve nothing but kept pages.
    before = re.search(r"<h1[^>]*>([^<]+)", site.get("/lv/").text)[1]
    try:
        site.manage("shell", "-v0", "-c", SAVE.format(title="Pēc pārtraukuma"))
        time.sleep(1.1)
        for _request in range(30):
            assert "Pēc pārtraukuma" in site.get("/lv/").text
    finally:
        site.manage("shell", "-v0", "-c", SAVE.format(title=before))


def test_nothing_that_runs_writes_down_who_asked_for_what(site: Site):
    site.get("/lv/search/?q=marker-searched", user_agent="marker-agent", referer="https://example.org/marker")
    site.get("/lv/marker-path/", accept_language="marker")
    site.get("/lv/", host="marker-host.example")
    site.get(f"/lv/?{'marker' * 3_000}")
    connection = http.client.HTTPConnection("127.0.0.1", site.http_port)
    connection.putrequest("GET", "/marker", skip_host=True)
    connection.putheader("Host", "a b marker")
    connection.endheaders()
    connection.getresponse().read()
    connection.close()
    logs = [site.folder / "nginx.log", site.folder / "public.log", site.folder / "staff.log"]
    written = "".join(log.read_text(encoding="utf-8") for log in [*logs, site.database.folder / "log"])
    assert "database system is ready" in written  # it is the real log
    assert "marker" not in written
    assert "127.0.0.1" not in written


def test_emergency_pages_load_one_style_sheet_and_claim_nothing(site: Site):
    style = site.get("/emergency/page.css")
    assert (style.status, style.header("Content-Type")) == (200, "text/css")
    assert_safe(style)
    assert site.get("/emergency/lv.html").status == 404
    for name in (*LANGUAGES, "refused"):
        page = Path("deploy", "emergency", f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"<(script|style|img|iframe|form)|style=|\son\w+=", page)
        assert re.findall(r"<link [^>]*", page) == ['<link rel="stylesheet" href="/emergency/page.css"']
        numbers = set(re.findall(r"\d+", re.sub(r"<[^>]*>", "", page)))
        assert numbers == (set() if name == "refused" else {"112"})


def test_lists_that_nginx_and_the_application_share_are_the_same(settings):
    text = read("nginx.conf")
    lists = re.findall(r"\(((?:\w+\|){5,}\w+)\)=", text)
    assert len(lists) == 3
    assert all(set(names.split("|")) == settings.PUBLIC_PARAMETERS for names in lists)


SHARE = """
from trafficking.editorial import flow, sharing
from trafficking.editorial.capture import capture
from trafficking.models import Page
page = Page.objects.get(path="nato")
base = flow.seen(page)
flow.save_draft(page, {**capture(page), "title_lv": "Kopīgots melnraksts"}, None, base)
print("token", sharing.make(page, "lv", "Marta centre", 1, None)[1])
"""
LOOKS_RIGHT = "verdict=looks-right&seen={seen}"
FORM = "application/x-www-form-urlencoded"


def test_share_link_is_answered_by_the_staff_process_and_kept_nowhere(site: Site):
    path = f"/preview/{site.manage('shell', '-v0', '-c', SHARE).split('token ')[1].strip()}/"
    for _time in range(2):
        page = site.get(path, cookie="sessionid=x")
        assert page.status == 200
        assert "Kopīgots melnraksts" in page.text
        assert_safe(page)
        assert page.header("Cache-Control") == "no-store"
        assert page.header("X-Robots-Tag") == "noindex, nofollow"
        assert not page.header("Set-Cookie")
    assert "Kopīgots melnraksts" not in site.get("/lv/nato/").text
    assert not [
        file for file in (site.folder / "pages").rglob("*") if file.is_file() and b"/preview/" in file.read_bytes()
    ]
    assert ask(site.public.port, path, host="localhost", x_forwarded_proto="https").status == 404
    seen = re.search(r'name="seen" value="(\d+)"', page.text)[1]
    answer = site.get(path, "POST", LOOKS_RIGHT.format(seen=seen), content_type=FORM, origin="null")
    assert (answer.status, answer.header("Location")) == (303, "thanks/#main")
    assert site.get(f"{path}thanks/").status == 200
    refused = site.get(path, "POST", LOOKS_RIGHT.format(seen=seen), content_type=FORM, sec_fetch_site="cross-site")
    assert refused.status == 403
    wrong = site.get(f"{path[:-3]}/", accept_language="en")
    assert wrong.status == 404
    assert "ask the person who sent it to you" in wrong.text
    assert_safe(wrong)
    token = path.split("/")[2]
    for log in ("nginx.log", "public.log", "staff.log"):
        assert token not in (site.folder / log).read_text(encoding="utf-8")


def test_share_links_do_not_stand_under_what_may_be_closed_to_strangers():
    """An allow-list in `location /admin/` would not reach them; no location of nginx holds both."""
    locations = re.findall(r"location ([^{]+) \{", read("nginx.conf"))
    assert "/admin/" in locations
    assert "^~ /preview/" in locations
