"""The pages' HTML as it is sent: without a parse error, and with names, labels and headings in order.

Needs no browser. The W3C's own checker knows more rules; this one is always at hand.
"""

from collections import Counter
from itertools import pairwise
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import RequestFactory
from django.utils import translation

from tests.browser.places import LANGUAGES, PLACES
from tests.server.running import Server, ask
from trafficking.public.errors import server_error

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
#: Fields that a label has to name.
FIELDS = ("input", "select", "textarea")


def faults(html: str) -> list[str]:
    """What is wrong with a page, in words."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    found = [f"line {line}: {code} {details}" for (line, _column), code, details in parser.errors]
    elements = [each for each in tree.iter() if isinstance(each.tag, str)]
    ids = Counter(each.get("id") for each in elements if each.get("id"))
    found += [f"id {name} is there {times} times" for name, times in ids.items() if times > 1]
    found += [f"{name} refers to {ref}" for name, ref in references(elements) if ref not in ids]
    levels = [int(each.tag[1]) for each in elements if each.tag in HEADINGS]
    if levels.count(1) != 1:
        found.append(f"{levels.count(1)} h1")
    found += [f"h{level} after h{before}" for before, level in pairwise(levels) if level > before + 1]
    found += [f"nothing names {each.tag} {each.attrib}" for each in unnamed(tree, elements)]
    found += [f"{each.tag} without alt" for each in elements if each.tag == "img" and each.get("alt") is None]
    found += [f"empty {each.tag}" for each in elements if each.tag in (*HEADINGS, "title", "a") and not words(each)]
    found += [
        f"{name} in <{each.tag}>" for each in elements for name in each.attrib if name == "style" or name[:2] == "on"
    ]
    return found


def references(elements: list[Element]) -> list[tuple[str, str]]:
    """(attribute, id) of everything that points to another part of the same page."""
    named = [(name, ref) for each in elements for name in REFERENCES for ref in each.get(name, "").split()]
    links = [each.get("href", "") for each in elements if each.tag == "a"]
    return named + [("a link", link[1:]) for link in links if link.startswith("#")]


def unnamed(tree: Element, elements: list[Element]) -> list[Element]:
    labels = [each for each in elements if each.tag == "label"]
    labelled = {each.get("for") for each in labels}
    wrapped = {field for label in labels for field in label.iter() if field is not label}
    return [
        each
        for each in elements
        if each.tag in FIELDS
        and each.get("type") != "hidden"
        and each not in wrapped
        and each.get("id") not in labelled
        and not each.get("aria-label")
    ]


def words(element: Element) -> str:
    alternatives = " ".join(each.get("alt", "") for each in element.iter() if each.tag == "img")
    return ("".join(element.itertext()) + alternatives + element.get("aria-label", "")).strip()


def sent(site: Server, place, language: str) -> str:
    if place.act:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = ask(site.port, f"/{language}/{place.path}", "POST", urlencode({"text": ""}).encode(), **form)
    else:
        answer = site.get(f"/{language}/{place.path}")
    assert answer.status == place.status
    return answer.text


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_html_is_in_order(site, place):
    assert {language: found for language in LANGUAGES if (found := faults(sent(site, place, language)))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_of_the_last_resort_is_in_order(language):
    with translation.override(language):
        assert faults(server_error(RequestFactory().get(f"/{language}/")).content.decode()) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p><ul></ul></p>", "unexpected-end-tag"),
        ("<div>", "expected-one-end-tag"),
        ("<p id=a></p><p id=a></p>", "id a is there 2 times"),
        ("<a href='#b'>b</a>", "a link refers to b"),
        ("<h3>c</h3>", "h3 after h1"),
        ("<h1>d</h1>", "2 h1"),
        ("<input>", "nothing names input"),
        ("<img src=e>", "img without alt"),
        ("<p style='color: red'>f</p>", "style in <p>"),
    ],
)
def test_disorder_would_be_found(html, fault):
    found = faults(f"<!doctype html><html lang=en><title>t</title><h1>t</h1>{html}</html>")
    assert any(fault in each for each in found), found
    assert faults("<!doctype html><html lang=en><title>t</title><h1>t</h1></html>") == []
