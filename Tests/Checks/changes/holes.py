"""Checks that the vectors notice a bug that shows with few values or at few times only.

Each port is a real project with one place changed. `holes.py NAME` is its adapter; `holes.py check CONFORMANCE_RUN [NAME...]` runs, on each, the vectors that must fail, and fails if one
passes. Those vectors count in the default gate, but for the ports of `EXACT`, whose bug only bytes show. Of the ports of `LEAKS`, `doctor` must say what they leave behind.
"""

from __future__ import annotations

import concurrent.futures
import json
import os
import subprocess
import sys
from dataclasses import dataclass

from ..conformance_run import DOES_NOT_HOLD, run
from ..paths import VECTORS
from . import adapter


@dataclass(frozen=True)
class Hole:
    """A module, what stands there, what it becomes, and the vectors that must fail."""

    module: str
    old: str
    new: str
    vectors: tuple[str, ...]

    def __init__(self, module: str, old: str, new: str, *vectors: str) -> None:
        for name, value in (("module", module), ("old", old), ("new", new), ("vectors", vectors)):
            object.__setattr__(self, name, value)

    @property
    def project(self) -> str:
        return self.module.split(".")[0]


STARLETTE, SSE, EVENT, BAIZE = "starlette.responses", "sse_starlette.sse", "sse_starlette.event", "baize.responses"
BAIZE_FILE = "baize.asgi.responses"

# What stands in the projects where several ports differ.
START = "start = int(start_str) if start_str"
END = "end = int(end_str) + 1 if start_str and end_str and int(end_str) < file_size else file_size"
SUFFIX = "max(file_size - int(end_str), 0)"
BAIZE_END = "int(_[1]) + 1 if _[0] and _[1] and int(_[1]) < max_size else max_size"
MODIFIED = "formatdate(stat_result.st_mtime, usegmt=True)"
BAIZE_MODIFIED = '"last-modified": formatdate(stat_result.st_mtime, usegmt=True)'
EXPIRES = "format_datetime(expires, usegmt=True)"
IF_RANGE = 'http_if_range == self.headers["etag"]'
BAIZE_IF_RANGE = """if_range_raw_line == f'"{cls.generate_etag(stat_result)}"'"""
LOCAL_TIME = """__import__("time").strftime("%%a, %%d %%b %%Y %%H:%%M:%%S GMT", __import__("time").localtime(%s))"""
YEAR_UNPADDED = '__import__("re").sub(r" 0+(?=[0-9]+ [0-9]{2}:)", " ", %s)'

