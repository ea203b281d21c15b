"""Unsafe or mistyped settings stop every command with a sentence; safe ones pass Django's own checks without a word."""

import subprocess
import sys

import pytest

from tests.server.running import ROOT, clean_environment

SAFE = {
    "PRODUCTION": "1",
    "BEHIND_NGINX": "1",
    "SECRET_KEY": "a-key-of-0123456789-which-is-made-for-this-test-and-no-other",
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "postgres://section:secret@127.0.0.1:1/section",
}


def manage(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-W", "error", str(ROOT / "manage.py"), *arguments]
    environment = clean_environment(**{"DATA_DIR": str(tmp_path / "data")} | environment)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("face", ["public", "staff", "both"])
def test_production_passes_the_checks_of_a_deployment(tmp_path, face):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SAFE, FACE=face)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_no_variable_at_all_is_a_working_copy(tmp_path):
    done = manage(tmp_path, "check", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY (or SECRET_KEY_FILE)"),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY (or SECRET_KEY_FILE)"),
        ({"SECRET_KEY": "x" * 80}, "Set SECRET_KEY (or SECRET_KEY_FILE)"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE names /nowhere/key, which cannot be read"),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "www.example.org,*"}, "Set ALLOWED_HOSTS"),
        ({"DATABASE_URL": ""}, "Set DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////tmp/x"}, "Set DATABASE_URL"),
        ({"PRODUCTION": "yes please"}, "PRODUCTION must be 1 or 0"),
        ({"BEHIND_NGINX": "maybe"}, "BEHIND_NGINX must be 1 or 0"),
        ({"SECOND_FACTOR_REQUIRED": "0"}, "SECOND_FACTOR_REQUIRED=0 is for trying out only"),
        ({"FACE": "everything"}, "FACE must be public, staff or both"),
        ({"CONTENT_VERSION_SECONDS": "often"}, "CONTENT_VERSION_SECONDS must be a number"),
        ({"CONTENT_VERSION_SECONDS": "-1"}, "CONTENT_VERSION_SECONDS must be a number of at least 0"),
        ({"PAGE_STORE_MB": "nan"}, "PAGE_STORE_MB must be a number of at least 0"),
        ({"REVIEW_REQUIRED": "0"}, "REVIEW_REQUIRED cannot be off in production"),
        ({"EXIT_URL": "http://example.org/"}, "EXIT_URL must be an https address"),
    ],
)
def test_unsafe_or_mistyped_setting_is_refused_in_a_sentence(tmp_path, wrong, sentence):
    done = manage(tmp_path, "check", **SAFE | wrong)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_secrets_may_come_from_files(tmp_path):
    files = {}
    for name in ("SECRET_KEY", "DATABASE_URL"):
        (tmp_path / name).write_text(f"{SAFE[name]}\n")
        files |= {name: "", f"{name}_FILE": str(tmp_path / name)}
    done = manage(tmp_path, "check", **SAFE | files)
    assert done.returncode == 0, done.stderr


def test_production_keeps_no_key_of_its_own(tmp_path):
    manage(tmp_path, "check", **SAFE)
    assert not (tmp_path / "data").exists()
    manage(tmp_path, "check")
    assert (tmp_path / "data" / "secret-key").exists()
