"""`manage.py import_organisations FILE` and `import_events FILE`."""

import io
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests import factories
from tests.exchange.tables import workbook
from trafficking.editorial import review
from trafficking.exchange import exporting
from trafficking.exchange.layouts import ORGANISATIONS
from trafficking.models import Event, Organisation, Phone, Revision

pytestmark = pytest.mark.django_db
TABLE = "slug,name_lv,neutral_name_lv,kind,in_directory,services,phones\n"
ROW = "{slug},Nosaukums,N,ngo,yes,legal,67000001\n"


@pytest.fixture
def file(tmp_path):
    factories.service_type(slug="legal")
    path = tmp_path / "organisations.csv"
    path.write_text(TABLE + "".join(ROW.format(slug=f"o-{number}") for number in range(20)), encoding="utf-8")
    return path


def run(*arguments: object, command: str = "import_organisations") -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def test_table_becomes_drafts_unless_it_is_to_be_published(file):
    assert "Done: 0 published, 20 drafts" in run(file)
    assert not Organisation.objects.published().exists()
    assert "0 new, 0 changed, 20 unchanged" in run(file)


def test_publishing_shows_how_far_it_is(file):
    words = run(file, "--publish")
    assert "20 new, 0 changed, 0 unchanged" in words
    assert "2 of 20" in words
    assert "20 of 20" in words
    assert "Done: 20 published, 0 drafts" in words
    assert (
        Organisation.objects.published().filter(services__free="unknown", phones__number="+37167000001").count() == 20
    )


def test_check_says_what_would_change_and_writes_nothing(file):
    assert "Nothing was written" in run(file, "--check", "--publish")
    assert not Organisation.objects.exists()


def test_bad_rows_are_told_and_nothing_is_imported(file, capsys):
    with file.open("a", encoding="utf-8") as table:
        table.write("bad-1,X,N,ngoo,yes,leggal,1\nbad-2,X,N,ngo,perhaps,legal,67000001\n")
    with pytest.raises(CommandError, match="Nothing was imported: 4 problems"):
        run(file, "--publish")
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == [
        "organisations.csv, row 22, kind",
        "organisations.csv, row 22, services",
        "organisations.csv, row 22, phones",
        "organisations.csv, row 23, in_directory",
    ]
    assert not Organisation.objects.exists()


def test_what_cannot_go_live_is_told_too_also_by_check(file, capsys):
    file.write_text("slug,name_lv\na,\nb,Nosaukums\n", encoding="utf-8")
    for options in ((), ("--check",)):
        with pytest.raises(CommandError, match="Nothing was imported"):
            run(file, "--publish", *options)
        assert "row 2" in (told := capsys.readouterr().err)
        assert "row 3" in told
    assert not Organisation.objects.exists()


def test_changed_numbers_must_be_confirmed(file, tmp_path):
    run(file, "--publish")
    path = tmp_path / "changed.xlsx"
    key = Phone.objects.get(organisation__slug="o-7").pk
    path.write_bytes(workbook(phones=[["parent", "key", "number"], ["o-7", str(key), "67000009"]]))
    with pytest.raises(CommandError, match="compare these numbers"):
        run(path, "--publish")
    assert "+371 67 000 001 -> +371 67 000 009" in run(path, "--publish", "--numbers-confirmed")
    assert str(Phone.objects.get(pk=key).number) == "+37167000009"


def test_command_cannot_publish_past_review_and_sends_drafts_to_it(file, settings):
    settings.REVIEW_REQUIRED = True
    with pytest.raises(CommandError, match="second person"):
        run(file, "--publish")
    run(file)
    assert review.waiting().count() == 20


def test_it_is_done_in_somebodys_name(file):
    User.objects.create(username="anna", is_staff=True)
    run(file, "--as", "anna")
    assert set(Revision.objects.values_list("author__username", flat=True)) == {"anna"}
    assert Revision.objects.filter(kind="draft").first().note == "From organisations.csv"
    with pytest.raises(CommandError, match="no staff account “nobody”"):
        run(file, "--as", "nobody")


@pytest.mark.parametrize(
    ("name", "words"), [("missing.csv", "No such file"), ("broken.xlsx", "cannot be read|damaged")]
)
def test_file_that_cannot_be_read_is_told(tmp_path, name, words):
    if name == "broken.xlsx":
        (tmp_path / name).write_bytes(b"PK broken")
    with pytest.raises(CommandError, match=words):
        run(tmp_path / name)


def test_table_may_come_through_a_pipe(file, monkeypatch):
    with file.open("rb") as table:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(table))
        run("-")
    assert Organisation.objects.count() == 20


def test_events_come_in_too(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("Year;Web address, last part;Title (Latvian)\n2015;a;Mācības\n", encoding="utf-8")
    assert "Done: 1 published" in run(path, "--publish", command="import_events")
    assert Event.objects.published().get().title_lv == "Mācības"


def test_exported_workbook_of_many_comes_back_unchanged(tmp_path):
    for number in range(60):
        factories.phone(factories.organisation((), slug=f"o-{number}"), f"+371670000{number:02}")
    path = tmp_path / "all.xlsx"
    path.write_bytes(exporting.exported(ORGANISATIONS, Organisation.objects.all(), "xlsx"))
    assert "0 new, 0 changed, 60 unchanged" in run(path, "--publish")
