"""The loader, on small files of its own; the real content has its tests beside it."""

import pytest

from trafficking import caching
from trafficking.editorial import flow
from trafficking.models import Event, Organisation, Phone, Revision, Situation, StarterRecord
from trafficking.starter import loader

SITUATION = """
[[situation]]
id = "S1"
slug = "before-travel"
name_lv = "Pirms brauciena"
name_en = "Before you travel"
"""
SERVICE_TYPE = """
[[service_type]]
id = "SV1"
slug = "legal"
name_lv = "Juridiskā palīdzība"
situations = ["S1"]
"""
ORGANISATION = """
[[organisation]]
id = "ORG-1"
slug = "viens"
kind = "ngo"
in_directory = true
name_lv = "Biedrība"
neutral_name_lv = "Viens"

[[organisation.services]]
service_type = "SV1"
basis = "listed"

[[organisation.phones]]
number = "+37167000001"

[[organisation.phones]]
number = "+37167000002"
kind = "fax"
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for file, _, _ in loader.FILES:
        (tmp_path / f"{file}.toml").write_text("")
    (tmp_path / "situations.toml").write_text(SITUATION)
    (tmp_path / "service_types.toml").write_text(SERVICE_TYPE)
    (tmp_path / "organisations.toml").write_text(ORGANISATION)
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    return tmp_path


def test_load_makes_rows_with_relations_and_children(folder):
    assert loader.load() == {"made": 3}
    organisation = Organisation.objects.published().in_directory().get()
    assert organisation.pk == loader.key_of("ORG-1")
    assert [str(phone.number) for phone in organisation.phones.all()] == ["+37167000001", "+37167000002"]
    service = organisation.services.get()
    assert service.service_type.slug == "legal"
    assert [situation.name_en for situation in service.service_type.situations.all()] == ["Before you travel"]


def test_load_twice_doubles_and_touches_nothing(folder):
    loader.load()
    version, phones = caching.version(), list(Phone.objects.order_by("pk").values_list("pk", flat=True))
    assert loader.load() == {"as they were": 3}
    assert list(Phone.objects.order_by("pk").values_list("pk", flat=True)) == phones
    assert caching.version() == version


def test_load_after_the_file_changed_updates_the_row_under_its_key(folder):
    loader.load()
    (folder / "situations.toml").write_text(SITUATION.replace("Before you travel", "Before the journey"))
    assert loader.load() == {"as they were": 2, "brought up to date": 1}
    assert Situation.objects.get().name_en == "Before the journey"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Situation.objects.update(name_en="Changed by staff"),
        lambda: Situation.objects.update(is_published=False),
        lambda: Situation.objects.update(publish_until="2030-01-01T00:00Z"),
    ],
)
def test_load_leaves_alone_what_staff_changed(folder, change):
    loader.load()
    change()
    before = Situation.objects.values().get()
    (folder / "situations.toml").write_text(SITUATION.replace("Before you travel", "Before the journey"))
    assert loader.load()["changed by staff, left alone"] == 1
    assert Situation.objects.values().get() == before


def test_load_writes_itself_into_the_history_of_what_it_made_and_changed(folder):
    loader.load()
    (folder / "situations.toml").write_text(SITUATION.replace("Before you travel", "Before the journey"))
    loader.load()
    loader.load()
    new, old = Revision.objects.of(Situation.objects.get())
    assert (old.kind, old.author, old.data["name_en"]) == ("created", None, "Before you travel")
    assert (new.kind, new.author, new.data["name_en"]) == ("outside", None, "Before the journey")
    assert old.note == new.note != ""
    assert Revision.objects.of(Organisation.objects.get()).count() == 1
    assert flow.seen(Organisation.objects.get()).number == 1


def test_load_leaves_alone_an_organisation_whose_number_staff_changed(folder):
    loader.load()
    Phone.objects.filter(kind="fax").delete()
    (folder / "organisations.toml").write_text(ORGANISATION.replace("Biedrība", "Cita"))
    assert loader.load()["changed by staff, left alone"] == 1
    assert Organisation.objects.get().name_lv == "Biedrība"


def test_load_does_not_bring_back_what_staff_deleted(folder):
    loader.load()
    Organisation.objects.all().delete()
    assert loader.load()["changed by staff, left alone"] == 1
    assert not Organisation.objects.exists()


def test_load_refuses_an_unknown_column_by_name_and_loads_nothing(folder):
    (folder / "organisations.toml").write_text(ORGANISATION + '\ncolour = "red"\n')
    with pytest.raises(loader.StarterError, match=r"organisations\.toml, ORG-1: there is no “colour” here"):
        loader.load()
    assert not StarterRecord.objects.exists()
    assert not Situation.objects.exists()


def test_load_names_the_file_that_cannot_be_read(folder):
    (folder / "events.toml").write_text("[[event]\n")
    with pytest.raises(loader.StarterError, match=r"events\.toml"):
        loader.load()
    assert not Event.objects.exists()