#: Bugs that break the default gate.
HOLES = {
    # Integers of 32 and 64 bits
    "start-of-32-bits": Hole(STARLETTE, START, "start = int(start_str) & 0xFFFFFFFF if start_str", "file-response/range-integers/start-2-32", "file-response/range-integers/start-2-64"),
    "start-of-64-bits": Hole(STARLETTE, START, "start = int(start_str) % 2**64 if start_str", "file-response/range-integers/start-2-64"),
    "end-of-31-bits": Hole(STARLETTE, END, END.replace("int(end_str)", "((int(end_str) + 2**31) % 2**32 - 2**31)"), "file-response/range-integers/end-2-31"),
    "end-of-32-bits": Hole(STARLETTE, END, END.replace("int(end_str)", "(int(end_str) & 0xFFFFFFFF)"), "file-response/range-integers/end-2-32", "file-response/range-integers/head-end-2-32"),
    "end-overflows-63-bits": Hole(STARLETTE, END, "end = min((int(end_str) + 1 + 2**63) % 2**64 - 2**63, file_size) if start_str and end_str else file_size", "file-response/range-integers/end-2-63-minus-1"),
    "end-overflows-64-bits": Hole(STARLETTE, END, "end = min((int(end_str) + 1) % 2**64, file_size) if start_str and end_str else file_size", "file-response/range-integers/end-2-64-minus-1"),
    "suffix-of-32-bits": Hole(STARLETTE, SUFFIX, "max(file_size - (int(end_str) & 0xFFFFFFFF), 0)", "file-response/range-integers/suffix-2-32", "file-response/large/suffix-2-32"),
    "suffix-as-double": Hole(STARLETTE, SUFFIX, "max(file_size - (int(end_str) if int(end_str) < 2**53 else 0), 0)", "file-response/range-integers/suffix-2-53"),
    "length-of-31-bits": Hole(STARLETTE, "content_length = str(stat_result.st_size)", "content_length = str((stat_result.st_size + 2**31) % 2**32 - 2**31)", "file-response/large/size-2-31"),
    "length-of-32-bits": Hole(STARLETTE, "content_length = str(stat_result.st_size)", "content_length = str(stat_result.st_size & 0xFFFFFFFF)", "file-response/large/size-2-32"),
    "content-range-of-32-bits": Hole(STARLETTE, 'f"bytes {start}-{end - 1}/{file_size}"', 'f"bytes {start}-{end - 1}/{file_size & 0xFFFFFFFF}"', "file-response/large/last-ten"),
    "range-length-of-32-bits": Hole(STARLETTE, "str(end - start)", "str((end - start) & 0xFFFFFFFF)", "file-response/large/whole"),
    "baize-end-of-31-bits": Hole(BAIZE, BAIZE_END, BAIZE_END.replace("int(_[1])", "((int(_[1]) + 2**31) % 2**32 - 2**31)"), "baize-file-response/range-integers/end-2-31"),
    "baize-end-of-32-bits": Hole(BAIZE, BAIZE_END, BAIZE_END.replace("int(_[1])", "(int(_[1]) & 0xFFFFFFFF)"), "baize-file-response/range-integers/end-2-32"),
    "baize-suffix-of-32-bits": Hole(BAIZE, "max_size - int(_[1])", "max_size - (int(_[1]) & 0xFFFFFFFF)", "baize-file-response/large/suffix-2-32"),
    "baize-length-of-32-bits": Hole(BAIZE_FILE, 'self.headers["content-length"] = str(file_size)', 'self.headers["content-length"] = str(file_size & 0xFFFFFFFF)', "baize-file-response/large/size-2-32"),
    # Times
    "modified-cut-towards-zero": Hole(STARLETTE, MODIFIED, "formatdate(int(stat_result.st_mtime), usegmt=True)", "file-response/times/before-1970-fraction"),
    "modified-rounded": Hole(STARLETTE, MODIFIED, "formatdate(round(stat_result.st_mtime), usegmt=True)", "file-response/times/half-past-odd", "file-response/times/file-half-past-odd"),
    "modified-rounded-up": Hole(STARLETTE, MODIFIED, "formatdate(-int(-stat_result.st_mtime // 1), usegmt=True)", "file-response/times/microseconds", "file-response/times/file-microseconds"),
    "modified-from-1970": Hole(STARLETTE, MODIFIED, "formatdate(max(stat_result.st_mtime, 0), usegmt=True)", "file-response/times/before-1970", "file-response/times/file-before-1970"),
    "modified-until-2038": Hole(STARLETTE, MODIFIED, "formatdate((stat_result.st_mtime + 2**31) % 2**32 - 2**31, usegmt=True)", "file-response/times/2038", "file-response/times/file-2038"),
    "modified-until-2106": Hole(STARLETTE, MODIFIED, "formatdate(stat_result.st_mtime % 2**32, usegmt=True)", "file-response/times/unsigned-32"),
    "modified-year-unpadded": Hole(STARLETTE, MODIFIED, YEAR_UNPADDED % MODIFIED, "file-response/times/year-999"),
    "modified-in-sept": Hole(STARLETTE, MODIFIED, MODIFIED + '.replace("Sep", "Sept")', "file-response/times/month-sep"),
    "baize-modified-rounded": Hole(BAIZE, BAIZE_MODIFIED, BAIZE_MODIFIED.replace("stat_result.st_mtime", "round(stat_result.st_mtime)"), "baize-file-response/times/half-past-odd"),
    "baize-modified-cut-towards-zero": Hole(BAIZE, BAIZE_MODIFIED, BAIZE_MODIFIED.replace("stat_result.st_mtime", "int(stat_result.st_mtime)"), "baize-file-response/times/before-1970-fraction"),
    "baize-modified-until-2038": Hole(BAIZE, BAIZE_MODIFIED, BAIZE_MODIFIED.replace("stat_result.st_mtime", "min(stat_result.st_mtime, 2**31 - 1)"), "baize-file-response/times/2038"),
    "expires-year-unpadded": Hole(STARLETTE, EXPIRES, YEAR_UNPADDED % EXPIRES, "cookies/values/expires-year-999"),
    "expires-in-sept": Hole(STARLETTE, EXPIRES, EXPIRES + '.replace("Sep", "Sept")', "cookies/values/expires-sep"),
    # The time zone of the adapter
    "modified-in-local-time": Hole(STARLETTE, MODIFIED, LOCAL_TIME % "stat_result.st_mtime", "file-response/headers/plain", "file-response/times/epoch"),
    "expires-in-local-time": Hole(STARLETTE, EXPIRES, 'expires.astimezone().strftime("%a, %d %b %Y %H:%M:%S GMT")', "cookies/expires/instant"),
    "baize-modified-in-local-time": Hole(BAIZE, BAIZE_MODIFIED, f'"last-modified": {LOCAL_TIME % "stat_result.st_mtime"}', "baize-file-response/times/epoch"),
    # Files beyond 4 GiB
    "seek-of-32-bits": Hole(STARLETTE, "await file.seek(start)\n                more_body", "await file.seek(start & 0xFFFFFFFF)\n                more_body", "file-response/sparse/last-ten", "file-response/sparse/suffix"),
    "seek-of-31-bits-in-parts": Hole(STARLETTE, "await file.seek(start)\n                    while", "await file.seek(start & 0x7FFFFFFF)\n                    while", "file-response/sparse/several"),
    "no-range-of-large-files": Hole(STARLETTE, "or http_range is None", "or http_range is None\n            or stat_result.st_size > 2**31", "file-response/sparse/last-ten"),
    "baize-seek-of-32-bits": Hole(BAIZE_FILE, "os.lseek, file_descriptor, offset, os.SEEK_SET", "os.lseek, file_descriptor, offset & 0xFFFFFFFF, os.SEEK_SET", "baize-file-response/sparse/last-ten"),
    "baize-zerocopysend-of-32-bits": Hole(BAIZE_FILE, 'message["offset"] = offset', 'message["offset"] = offset & 0xFFFFFFFF', "baize-file-response/sparse/zerocopysend"),
    # Parts that the server sends itself
    "baize-count-past-the-end": Hole(BAIZE_FILE, 'message["count"] = count', 'message["count"] = count + (offset + count == os.fstat(file_descriptor).st_size)', "baize-file-response/zerocopysend/multipart"),
    # Values that must differ
    "one-boundary": Hole(STARLETTE, "token_hex(13)", '"0123456789abcdef0123456789"', "file-response/range-reuse/several-twice"),
    "baize-one-boundary": Hole(BAIZE_FILE, '"".join(random_choices("abcdefghijklmnopqrstuvwxyz0123456789", k=13))', '"0123456789abc"', "baize-file-response/range-reuse/several-twice"),
    # If-Range
    "if-range-list": Hole(STARLETTE, IF_RANGE, 'self.headers["etag"] in http_if_range.split(", ")', "file-response/if-range-forms/last-in-a-list"),
    "if-range-star": Hole(STARLETTE, IF_RANGE, IF_RANGE + ' or http_if_range == "*"', "file-response/if-range-forms/star"),
    "if-range-w": Hole(STARLETTE, IF_RANGE, 'http_if_range.removeprefix("w/") == self.headers["etag"]', "file-response/if-range-forms/weak-lower-case"),
    "if-range-any-case": Hole(STARLETTE, IF_RANGE, 'http_if_range.lower() == self.headers["etag"].lower()', "file-response/if-range-forms/own-case"),
    "if-range-date-any-case": Hole(STARLETTE, 'http_if_range == self.headers["last-modified"]', 'http_if_range.lower() == self.headers["last-modified"].lower()', "file-response/if-range-forms/date-lower-case"),
    "if-range-begins": Hole(STARLETTE, IF_RANGE, 'http_if_range.startswith(self.headers["etag"].rstrip(chr(34)))', "file-response/if-range-forms/longer"),
    "if-range-stripped": Hole(STARLETTE, IF_RANGE, 'http_if_range.strip() == self.headers["etag"]', "file-response/if-range-forms/no-break-space", "file-response/if-range-forms/next-line"),
    "baize-if-range-list": Hole(BAIZE, BAIZE_IF_RANGE, """f'"{cls.generate_etag(stat_result)}"' in if_range_raw_line""", "baize-file-response/if-range-forms/in-a-list", "baize-file-response/if-range-forms/weak-lower-case"),
    "baize-if-range-star": Hole(BAIZE, BAIZE_IF_RANGE, BAIZE_IF_RANGE + ' or if_range_raw_line == "*"', "baize-file-response/if-range-forms/star"),
    "baize-if-range-stripped": Hole(BAIZE, BAIZE_IF_RANGE, BAIZE_IF_RANGE.replace("line ==", "line.strip() =="), "baize-file-response/if-range-forms/no-break-space"),
    # Paths
    "path-ends-at-nul": Hole(STARLETTE, "self.path = path\n", "self.path = path.split(chr(0))[0]\n", "file-response/paths/nul", "file-response/paths/nul-head"),
    "path-stripped": Hole(STARLETTE, "self.path = path\n", "self.path = path.strip()\n", "file-response/paths/trailing-blank", "file-response/paths/no-break-space"),
    "path-decoded": Hole(STARLETTE, "self.path = path\n", 'self.path = __import__("urllib.parse").parse.unquote(path)\n', "file-response/paths/percent"),
    "path-lower-case": Hole(STARLETTE, "self.path = path\n", 'self.path = os.path.join(os.path.dirname(path), os.path.basename(path).lower())\n', "file-response/paths/capital"),
    "baize-path-ends-at-nul": Hole(BAIZE_FILE, "stat_result or os.stat(filepath)", "stat_result or os.stat(filepath.split(chr(0))[0])", "baize-file-response/paths/nul"),
    "baize-path-stripped": Hole(BAIZE_FILE, "self.filepath = filepath\n", "self.filepath = filepath = filepath.strip()\n", "baize-file-response/paths/trailing-blank"),
    # Plain iterators before version 2.4 of ASGI
    "plain-iterator-goes-on": Hole(
        STARLETTE, "if spec_version >= (2, 4):\n            try",
        'if spec_version >= (2, 4) or getattr(self.body_iterator, "ag_code", None) is iterate_in_threadpool.__code__:\n            try',
        "streaming-response/sync-before-2.4/in-the-middle", "streaming-response/sync-before-2.4/no-spec-version",
    ),
    # Versions of HTTP
    "length-of-1.1-only": Hole(
        STARLETTE,
        '"headers": self.raw_headers})\n        await send({"type": "http.response.body", "body": self.body})',
        '"headers": [header for header in self.raw_headers if header[0] != b"content-length" or scope.get("http_version") == "1.1"]})\n'
        '        await send({"type": "http.response.body", "body": self.body})',
        *(f"{name}-response/http-versions/version-2" for name in ("html", "plain-text", "json", "redirect")), "response/http-versions/version-3",
    ),
    "stream-of-2-hears-nothing": Hole(STARLETTE, "if spec_version >= (2, 4):\n            try", 'if spec_version >= (2, 4) or scope["http_version"] != "1.1":\n            try', "streaming-response/http-versions/old-asgi-2", "streaming-response/http-versions/old-asgi-3"),
    "range-of-1.1-only": Hole(STARLETTE, "or http_range is None", 'or http_range is None\n            or scope["http_version"] != "1.1"', "file-response/http-versions/range-2", "file-response/http-versions/range-3"),
    "head-of-1.1-only": Hole(SSE, 'if scope["type"] == "http" and scope["method"].upper() == "HEAD":', 'if scope["http_version"] == "1.1" and scope["method"].upper() == "HEAD":', "event-source-response/http-versions/head-2"),
    "baize-head-of-1.1-only": Hole(BAIZE_FILE, 'send_header_only = scope["method"] == "HEAD"', 'send_header_only = scope["method"] == "HEAD" and scope["http_version"] == "1.1"', "baize-file-response/http-versions/head-2"),
    # White space
    "header-stripped": Hole(STARLETTE, 'v.encode("latin-1")) for k', 'v.strip().encode("latin-1")) for k', "response/white-space/header-leading", "response/white-space/header-trailing"),
    "content-stripped": Hole(STARLETTE, "return content.encode(self.charset)", "return content.strip().encode(self.charset)", "response/white-space/content", "plain-text-response/white-space/unicode"),
    "url-stripped": Hole(STARLETTE, "quote(str(url)", "quote(str(url).strip()", "redirect-response/white-space/no-break-space", "redirect-response/white-space/leading"),
    "url-stripped-at-its-end": Hole(STARLETTE, "quote(str(url)", "quote(str(url).rstrip()", "redirect-response/white-space/trailing"),
    "file-name-stripped": Hole(STARLETTE, "self.filename = filename", "self.filename = filename and filename.strip()", "file-response/white-space/filename-unicode"),
    "file-name-stripped-at-its-end": Hole(STARLETTE, "self.filename = filename", "self.filename = filename and filename.rstrip()", "file-response/white-space/filename-trailing"),
    "unit-stripped-at-its-end": Hole(STARLETTE, "units = units.strip().lower()", "units = units.rstrip().lower()", "file-response/white-space/unit-leading"),
    "unit-stripped-at-its-beginning": Hole(STARLETTE, "units = units.strip().lower()", "units = units.lstrip().lower()", "file-response/white-space/unit-trailing"),
    "data-stripped": Hole(EVENT, "str(self.data))", "str(self.data).strip())", "event-source-response/white-space/data-leading", "event-source-response/white-space/data-unicode"),
    "data-stripped-at-its-end": Hole(EVENT, "str(self.data))", "str(self.data).rstrip())", "event-source-response/white-space/data-trailing"),
    "id-stripped": Hole(EVENT, 'sub("", self.id)', 'sub("", self.id.strip())', "event-source-response/white-space/id", "event-source-response/white-space/id-unicode"),
    "event-stripped": Hole(EVENT, 'sub("", self.event)', 'sub("", self.event.strip())', "event-source-response/white-space/event"),
    "baize-name-stripped": Hole(BAIZE_FILE, "self.download_name = download_name", "self.download_name = download_name and download_name.strip()", "baize-file-response/white-space/download-name-unicode"),
    # Durations
    **{
        f"{name}-{factor}": Hole(SSE, old, new % times, f"event-source-response/durations/{vector}-{when}")
        for name, old, new, vector in (
            ("ping", "await anyio.sleep(self._ping_interval)", "await anyio.sleep(self._ping_interval %s)", "ping"),
            ("send", "anyio.move_on_after(self.send_timeout)", "anyio.move_on_after(self.send_timeout and self.send_timeout %s)", "send"),
            ("cleanup", "self._cleanup_timeout, shield=True", "self._cleanup_timeout and self._cleanup_timeout %s, shield=True", "cleanup"),
            ("grace", "anyio.move_on_after(self._shutdown_grace_period)", "anyio.move_on_after(self._shutdown_grace_period %s)", "grace"),
        )
        for factor, times, when in (("halved", "/ 2", "not-yet"), ("doubled", "* 2", "by-then"), ("in-milliseconds", "/ 1000", "not-yet"), ("thousandfold", "* 1000", "by-then"))
    },
    "send-timeout-0-is-none": Hole(SSE, "anyio.move_on_after(self.send_timeout)", "anyio.move_on_after(self.send_timeout or None)", "event-source-response/durations/send-zero"),
    "data-puts-pings-off": Hole(
        SSE, "await anyio.sleep(self._ping_interval)",
        """await anyio.sleep(self._ping_interval)
            frame = getattr(self.body_iterator, "ag_frame", None)
            while frame is not None and frame.f_lasti != getattr(self, "_last", 0):
                self._last = frame.f_lasti
                await anyio.sleep(self._ping_interval)""",
        "event-source-response/durations/ping-and-data",
    ),
    # Values
    "domain-lower-case": Hole(STARLETTE, 'cookie[key]["domain"] = domain', 'cookie[key]["domain"] = domain.lower()', "cookies/values/domain-case"),
    "cookie-path-lower-case": Hole(STARLETTE, 'cookie[key]["path"] = path', 'cookie[key]["path"] = path.lower()', "cookies/values/path-case"),
    "max-age-of-31-bits": Hole(STARLETTE, 'cookie[key]["max-age"] = max_age', 'cookie[key]["max-age"] = min(max_age, 2**31 - 1)', "cookies/values/max-age-2-31"),
    "max-age-with-exponent": Hole(STARLETTE, 'cookie[key]["max-age"] = max_age', 'cookie[key]["max-age"] = f"{max_age:g}"', "cookies/values/max-age-million"),
    "content-0-is-none": Hole(STARLETTE, "if content is None:", 'if content is None or content == "0":', "response/values/content-zero"),
    "empty-query-dropped": Hole(STARLETTE, "quote(str(url)", 'quote(str(url).removesuffix("?")', "redirect-response/values/trailing-question-mark"),
    "url-lower-case": Hole(STARLETTE, "quote(str(url)", "quote(str(url).lower()", "redirect-response/values/case"),
    "several-ranges-stick": Hole(STARLETTE, 'headers = MutableHeaders(raw=list(self.raw_headers))\n        headers["content-type"]', 'headers = MutableHeaders(raw=self.raw_headers)\n        headers["content-type"]', "file-response/range-reuse/several-then-single"),
    "single-range-sticks": Hole(STARLETTE, 'headers = MutableHeaders(raw=list(self.raw_headers))\n        headers["content-range"]', 'headers = MutableHeaders(raw=self.raw_headers)\n        headers["content-range"]', "file-response/range-reuse/single-then-several"),
    "multipart-length-of-next": Hole(STARLETTE, "len(str(end - 1))", "len(str(end))", "file-response/multipart-lengths/nines"),
    "multipart-length-of-start": Hole(STARLETTE, "len(str(start))", "len(str(max(start - 1, 0)))", "file-response/multipart-lengths/tens"),
    "baize-multipart-length-of-next": Hole(BAIZE, "len(str(end - 1))", "len(str(end))", "baize-file-response/multipart-lengths/nines"),
    "retry-of-31-bits": Hole(EVENT, "retry: {self.retry}", "retry: {min(self.retry, 2**31 - 1)}", "event-source-response/values/retry-2-31"),
    "retry-with-exponent": Hole(EVENT, "retry: {self.retry}", "retry: {self.retry:g}", "event-source-response/values/retry-million"),
    "semicolon-dropped": Hole(STARLETTE, "content_type += ", 'content_type = content_type.rstrip("; ") + ', "response/values/media-type-semicolon"),
    "vary-once": Hole(
        "starlette.datastructures", 'self["vary"] = ", ".join([*self.getlist("vary"), vary])',
        'self["vary"] = ", ".join([*self.getlist("vary")] if vary in ", ".join(self.getlist("vary")).split(", ") else [*self.getlist("vary"), vary])',
        "response/values/vary-in-list",
    ),
}  # fmt: skip

