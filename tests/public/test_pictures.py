"""A picture in a page: its size, its words, and the smaller copies that there are."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation

from tests import factories

pytestmark = pytest.mark.django_db


def shown(image, language: str = "lv") -> str:
    with translation.override(language):
        return Template("{% load pictures %}{% picture image %}").render(Context({"image": image}))


def test_picture_offers_its_smaller_copies_best_format_first(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(file=factories.picture_file(size=(600, 400)))
    html = shown(image)
    sources = re.findall(r'<source type="([^"]*)" srcset="([^"]*)" sizes="[^"]+">', html)
    assert [kind for kind, _srcset in sources] == ["image/avif", "image/webp"]
    for kind, srcset in sources:
        ending = kind.split("/")[1]
        assert re.findall(r"\.(\d+)\.(\w+) (\d+)w", srcset) == [("480", ending, "480"), ("600", ending, "600")]
    assert html.index("<source") < html.index("<img")


def test_picture_without_copies_is_the_plain_file_with_its_size(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        image = factories.image(file=factories.picture_file(size=(60, 40)), credit="ASV vēstniecība")
    html = shown(image)
    assert "<source" not in html
    assert f'<img src="{image.file.url}" width="60" height="40" alt="Teksts attēla vietā"' in html
    assert "ASV vēstniecība</figcaption>" in html


def test_words_for_a_picture_name_their_language_where_it_is_another():
    image = factories.image(alternative_text_lv="Tiesneši zālē")
    assert 'alt="Tiesneši zālē" lang="lv"' in shown(image, "ru")
    assert "lang=" not in shown(image, "lv")


def test_decorative_picture_has_no_words():
    assert 'alt=""' in shown(factories.image(decorative=True, alternative_text_lv="Tiesneši zālē"))


def test_picture_in_a_list_is_its_square_with_the_same_words(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(
            file=factories.picture_file(size=(600, 400)), focal_x=20, alternative_text_lv="Tiesneši"
        )
    template = Template("{% load pictures %}{% portrait image %}")
    html = template.render(Context({"image": image}))
    assert re.findall(r'<source type="image/avif" srcset="([^"]*)">', html)[0].endswith(".square-20-50.avif")
    assert re.search(r'<img src="[^"]*\.square-20-50\.webp" width="320" height="320" alt="Tiesneši"', html)


def test_picture_without_squares_is_shown_whole_in_a_list(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        image = factories.image(file=factories.picture_file(size=(60, 40)))
    html = Template("{% load pictures %}{% portrait image %}").render(Context({"image": image}))
    assert f'<img src="{image.file.url}" width="60" height="40"' in html
