"""Settings of the tests: the real ones, with a data folder of their own."""

import atexit
import os
import shutil
import tempfile

if "POLYPHONIE_DATA_DIR" not in os.environ:
    os.environ["POLYPHONIE_DATA_DIR"] = tempfile.mkdtemp(prefix="polyphonie-tests-")
    atexit.register(shutil.rmtree, os.environ["POLYPHONIE_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("POLYPHONIE_LOG_LEVEL", "CRITICAL")

from polyphonie.config.settings import *
from polyphonie.config.settings import STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests log people in by a shortcut; those of the second factor turn it on.
SECOND_FACTOR_REQUIRED = False
