"""Stands between the runner and an adapter, and keeps what the adapter is asked: `recorder.py KEEP ADAPTER…`

KEEP/requests.jsonl holds the lines, and KEEP the files of the cases, which the lines name in place of the runner's own copies.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

FOLDER = re.compile(rb'/[^"]*?/conformance-run-[0-9]+-[A-Za-z0-9]{6}(?:/([0-9]+))?')


class Keeper:
    """Copies folders as they are now: the runner puts other files into one that no case needs any more."""

    def __init__(self, keep: pathlib.Path) -> None:
        self.keep = keep
        self.copies: dict[tuple, bytes] = {}

    def copy_of(self, match: re.Match[bytes]) -> bytes:
        if not match.group(1):
            return str(self.keep / "empty").encode()
        folder = match.group().decode()
        key = (folder, *((entry.name, entry.inode(), entry.stat(follow_symlinks=False).st_mtime_ns) for entry in os.scandir(folder)))
        if key not in self.copies:
            copy = self.keep / str(len(self.copies))
            shutil.copytree(folder, copy, symlinks=True)
            self.copies[key] = str(copy).encode()
        return self.copies[key]


def main(keep: pathlib.Path, command: list[str]) -> int:
    adapter = subprocess.Popen(command, stdin=subprocess.PIPE)
    keep.mkdir(parents=True)
    keeper = Keeper(keep)
    with open(keep / "requests.jsonl", "wb") as requests:
        for line in sys.stdin.buffer:
            requests.write(FOLDER.sub(keeper.copy_of, line))
            adapter.stdin.write(line)
            adapter.stdin.flush()
    adapter.stdin.close()
    return adapter.wait()


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