#: Bugs that the default gate lets a port choose, and bytes show.
EXACT = {
    "etag-of-milliseconds": Hole(STARLETTE, 'str(stat_result.st_mtime) + "-"', 'str(round(stat_result.st_mtime, 3)) + "-"', "file-response/values/etag-milliseconds", "file-response/values/etag-microseconds"),
    "etag-without-exponent": Hole(STARLETTE, 'str(stat_result.st_mtime) + "-"', 'format(stat_result.st_mtime, "f") + "-"', "file-response/values/etag-exponent"),
    "etag-of-absolute": Hole(STARLETTE, 'str(stat_result.st_mtime) + "-"', 'str(abs(stat_result.st_mtime)) + "-"', "file-response/values/etag-negative"),
    "baize-etag-of-milliseconds": Hole(BAIZE, "{stat_result.st_mtime}-", "{round(stat_result.st_mtime, 3)}-", "baize-file-response/values/etag-microseconds"),
    "disposition-lower-case": Hole(STARLETTE, "self.filename = filename\n", "self.filename = filename\n        content_disposition_type = content_disposition_type.lower()\n", "file-response/values/disposition-case"),
}  # fmt: skip

#: Descriptors that are left behind, of which `doctor` must speak.
LEAKS = {
    "file-left-open": Hole(STARLETTE, "await file.aclose()", 'globals().setdefault("left_open", []).append(file)'),
    "file-left-open-after-errors": Hole(
        STARLETTE, "            yield file\n        finally:",
        '            yield file\n        except BaseException:\n            globals().setdefault("left_open", []).append(file)\n            raise\n        else:',
    ),
    "baize-file-left-open": Hole(
        BAIZE_FILE, "await sendfile(file_descriptor)\n        finally:\n            await run_in_threadpool(os.close, file_descriptor)",
        "await sendfile(file_descriptor)\n        finally:\n            pass",
    ),
}  # fmt: skip


