"""A machine that has other things to do."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

LOOPS_PER_CORE = 2


@contextlib.contextmanager
def busy_machine(is_busy: bool = True) -> Iterator[None]:
    """Keeps every core busy with loops meanwhile."""
    count = LOOPS_PER_CORE * (os.cpu_count() or 1) if is_busy else 0
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
