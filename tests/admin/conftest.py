import tempfile

import pytest


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def private_folder(monkeypatch, tmp_path):
    """Where files of this test wait between two requests."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def desk(admin_client):
    """A client signed in as a superuser, whose desk is in English."""
    admin_client.cookies["django_language"] = "en"
    return admin_client
