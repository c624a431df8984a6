"""The shape of the code that tools can see."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "polyphonie"
MAX_LINES = 400
REPORTS = {"ideas/report.html", "opinion_maps/report.html"}
TEMPLATES = sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.suffix in {".html", ".txt", ".svg"})
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)


def python_files():
    folders = ("src", "tests", "tools", "benchmarks")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts]


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a clone: the files of the project cannot be listed")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_imports_run_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_file_is_too_long():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    long = [
        str(path.relative_to(ROOT)) for path, n in lengths.items() if n > MAX_LINES and "migrations" not in path.parts
    ]
    assert long == []


def test_no_module_is_a_drawer():
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [str(path.relative_to(ROOT)) for path in python_files() if path.name in drawers] == []


def test_nothing_is_left_for_later():
    left = re.compile(
        r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise Not" + r"ImplementedError|except " + r"Exception\b"
    )
    found = [str(path.relative_to(ROOT)) for path in python_files() if left.search(path.read_text(encoding="utf-8"))]
    assert found == []


@each_template
def test_each_template_compiles(path):
    folder = next(parent for parent in path.parents if parent.name == "templates")
    get_template(str(path.relative_to(folder)))


@each_template
def test_no_template_has_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")
    # The reports of the command line are one file outside of any site: their style sheet is inside.
    inline = r"<style\b|" if path.parent.name + "/" + path.name not in REPORTS else ""
    assert not re.search(inline + r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:", text)


@each_template
def test_no_template_asks_anything_of_a_third_party(path):
    loaded = (
        r"(?:src|srcset|poster|action)\s*=\s*[\"'](?:https?:)?//|<link\b[^>]*href\s*=\s*[\"'](?:https?:)?//|@import"
    )
    assert not re.search(loaded, path.read_text(encoding="utf-8"))


def test_no_style_sheet_asks_anything_of_a_third_party():
    asked = re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import")
    sheets = [path for path in PACKAGE.glob("*/static/**/*.css") if asked.search(path.read_text(encoding="utf-8"))]
    assert sheets == []


@pytest.mark.parametrize("name", ["core", "dev", "uv"])
def test_lock_files_are_hashed_and_name_no_host(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    requirements = re.findall(r"^[a-z0-9][^=\n]*==[^\n]*", text, flags=re.MULTILINE)
    assert requirements
    assert [one for one in requirements if not one.rstrip().endswith("\\")] == []


def test_no_file_names_a_machine_or_a_registry():
    folders = "|".join(
        ("ho" + "me/[a-z]", "ro" + "ot/", "wo" + "rk/", "fa" + "rm", "opt/py" + "pi", "Use" + "rs/[a-z]")
    )
    hosts = "|".join((r"py" + r"pi\.org", r"python" + r"hosted\.org", r"npm" + r"js\.(?:org|com)", "artifact" + "ory"))
    named = re.compile(rf"(?<![\w.:/-])/(?:{folders})|{hosts}")
    found = {}
    for path in tracked_files():
        try:
            match = named.search(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        if match:
            found[str(path.relative_to(ROOT))] = match[0]
    assert found == {}
