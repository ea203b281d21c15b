"""The catalogues: everything that visitors read in all languages, the desk in Latvian, compiled as they stand."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import django_prose_editor
import pytest
from babel.messages.pofile import read_po
from django.conf import settings

LANGUAGES = ("lv", "ru", "uk")
#: Where a text must come from to be one that visitors read.
PUBLIC = (
    "templates/",
    "trafficking/opendata/",
    "trafficking/printing/",
    "trafficking/public/",
    "trafficking/search/",
    "trafficking/templatetags/",
)
DESK = ("templates/admin/",)
#: The functions whose first arguments are texts for the catalogue.
MARKS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def catalogue_file(language: str) -> Path:
    return settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"


def messages(language: str):
    with catalogue_file(language).open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def is_public(message) -> bool:
    return any(file.startswith(PUBLIC) and not file.startswith(DESK) for file, _line in message.locations)


def strings(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language):
    needed = [message for message in messages(language) if language == "lv" or is_public(message)]
    assert len(needed) > 100
    assert [message.id for message in needed if message.fuzzy or not all(strings(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_keeps_every_placeholder(language):
    for message in messages(language):
        # The singular may say “one” in words; the plural holds them all.
        wanted = set(PLACEHOLDER.findall(message.id[1] if isinstance(message.id, tuple) else message.id))
        for string in filter(None, strings(message)):
            assert set(PLACEHOLDER.findall(string)) == wanted, (message.id, string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_says_what_the_readable_one_says(language):
    with catalogue_file(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages(language):
        if all(strings(message)) and not message.context:
            if isinstance(message.id, tuple):
                assert compiled.ngettext(*message.id, 1) == message.string[0]
            else:
                assert compiled.gettext(message.id) == message.string


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs GNU gettext, which CI installs")
def test_catalogue_holds_every_text_of_the_source(tmp_path):
    for part in ("embassy", "trafficking", "templates", "static", "manage.py"):
        source = settings.BASE_DIR / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)
    (tmp_path / "locale" / "lv").mkdir(parents=True)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "embassy.settings"}
    command = [sys.executable, "manage.py", "makemessages", "-l", "lv"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    with (tmp_path / "locale" / "lv" / "LC_MESSAGES" / "django.po").open("rb") as file:
        wanted = {message.id for message in read_po(file, locale="lv") if message.id}
    assert {message.id for message in messages("lv")} == wanted


def texts_of(file: Path):
    """The literals that a Python file hands to gettext, wherever they stand."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in MARKS:
            found = call.args[: 2 if "ngettext" in ast.unparse(call.func) else 1]
            yield from (each.value for each in found if isinstance(each, ast.Constant))


def test_catalogue_holds_texts_that_xgettext_cannot_see():
    # It reads no calls inside f-strings.
    held = {text for message in messages("lv") for text in (message.id if message.pluralizable else [message.id])}
    files = [file for part in ("embassy", "trafficking") for file in (settings.BASE_DIR / part).rglob("*.py")]
    found = {text for file in files for text in texts_of(file)}
    assert len(found) > 100
    assert sorted(found - held) == []


def libraries(domain: str) -> Path:
    return settings.BASE_DIR / "locale" / "libraries" / "lv" / "LC_MESSAGES" / f"{domain}.po"


def test_better_word_for_django_replaces_one_that_it_still_has():
    theirs = Path(django.__file__).parent.rglob("locale/lv/LC_MESSAGES/django.po")
    known = {message.id for file in theirs for message in read_po(file.read_bytes().splitlines(), locale="lv")}
    ours = {message.id for message in read_po(libraries("django").read_bytes().splitlines(), locale="lv")}
    assert len(ours) > 50
    assert ours - known == set()


def test_word_for_the_text_editor_is_one_that_it_still_asks_for():
    script = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor" / "editor.js"
    asked = script.read_text(encoding="utf-8")
    ours = [m.id for m in read_po(libraries("djangojs").read_bytes().splitlines(), locale="lv") if m.id]
    assert len(ours) > 10
    assert [word for word in ours if f'("{word}")' not in asked] == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_words_for_libraries_are_the_readable_ones(domain):
    with libraries(domain).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in read_po(libraries(domain).read_bytes().splitlines(), locale="lv"):
        if message.pluralizable:
            assert [compiled.ngettext(*message.id, number) for number in (1, 2, 0)] == list(message.string)
        else:
            assert not message.id or compiled.gettext(message.id) == message.string
