"""Imports point one way, and the contract that says so can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    for folder in ("embassy", "trafficking"):
        ignored = shutil.ignore_patterns("__pycache__", "*.toml", "*.typ")
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(settings.BASE_DIR / ".importlinter", tmp_path)
    return tmp_path


def test_imports_keep_the_contract(copy):
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("trafficking/public/home.py", "from trafficking.opendata import hsds"),
        ("trafficking/printing/vcard.py", "from trafficking.admin import lists"),
        ("trafficking/models/page.py", "from trafficking.public import titles"),
        ("trafficking/search/words.py", "from trafficking.models import Page"),
        ("trafficking/texts.py", "from trafficking import models"),
        ("trafficking/editorial/flow.py", "from embassy import settings"),
    ],
)
def test_import_in_the_wrong_direction_breaks_the_contract(copy, module, line):
    with (copy / module).open("a") as file:
        file.write(f"\n{line}\n")
    result = lint_imports(copy)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout
