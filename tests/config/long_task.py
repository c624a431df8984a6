"""A task that says where it runs, then waits for leave to end."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def wait_for_leave(folder: str) -> None:
    with Path(folder, "started").open("a") as started:
        started.write(f"{os.getpid()}\n")
    while not Path(folder, "leave").exists():
        time.sleep(0.05)
