"""A thousand reports into one zip, in a process of its own: reports a second and peak memory."""

import json
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from bench import samples, timing
from collector.word import render, template

REPORTS = 1_000


def run() -> list[timing.Row]:
    command = [sys.executable, "-m", "bench.mass", "--child"]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    measured = json.loads(done.stdout)
    rate = f"{REPORTS / measured['seconds']:,.0f} reports/s"
    peak = f"{measured['peak_kb'] / 1024:.0f} MB"
    what = f"{REPORTS:,} reports, each read back, into one zip"
    return [
        timing.Row(what=what, value=rate),
        timing.Row(
            what="peak memory of that process",
            value=peak,
            ratio=f"{measured['before_kb'] / 1024:.0f} MB before",
        ),
    ]


def _measure() -> dict[str, float]:
    loaded = template.load(samples.TEMPLATE.read_bytes())
    before = _peak_kb()
    with tempfile.TemporaryFile() as file:
        start = time.perf_counter()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for number in range(REPORTS):
                words = samples.words(loaded, number=number)
                archive.writestr(f"{number:04}.docx", render.fill(loaded, words))
        seconds = time.perf_counter() - start
    return {"seconds": seconds, "before_kb": before, "peak_kb": _peak_kb()}


def _peak_kb() -> int:
    # Not getrusage: on Linux its figure survives exec and begins with the parent's.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    print(json.dumps(_measure()) if "--child" in sys.argv else timing.table(run()))
