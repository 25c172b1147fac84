"""Starts adapters with a changed module in a few milliseconds: `fork_server.py SOCKET`.

Starting Python and importing what an adapter needs takes longer than most runs of the vectors on a mutant. This process has
imported all that is never changed, and forks for each client: see forked_adapter.py, which hands its standard streams over.
"""

import importlib.machinery
import json
import os
import pathlib
import runpy
import select
import signal
import socket
import struct
import sys
import traceback

ADAPTERS = pathlib.Path(__file__).resolve().parents[3] / "Conformance" / "adapters" / "python"
sys.path.insert(0, str(ADAPTERS))

# What the projects and their adapters use, and the adapters' kit, which knows none of the projects.
import anyio._backends._asyncio
import anyio.to_thread
import conformance_adapter
import email.utils
import http.cookies
import mimetypes
import secrets
import wsgiref.headers

PROJECTS = ("starlette", "sse_starlette", "baize")


class Changed(importlib.machinery.SourceFileLoader):
    """Loads a module with another text, under its own file name."""

    text = ""

    def get_code(self, fullname):
        return compile(self.text, self.path, "exec", dont_inherit=True)


class Finder:
    """Finds the changed module, and leaves the others to those who find them always."""

    def __init__(self, module, text):
        self.module, self.text = module, text

    def find_spec(self, name, path, target=None):
        if name != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        spec.loader = Changed(name, spec.origin)
        spec.loader.text = self.text
        return spec


def become_adapter(connection: socket.socket) -> int:
    """Is the adapter that the client asks for, on the client's streams and in its process group, and returns its exit status."""
    message, streams, *_ = socket.recv_fds(connection, 65536, 3)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    client, *_ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    os.setpgid(0, os.getpgid(client))
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    project, module, file = json.loads(message)
    sys.meta_path.insert(0, Finder(module, pathlib.Path(file).read_text()))
    try:
        runpy.run_path(str(ADAPTERS / f"{project}_adapter.py"), run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def main(path: str) -> None:
    assert not any(name.split(".")[0] in PROJECTS for name in sys.modules), "what may be changed must not be imported yet"
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    print("ready", flush=True)
    while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:  # It ends with who started it.
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            status = become_adapter(connection)
            connection.send(bytes([status]))
            os._exit(status)
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
