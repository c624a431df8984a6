import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from polyphonie.config import database, environment, secret_key

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "src" / "polyphonie" / "config"


def test_each_variable_that_is_read_is_documented():
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in CONFIG.glob("*.py"))
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', code))
    assert len(read) > 10
    assert [name for name in sorted(read) if f"| `{name}` |" not in reference] == []


def test_each_variable_that_is_documented_is_read():
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    code = (CONFIG / "settings.py").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([A-Z_]+)` \|", reference, flags=re.MULTILINE)
    assert [name for name in documented if f'"{name}"' not in code] == []


def test_only_typed_readings_touch_the_environment():
    readers = [
        path.name for path in CONFIG.glob("*.py") if re.search(r"os\.(environ\[|environ\.get|getenv)", path.read_text())
    ]
    assert readers == ["environment.py"]


def test_a_number_that_is_not_one_stops_everything(monkeypatch):
    monkeypatch.setenv("POLYPHONIE_PROXIES", "two")
    with pytest.raises(ImproperlyConfigured, match="write a whole number"):
        environment.integer("POLYPHONIE_PROXIES", default=0)


def test_a_number_too_small_stops_everything(monkeypatch):
    monkeypatch.setenv("POLYPHONIE_UPLOAD_MAX_MB", "0")
    with pytest.raises(ImproperlyConfigured, match="at least 1"):
        environment.integer("POLYPHONIE_UPLOAD_MAX_MB", default=100, at_least=1)


@pytest.mark.parametrize(("word", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_yes_and_no_are_read(monkeypatch, word, value):
    monkeypatch.setenv("POLYPHONIE_HTTPS", word)
    assert environment.boolean("POLYPHONIE_HTTPS", default=not value) is value


def test_a_word_that_is_neither_yes_nor_no_stops_everything(monkeypatch):
    monkeypatch.setenv("POLYPHONIE_HTTPS", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="write true or false"):
        environment.boolean("POLYPHONIE_HTTPS", default=False)


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("kept apart\n")
    monkeypatch.setenv("POLYPHONIE_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert environment.text("POLYPHONIE_SECRET_KEY") == "kept apart"


def test_a_secret_file_that_is_absent_stops_everything(monkeypatch, tmp_path):
    monkeypatch.setenv("POLYPHONIE_SECRET_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        environment.text("POLYPHONIE_SECRET_KEY")


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "data" / "secret-key"
    first = secret_key.kept_in(path)
    assert len(first) >= 64
    assert secret_key.kept_in(path) == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_address_means_sqlite_in_the_data_folder(tmp_path):
    assert database.from_url("", data_dir=tmp_path)["NAME"] == str(tmp_path / "polyphonie.sqlite3")


def test_postgresql_writes_before_it_acknowledges(tmp_path):
    found = database.from_url("postgres://someone@localhost/polyphonie", data_dir=tmp_path)
    assert found["OPTIONS"]["options"] == "-c synchronous_commit=on"


@pytest.mark.parametrize("url", ["mysql://someone@localhost/polyphonie", "nonsense"])
def test_another_database_is_refused(tmp_path, url):
    with pytest.raises(ImproperlyConfigured):
        database.from_url(url, data_dir=tmp_path)
