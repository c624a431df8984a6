"""
Prepare, show, test and measure Polyphonie: what `make` calls, for those who have no make.

    python3 tools/run.py demo        the example campaign on http://127.0.0.1:8000
    python3 tools/run.py test        every test
    python3 tools/run.py --help      the rest

Only the standard library is used, and the syntax is one that an old Python can read, so that it can say that it is old.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
LOCKS = ROOT / "requirements"
LOG = VENV / "setup.log"
OLDEST = (3, 11)
KNOWN_PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
APPS = ROOT / "src" / "polyphonie"

NO_VENV = """Python cannot make virtual environments here: its module venv is not complete. On Debian and Ubuntu:
    sudo apt-get install python3-venv
then run the same command again."""
NO_NETWORK = """The packages could not be fetched: the package index does not answer.
The first run needs the Internet (about 200 MB); behind a proxy, set HTTPS_PROXY. Later runs need nothing."""
NETWORK_SIGNS = (
    "dns error",
    "failed to lookup",
    "name resolution",
    "connection refused",
    "failed to establish a new connection",
    "network is unreachable",
    "no route to host",
    "error sending request",
    "timed out",
    "could not find a version that satisfies the requirement uv",
)


class Failed(SystemExit):
    """Something that the person at the keyboard can act upon."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        print("\n" + sentence, file=sys.stderr, flush=True)
        super().__init__(code)


# --- Preparing --------------------------------------------------------------------------------------------------------


def use_a_recent_python() -> None:
    """Go on with this Python where it is recent enough, with another one where there is one."""
    if sys.version_info >= OLDEST:
        return
    for name in KNOWN_PYTHONS:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - the same program, a newer interpreter
    wanted, present = ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:3]))
    raise Failed(
        f"Polyphonie needs Python {wanted} or newer; this one is {present}. On Debian: apt-get install python3"
    )


