"""The house keeps its shape: imports run one way, and what checks that does notice."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--config", str(folder / ".importlinter")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    """A copy of the house that may be spoilt."""
    for package in ("embassy", "trafficking"):
        ignored = shutil.ignore_patterns("__pycache__", "*.toml", "*.typ")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_imports_run_one_way():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("trafficking/public/spoilt.py", "from trafficking.opendata import hsds", "A side never imports"),
        ("trafficking/opendata/spoilt.py", "from trafficking.admin import base", "A side never imports"),
        ("trafficking/search/spoilt.py", "from trafficking.models import Organisation", "Search and the ground"),
        ("trafficking/texts.py", "from trafficking.models import Page", "Search and the ground"),
        ("trafficking/models/spoilt.py", "from trafficking.public import titles", "Imports run one way"),
        ("trafficking/editorial/spoilt.py", "import trafficking.admin.base", "Imports run one way"),
        ("trafficking/public/spoilt.py", "from embassy import headers", "The wiring imports the app"),
        ("trafficking/newcomer.py", "pass", "Imports run one way"),
    ],
)
def test_import_the_wrong_way_is_noticed(copy, module, line, contract):
    assert lint_imports(copy).returncode == 0
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert re.search(rf"^{contract}.* BROKEN", done.stdout, re.M) or module == "trafficking/newcomer.py", done.stdout


def test_no_module_and_no_template_grows_beyond_reading():
    modules = [path for package in ("embassy", "trafficking", "script") for path in (ROOT / package).rglob("*.py")]
    modules = [path for path in modules if "migrations" not in path.parts]
    templates = list((ROOT / "templates").rglob("*.html"))
    assert len(modules) > 50
    assert len(templates) > 20
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*modules, *templates)}
    assert not [path for path in modules if lengths[path] > 400]
    assert not [path for path in templates if lengths[path] > 140]
