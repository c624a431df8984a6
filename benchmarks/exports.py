"""
Time the exports of everything: open data of a campaign, and all published grids in each format.

`benchmarks/programme.py` builds the campaign and runs each of `EXPORTS` in a process of its own, so that memory is that
of one export. Run alone, on a database that is there already (POLYPHONIE_DATA_DIR or DATABASE_URL), it prints the same.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLUG = os.environ.get("POLYPHONIE_BENCH_CAMPAIGN", "grande-campagne")


def export_open_data() -> None:
    """Make a release of the campaign: every data set, in three formats."""
    from django.test import override_settings
    from django.utils import timezone

    from polyphonie.api.open_data.releases import make_release
    from polyphonie.campaigns.models import Campaign

    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder)):
        make_release(Campaign.objects.get(slug=SLUG), at=timezone.now())


def _grids(name: str, *, is_whole: bool = False) -> Callable[[], None]:
    def export() -> None:
        from polyphonie.campaigns.models import Campaign
        from polyphonie.info_grids.exporting import write_export
        from polyphonie.info_grids.queries.exports import public_export, whole_export
        from polyphonie.info_grids.queries.forms import form_in_force

        campaign = Campaign.objects.get(slug=SLUG)
        form = form_in_force(campaign)
        if form is None:
            raise SystemExit("this campaign has no form")
        made = whole_export(campaign, form) if is_whole else public_export(campaign, form)
        with tempfile.TemporaryDirectory() as folder:
            write_export(Path(folder) / "grids", made, name=name, language="fr")

    return export


EXPORTS: dict[str, Callable[[], None]] = {
    "open data, every file": export_open_data,
    "published grids, XLSX": _grids("xlsx"),
    "published grids, CSV": _grids("csv"),
    "published grids, JSON": _grids("json"),
    "all grids for the coordinator, XLSX": _grids("xlsx", is_whole=True),
}


def main() -> None:
    """Time each export in its own process."""
    if len(sys.argv) > 1:
        import django

        django.setup()
        EXPORTS[sys.argv[1]]()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    print(f"{'export of everything':<44} {'seconds':>9} {'MB':>7}")
    for name in EXPORTS:
        start = time.perf_counter()
        done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        seconds = time.perf_counter() - start
        print(f"{name:<44} {seconds:>9.1f} {float(done.stdout.strip().splitlines()[-1]):>7.0f}", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    main()
