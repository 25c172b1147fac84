"""The process: lines in, lines out, and a thread that answers the cases (PROTOCOL.md §1, §2 and §8)."""

from __future__ import annotations

import collections
import mimetypes
import os
import sys
import threading
import time
from typing import Any, BinaryIO

from .port import Port
from .wire import dump_line
from .worker import Worker, result_line

#: Seconds between two looks for a case that blocks its thread.
LOOK = 0.05


def serve(port: Port) -> None:
    """Answers cases until standard input ends; it keeps both pipes for itself, and `print` goes to standard error."""
    mimetypes.knownfiles.clear()  # Python's own table is the same on every host.
    mimetypes.init()
    input, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    Server(port, input, output).run()


class Server:
    """What three threads share: one reads lines, one answers cases, and one replaces the latter when a case blocks it."""

    def __init__(self, port: Port, input: BinaryIO, output: Any) -> None:
        self.port = port
        #: Guards the lines, the worker and its cases, and the output.
        self.lock = threading.Lock()
        #: Whether a case was given up: something of it may never end.
        self.gave_up = False
        self._input = input
        self._output = output
        self._lines: collections.deque[bytes] = collections.deque()
        self._worker = Worker(self)

    def run(self) -> None:
        """Answers cases on this thread, the main one, where servers call responses too."""
        worker = self._worker
        for target in (self._read, self._watch):
            threading.Thread(target=target, daemon=True).start()
        try:
            worker.work()
        finally:
            if worker is not self._worker:
                threading.Event().wait()  # The worker that replaced it ends the process.

    def take_line(self, worker: Worker) -> bytes | None:
        """The next line, empty at the end of the input; None if there is none yet, or if this worker was replaced."""
        if worker is not self._worker or not self._lines:
            return None
        return self._lines.popleft() if self._lines[0] else b""

    def greet(self, message: dict[str, Any]) -> None:
        newest = message.get("protocol")
        if not isinstance(newest, int) or newest < 1:
            self.end(f"the runner speaks protocol {newest}, and this adapter only 1")
        with self.lock:
            self.write(dump_line(self.port.hello()))

    def write(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            rest = rest[self._output.write(rest) :]

    def end(self, error: str | None = None) -> None:
        """Exits over an error, and also if a case was given up: what that left behind could keep Python from exiting."""
        if self.gave_up:
            if error is not None:
                print(error, file=sys.stderr)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0 if error is None else 1)
        if error is not None:
            sys.exit(error)

    def _read(self) -> None:
        line = b"to begin with"
        while line:
            line = self._input.readline()
            with self.lock:
                self._lines.append(line)
                try:
                    self._worker.wake()
                except RuntimeError:
                    return  # The loop has ended over an earlier line.

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK)
            with self.lock:
                worker = self._worker
                late = [case for case in worker.cases if case.is_late]
            if late and not worker.responds(late[0].grace):
                self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        """Leaves a blocked thread to itself. A new one runs the other cases, those that had begun from the start."""
        with self.lock:
            blocker = worker.blocker
            if blocker is None or (blocker in worker.cases and not blocker.is_late):
                return  # The thread isn't blocked after all, or by a case that has time left.
            self.gave_up = True
            print(f"case {blocker.id} blocks its thread\n{worker.stack}", end="", file=sys.stderr, flush=True)
            for case, line in reversed(worker.cases.items()):
                if case is blocker or case.is_given_up:
                    self.write(result_line(case, case.leak()))
                else:
                    case.take_back()
                    self._lines.appendleft(line)
            worker.retire()
            self._worker = Worker(self)
            threading.Thread(target=self._worker.work, daemon=True).start()
