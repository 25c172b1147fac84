"""Stands between the runner and an adapter, and keeps what the adapter is asked: `recorder.py KEEP ADAPTER…`

KEEP/requests.jsonl holds the lines, and KEEP the files of the vectors, which the lines name in place of the runner's own copies.
"""

import pathlib
import re
import shutil
import subprocess
import sys

FOLDER = re.compile(rb'/[^"]*?/conformance-run-[0-9]+-[A-Za-z0-9]{6}(?:/([0-9]+))?')


def main(keep: pathlib.Path, command: list[str]) -> int:
    adapter = subprocess.Popen(command, stdin=subprocess.PIPE)
    keep.mkdir(parents=True)
    with open(keep / "requests.jsonl", "wb") as requests:
        for line in sys.stdin.buffer:
            for match in {match.group(): match for match in FOLDER.finditer(line)}.values():
                name = (match.group(1) or b"empty").decode()
                if not (keep / name).exists() and match.group(1):
                    shutil.copytree(match.group().decode(), keep / name, symlinks=True)
            requests.write(FOLDER.sub(lambda match: str(keep / (match.group(1) or b"empty").decode()).encode(), line))
            adapter.stdin.write(line)
            adapter.stdin.flush()
    adapter.stdin.close()
    return adapter.wait()


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