def basis_of(name: str) -> str:
    """The basis of a vector."""
    suite, _, vector = name.rpartition("/")
    return next(each["basis"] for each in json.loads((VECTORS / f"{suite}.json").read_text())["vectors"] if each["id"] == vector)


def misses(runner: str, name: str) -> list[str]:
    """The vectors that a port passes and must not."""
    hole = (HOLES | EXACT)[name]
    options = [word for vector in hole.vectors for word in ("--run", vector)] + ["--compare", "exact" if name in EXACT else "semantic"]
    # A failure isn't run again: that of a duration would take seconds each time.
    options += ["--max-failures", str(len(hole.vectors))]
    ended = run(runner, options, adapter.command(__spec__.name, name))
    failed = ended.named("failed") if ended.status == DOES_NOT_HOLD else []
    incidental = [vector for vector in hole.vectors if name in HOLES and basis_of(vector) == "incidental"]
    missed = [vector for vector in hole.vectors if vector not in failed] + incidental
    print(f"{name:32} {f'MISSED by {missed} {ended.errors[-500:]}' if missed else f'caught by {len(failed)}'}", flush=True)
    return missed


def keeps_quiet(runner: str, name: str) -> bool:
    """Whether `doctor` has no word for what a port leaves behind."""
    program, *arguments = adapter.command(__spec__.name, name)
    ended = subprocess.run([runner, "doctor", "--adapter", program, "--", *arguments], capture_output=True, text=True)
    advice = [line for line in ended.stdout.splitlines() if line.startswith("NOTE  descriptors ")]
    print(f"{name:32} {'told by doctor' if advice else f'NOT TOLD {ended.stdout[-500:]}'}", flush=True)
    return not advice


def check(runner: str, names: list[str]) -> bool:
    """Whether every port is caught by the vectors that must; prints a line for each."""
    with concurrent.futures.ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:
        missed = sum(pool.map(lambda name: keeps_quiet(runner, name) if name in LEAKS else bool(misses(runner, name)), names))
    print(f"{len(names) - missed} of {len(names)} holes are closed")
    return missed == 0


if __name__ == "__main__":
    if sys.argv[1] == "check":
        sys.exit(not check(sys.argv[2], sys.argv[3:] or [*HOLES, *EXACT, *LEAKS]))
    hole = (HOLES | EXACT | LEAKS)[sys.argv[1]]
    adapter.serve_project(hole.project, (hole.module, hole.old, hole.new))
