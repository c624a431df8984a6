"""What the limited child can no longer do, whatever it reads."""

import platform
import sys

import pytest

from polyphonie.compute import ChildFailed, run_limited
from polyphonie.compute.kernel import CALLS
from tests.compute import tasks


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("socket.create_connection", (("127.0.0.1", 9),)),
        ("socket.getaddrinfo", ("localhost", 80)),
        ("socket.socket", ()),
        ("socket.gethostbyname", ("localhost",)),
        ("urllib.request.urlopen", ("file:///etc/hostname",)),
        ("subprocess.run", (["true"],)),
        ("os.system", ("true",)),
        ("os.fork", ()),
        ("os.execv", ("/bin/true", ["true"])),
        ("os.posix_spawn", ("/bin/true", ["true"], {})),
        ("os.kill", (1, 0)),
        ("shutil.rmtree", ("/nowhere",)),
    ],
)
def test_the_child_calls_nobody_and_starts_nothing(name, args):
    with pytest.raises(ChildFailed) as caught:
        run_limited(tasks.call, name, *args)
    assert "Confined" in caught.value.detail


@pytest.mark.skipif(sys.platform != "linux" or platform.machine() not in CALLS, reason="the kernel offers no filter")
@pytest.mark.parametrize("ask", [tasks.ask_the_kernel_for_a_socket, tasks.ask_the_kernel_for_a_program])
def test_code_that_python_does_not_watch_is_refused_by_the_kernel(ask):
    assert run_limited(ask) == -1


@pytest.mark.parametrize("mode", ["w", "wb", "a", "r+", "x"])
def test_the_child_opens_no_file_to_write(tmp_path, mode):
    path = tmp_path / "a"
    if mode != "x":
        path.write_text("kept")
    with pytest.raises(ChildFailed):
        run_limited(tasks.open_to_write, str(path), mode)
    assert not path.exists() if mode == "x" else path.read_text() == "kept"


@pytest.mark.parametrize("name", ["os.remove", "os.rmdir", "os.mkdir"])
def test_the_child_changes_no_folder(tmp_path, name):
    with pytest.raises(ChildFailed):
        run_limited(tasks.call, name, str(tmp_path / "a"))


def test_the_child_still_reads(tmp_path):
    (tmp_path / "a").write_text("kept")
    assert run_limited(tasks.open_to_write, str(tmp_path / "a"), "r") == "opened"
