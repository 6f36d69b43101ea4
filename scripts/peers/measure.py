"""Times one command: wall, CPU and peak memory of it and of the processes it waited for."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measure:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    rss: float  # MB (10^6 bytes), the most resident at once


def measure(command, log):
    """Runs the command, its output to the file `log`; stops the program if it fails.

    The kernel counts for a child at least what its parent holds when it starts it: the
    caller must stay small.
    """
    with Path(log).open("wb") as file:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        tail = "\n".join(Path(log).read_text(errors="replace").splitlines()[-15:])
        raise SystemExit(f"exit code {child.returncode} of: {' '.join(map(str, command))}\n{tail}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def medians(measures):
    return Measure(*(median(getattr(one, name) for one in measures) for name in ("wall", "cpu", "rss")))
