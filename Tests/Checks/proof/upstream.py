"""The modules of the real projects that the vectors are proved on, and which vectors may see a change of each."""

from __future__ import annotations

import ast
import importlib.util
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass

STARLETTE = (
    "response", "html-response", "plain-text-response", "json-response", "redirect-response", "cookies",
    "streaming-response", "file-response",
)  # fmt: skip


@dataclass(frozen=True)
class Module:
    """A module: `parts` are the functions and classes that count, all of them if there are none, but for those `left_out`."""

    name: str
    project: str
    folders: Sequence[str]
    parts: Sequence[str] = ()
    left_out: Sequence[str] = ()

    @property
    def path(self) -> pathlib.Path:
        spec = importlib.util.find_spec(self.name)
        assert spec is not None and spec.origin is not None, self.name
        return pathlib.Path(spec.origin)

    def has(self, function: str) -> bool:
        """Whether a function, by its qualified name, counts."""

        def within(part: str) -> bool:
            return function == part or function.startswith(part + ".")

        return (not self.parts or any(map(within, self.parts))) and not any(map(within, self.left_out))

    def folders_for(self, function: str) -> list[list[str]]:
        """The folders of vectors that run against a change of this function, first those that are about its class."""
        own = [folder for prefix, folders in OWN.items() if function.startswith(prefix) for folder in folders]
        if not own or self.name != "starlette.responses":
            return [list(self.folders)]
        rest = [folder for folder in self.folders if folder not in own]
        return [own, rest] if function.startswith("Response") else [own]

    def groups(self) -> list[list[str]]:
        """Every list of folders that `folders_for` may have."""
        return [folders for function in (*OWN, "") for folders in self.folders_for(function)]


#: The folders about the classes of starlette.responses. A change of a class without subclasses shows nowhere else, but that
#: FileResponse answers a refused range with a PlainTextResponse, which `Response` itself has too.
OWN = {
    "Response.set_cookie": ["cookies"],
    "Response.delete_cookie": ["cookies"],
    "Response": ["response"],
    "JSONResponse": ["json-response"],
    "RedirectResponse": ["redirect-response"],
    "StreamingResponse": ["streaming-response"],
    "FileResponse": ["file-response"],
    "RangeNotSatisfiable": ["file-response"],
    "MalformedRangeHeader": ["file-response"],
}

MODULES = (
    Module("starlette.responses", "starlette", STARLETTE),
    Module(
        "starlette.datastructures",
        "starlette",
        STARLETTE,
        parts=("Headers", "MutableHeaders"),
        # No response of Starlette calls these, and no action of the protocol does.
        left_out=tuple(
            [f"Headers.{name}" for name in ("raw", "keys", "values", "items", "mutablecopy")]
            + [f"Headers.__{name}__" for name in ("contains", "iter", "len", "eq", "repr")]
            + [f"MutableHeaders.{name}" for name in ("__ior__", "__or__", "update")]
        ),
    ),
    Module("starlette.background", "starlette", STARLETTE),
    Module(
        "sse_starlette.sse",
        "sse_starlette",
        ["event-source-response"],
        # These are for the program around the server, or look in the process for a uvicorn that no case has.
        left_out=(
            "_get_uvicorn_server",
            "AppStatus.disable_automatic_graceful_drain",
            "AppStatus.enable_automatic_graceful_drain_mode",
            "AppStatus.handle_exit",
            "EventSourceResponse.enable_compression",
        ),
    ),
    Module("sse_starlette.event", "sse_starlette", ["event-source-response"]),
    Module(
        "baize.asgi.responses",
        "baize",
        ["baize-file-response"],
        parts=("FileResponse", "open_for_sendfile"),
    ),
    Module("baize.responses", "baize", ["baize-file-response"], parts=("FileResponseMixin", "BaseResponse.list_headers")),
)  # fmt: skip


def functions_by_line(source: str) -> dict[int, str]:
    """The qualified name of the innermost function or class at each line, decorators included."""
    names: dict[int, str] = {}

    def walk(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = f"{prefix}.{child.name}".lstrip(".")
                first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list)])
                for line in range(first, (child.end_lineno or first) + 1):
                    names[line] = name
                walk(child, name)
            else:
                walk(child, prefix)

    walk(ast.parse(source), "")
    return names