@contextlib.contextmanager
def step(title: str):
    """Say what is being done, and how long it took."""
    start = time.monotonic()
    print(f"· {title}…", end="", flush=True)
    yield
    print(f" {time.monotonic() - start:.1f} s", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder, its output shown."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def run_quietly(*command: str | Path) -> bool:
    """Run a command in the project's folder, its output kept in the log."""
    with LOG.open("a", encoding="utf-8") as log:
        parts = [str(part) for part in command]
        log.write("$ " + " ".join(parts) + "\n")
        log.flush()
        return subprocess.run(parts, cwd=ROOT, stdout=log, stderr=log, check=False).returncode == 0


def give_up(what: str) -> None:
    """End with the last lines of the log, and with what to do about it."""
    lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    print("\n" + "\n".join(lines[-12:]), file=sys.stderr)
    is_network = any(sign in "\n".join(lines[-60:]).lower() for sign in NETWORK_SIGNS)
    raise Failed(NO_NETWORK if is_network else f"{what} failed; the whole output is in {LOG.relative_to(ROOT)}.")


@contextlib.contextmanager
def one_at_a_time():
    """Let `demo` and `test`, started together, prepare the same environment one after the other."""
    VENV.mkdir(exist_ok=True)
    with (VENV / "setup.lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest_of(*paths: Path) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def is_stamped(name: str, digest: str) -> bool:
    stamp = VENV / f"{name}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == digest


def prepare(lock: str) -> None:
    """Make .venv hold what `requirements/<lock>.lock` lists; nothing is removed, so a running demo goes on."""
    wanted, project = digest_of(LOCKS / f"{lock}.lock"), digest_of(ROOT / "pyproject.toml")
    with one_at_a_time():
        if not is_stamped(lock, wanted):
            make_environment()
            install(LOCKS / f"{lock}.lock")
            (VENV / f"{lock}.stamp").write_text(wanted)
        if not is_stamped("project", project):
            install_project()
            (VENV / "project.stamp").write_text(project)


def make_environment() -> None:
    """Make .venv where it is absent or broken."""
    works = PYTHON.exists() and run_quietly(PYTHON, "-c", "import pip")
    if works:
        return
    with step(f"Make a virtual environment with Python {sys.version.split()[0]}"):
        LOG.write_text("")
        made = run_quietly(sys.executable, "-m", "venv", VENV)
    if not made or not (BIN / "pip").exists():
        raise Failed(NO_VENV)


def install(lock: Path) -> None:
    """Install a lock file, each package checked against its hash: by uv, by pip where there is no uv."""
    n_packages = lock.read_text(encoding="utf-8").count("==")
    with step(f"Install {n_packages} pinned and hashed packages ({lock.name})"):
        done = (has_uv() and run_quietly(*uv("install"), "--require-hashes", "-r", lock)) or run_quietly(
            PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock
        )
    if not done:
        give_up("The installation")


def install_project() -> None:
    with step("Install the command `polyphonie`"):
        what = ("--no-deps", "--no-build-isolation", "--editable", ROOT)
        done = (has_uv() and run_quietly(*uv("install"), *what)) or run_quietly(
            PYTHON, "-m", "pip", "install", "--quiet", *what
        )
    if not done:
        give_up("The installation of the project")


def has_uv() -> bool:
    """Have the pinned uv in .venv; without it, pip does the same, more slowly."""
    if (BIN / "uv").exists():
        return True
    return run_quietly(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCKS / "uv.lock")


def uv(verb: str) -> list[str | Path]:
    return [BIN / "uv", "pip", verb, "--python", PYTHON]


# --- Commands ---------------------------------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """Show the example campaign; a second run starts in seconds and loses nothing."""
    prepare("core")
    os.chdir(ROOT)
    os.execv(BIN / "polyphonie", [str(BIN / "polyphonie"), "demo", *arguments])  # noqa: S606 - Ctrl-C goes to the site


def demo_reset(arguments: list[str]) -> int:
    """Forget everything that was done in the demonstration, then show it afresh."""
    return demo(["--reset", *arguments])


def test(arguments: list[str]) -> int:
    """Run every test. Words that follow are given to pytest: `tests/api -x`."""
    prepare("dev")
    return pytest(arguments)


def pytest(arguments: list[str]) -> int:
    chosen = arguments or ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]
    return run(PYTHON, "-m", "pytest", *chosen)


def lint(arguments: list[str]) -> int:
    """Check format, style, imports, templates, dependencies, types and migrations."""
    prepare("dev")
    failed = [name for name, command in static_checks() if not passes(name, command)]
    if failed:
        print("Failed: " + ", ".join(failed), flush=True)
    return 1 if failed else 0


def static_checks() -> list[tuple[str, list[str | Path]]]:
    code = ["src", "tests", "tools", "benchmarks"]
    return [
        ("ruff format", [BIN / "ruff", "format", "--check", "--quiet", *code]),
        ("ruff", [BIN / "ruff", "check", "--quiet", *code]),
        ("import-linter", [BIN / "lint-imports"]),
        ("djlint", [BIN / "djlint", "src", "--lint", "--quiet"]),
        ("djlint format", [BIN / "djlint", "src", "--check", "--quiet"]),
        ("deptry", [BIN / "deptry", "src"]),
        ("mypy", [BIN / "mypy"]),
        ("migrations", [BIN / "polyphonie", "manage", "makemigrations", "--check", "--dry-run"]),
        ("django check", [BIN / "polyphonie", "manage", "check", "--fail-level", "WARNING"]),
    ]


def passes(name: str, command: list[str | Path]) -> bool:
    """Run one check; its output is shown only where it fails."""
    start = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"· {name}: {verdict}, {time.monotonic() - start:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.decode("utf-8", "replace"), flush=True)
    return done.returncode == 0


def check(arguments: list[str]) -> int:
    """Do `lint`, then `test`."""
    bad = lint([])
    return test(arguments) or bad


def bench(arguments: list[str]) -> int:
    """Measure: votes, texts, pages, programme, imports; or only those that are named. What follows is given on."""
    prepare("dev")
    every = ["votes", "texts", "pages", "programme", "imports"]
    names = [name for name in arguments if name in every] or every
    options = [option for option in arguments if option not in every]
    return max(run(PYTHON, ROOT / "benchmarks" / f"{name}.py", *options) for name in names)


def fuzz(arguments: list[str]) -> int:
    """Look for files that break a reader, guided by its code: `csv 600` for ten minutes. Needs Atheris (Linux)."""
    prepare("dev")
    if not run_quietly(PYTHON, "-c", "import atheris"):
        run_quietly(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", LOCKS / "fuzz.lock")
    if not run_quietly(PYTHON, "-c", "import atheris"):
        print("NOTHING WAS FUZZED: Atheris cannot be installed here.", file=sys.stderr, flush=True)
        return 0
    return run(PYTHON, "-m", "tests.fuzz.explore", *arguments)


def reference_data(arguments: list[str]) -> int:
    """Rebuild the data file of territories from the open administrative reference."""
    prepare("core")
    return run(PYTHON, ROOT / "tools" / "reference_data.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Resolve the dependencies of pyproject.toml again. Words that follow are given to uv: `--upgrade`."""
    prepare("core")
    if not has_uv():
        give_up("The installation of uv")
    common = [
        BIN / "uv",
        "pip",
        "compile",
        "--generate-hashes",
        "--universal",
        "--python-version",
        "3.11",
        "--no-header",
    ]
    sources = ["pyproject.toml", "requirements/build.in"]
    core, dev = "requirements/core.lock", "requirements/dev.lock"
    return run(*common, *arguments, *sources, "-o", core) or run(
        *common, *arguments, "--group", "test", "--group", "check", "-c", core, *sources, "-o", dev
    )


def messages(arguments: list[str]) -> int:
    """Gather the sentences of every app into its French catalogue (needs gettext)."""
    return for_each_app("makemessages", "-l", "fr", "--no-location", "--no-obsolete")


def compile_messages(arguments: list[str]) -> int:
    """Compile every French catalogue (needs gettext)."""
    return for_each_app("compilemessages", "-l", "fr")


def for_each_app(*command: str) -> int:
    prepare("dev")
    if shutil.which("msgfmt") is None:
        raise Failed("gettext is not installed. On Debian: sudo apt-get install gettext")
    codes = []
    for app in sorted(path.parents[2] for path in APPS.glob("*/locale/fr/LC_MESSAGES")):
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "polyphonie.config.settings"}
        django = [str(PYTHON), "-P", "-m", "django", *command]
        codes.append(subprocess.run(django, cwd=app, env=environment, check=False).returncode)
    return max(codes, default=0)


COMMANDS = {
    "demo": demo,
    "demo-reset": demo_reset,
    "test": test,
    "lint": lint,
    "check": check,
    "bench": bench,
    "fuzz": fuzz,
    "reference-data": reference_data,
    "lock": lock,
    "messages": messages,
    "compile-messages": compile_messages,
}


def main() -> int:
    use_a_recent_python()
    lines = [f"  {name:<17} {(function.__doc__ or '').strip()}" for name, function in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="tools/run.py",
        description="Prepare, show, test and measure Polyphonie.",
        epilog="commands:\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="given to the command")
    asked = parser.parse_args()
    return COMMANDS[asked.command](asked.arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
