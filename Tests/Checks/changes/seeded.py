"""Checks that fuzzing finds a subtle change of the real Starlette, and shrinks it to something that a person understands.

`seeded.py NAME...` is an adapter; `seeded.py gate CONFORMANCE_RUN` runs the default gate on each, which only harmless ones may hold;
`seeded.py table CONFORMANCE_RUN [NAME...]` fuzzes them, prints how many cases each needed and the
smallest, and fails if one is not found. `seeded.py together CONFORMANCE_RUN` fuzzes a Starlette with five of them, each of which
must be found once, or in two ways at most, as a vector that the reference passes and that Starlette fails.
"""

import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

from ..conformance_run import DOES_NOT_HOLD, HOLDS, judging, run
from . import adapter

SEED, CASES = 1, 20_000

#: A name, the module, what stands there, and what it becomes.
BUGS = {
    # Status and length
    "length-of-205": ("responses", "self.status_code in (204, 304)", "self.status_code in (204, 205, 304)"),
    "length-of-304": ("responses", "self.status_code in (204, 304)", "self.status_code in (204,)"),
    "length-of-199": ("responses", "self.status_code < 200 or", "self.status_code < 199 or"),
    "length-in-characters": ("responses", "content_length = str(len(body))", 'content_length = str(len(body.decode("utf-8", "replace")))'),
    # Headers
    "charset-in-capitals": ("responses", '"charset=" not in content_type.lower()', '"charset=" not in content_type'),
    "text-in-capitals": ("responses", 'content_type.startswith("text/")', 'content_type.lower().startswith("text/")'),
    "name-not-lowered": ("responses", '(k.lower().encode("latin-1"), v', '(k.encode("latin-1"), v'),
    "two-content-types": ("responses", 'populate_content_type = b"content-type" not in keys', "populate_content_type = True"),
    "duplicate-stays": ("datastructures", "reversed(found_indexes[1:])", "reversed(found_indexes[2:])"),
    "removes-one": ("datastructures", "for idx in reversed(pop_indexes):", "for idx in pop_indexes[:1]:"),
    "vary-in-front": ("datastructures", '[*self.getlist("vary"), vary]', '[vary, *self.getlist("vary")]'),
    # Cookies
    "samesite-lowered": ("responses", 'cookie[key]["samesite"] = samesite', 'cookie[key]["samesite"] = samesite.lower()'),
    "empty-path-is-root": ("responses", 'cookie[key]["path"] = path', 'cookie[key]["path"] = path or "/"'),
    "max-age-0-lost": ("responses", "if max_age is not None:", "if max_age:"),
    "expires-0-lost": ("responses", "if expires is not None:", "if expires:"),
    "domain-without-dot": ("responses", 'cookie[key]["domain"] = domain', 'cookie[key]["domain"] = domain.lstrip(".")'),
    "cookies-in-front": ("responses", 'self.raw_headers.append((b"set-cookie"', 'self.raw_headers.insert(0, (b"set-cookie"'),
    "deletes-at-root": (
        "responses", "expires=0,\n            path=path,", 'expires=0,\n            path="/",',
    ),
    # JSON
    "ascii-only": ("responses", "ensure_ascii=False", "ensure_ascii=True"),
    "nan-passes": ("responses", "allow_nan=False", "allow_nan=True"),
    "space-after-colon": ("responses", 'separators=(",", ":")', 'separators=(",", ": ")'),
    # Redirections
    "semicolon-quoted": ("responses", "safe=\":/%#?=@[]!$&'()*+,;\"", "safe=\":/%#?=@[]!$&'()*+,\""),
    "percent-quoted": ("responses", "safe=\":/%#?=@[]!$&'()*+,;\"", "safe=\":/#?=@[]!$&'()*+,;\""),
    # Streams
    "empty-chunk-lost": (
        "responses",
        'await send({"type": "http.response.body", "body": chunk, "more_body": True})\n\n        await send',
        'chunk and await send({"type": "http.response.body", "body": chunk, "more_body": True})\n\n        await send',
    ),
    "spec-version-past-2.4": ("responses", "if spec_version >= (2, 4):\n            try", "if spec_version > (2, 4):\n            try"),
    "disconnect-as-oserror": ("responses", "except OSError:\n                raise ClientDisconnect()", "except ConnectionError:\n                raise ClientDisconnect()"),
    "no-task-after-denial": (
        "responses",
        "await self.stream_response(send)\n            if self.background is not None:\n                await self.background()\n            return",
        "await self.stream_response(send)\n            return",
    ),
    "tasks-reversed": ("background", "for task in self.tasks:", "for task in reversed(self.tasks):"),
    "denial-of-start-only": ("responses", 'in {"http.response.start", "http.response.body"}:', 'in {"http.response.start"}:'),
    # Files
    "head-in-capitals": ("responses", 'send_header_only = scope_type == "http" and scope["method"].upper() == "HEAD"', 'send_header_only = scope_type == "http" and scope["method"] == "HEAD"'),
    "type-of-path": ("responses", "guess_type(filename or path)", "guess_type(path)"),
    "slash-quoted": ("responses", "quote(self.filename)", 'quote(self.filename, safe="")'),
    "etag-of-seconds": ("responses", 'str(stat_result.st_mtime) + "-"', 'str(int(stat_result.st_mtime)) + "-"'),
    "chunk-of-64000": ("responses", "chunk_size = 64 * 1024", "chunk_size = 64 * 1000"),
    # Ranges
    "no-range-of-head": ("responses", 'not in ("GET", "HEAD")', 'not in ("GET",)'),
    "range-of-206": ("responses", "self.status_code != 200\n", "self.status_code not in (200, 206)\n"),
    "weak-if-range": ("responses", 'if http_if_range.startswith("W/"):', 'if http_if_range.startswith("w/"):'),
    "if-range-by-etag-only": (
        "responses",
        'return http_if_range == self.headers["last-modified"] or http_if_range == self.headers["etag"]',
        'return http_if_range == self.headers["etag"]',
    ),
    "unit-in-capitals": ("responses", "units = units.strip().lower()", "units = units.strip()"),
    "unit-with-blanks": ("responses", "units = units.strip().lower()", "units = units.lower()"),
    "99-ranges": ("responses", "> cls.max_ranges", ">= cls.max_ranges"),
    "touching-not-merged": ("responses", "if start <= last_end:", "if start < last_end:"),
    "shorter-end-wins": ("responses", "(last_start, max(last_end, end))", "(last_start, end)"),
    "ranges-not-sorted": ("responses", "ranges.sort()", "pass"),
    "suffix-not-cut": ("responses", "max(file_size - int(end_str), 0)", "file_size - int(end_str)"),
    "start-at-the-end": ("responses", "not (0 <= start < file_size)", "not (0 <= start <= file_size)"),
    "last-not-inclusive": ("responses", "end = int(end_str) + 1 if", "end = int(end_str) if"),
    "content-range-off-by-one": ("responses", 'f"bytes {start}-{end - 1}/{file_size}"', 'f"bytes {start}-{end}/{file_size}"'),
    "unsatisfied-without-unit": ("responses", 'f"bytes */{exc.max_size}"', 'f"*/{exc.max_size}"'),
    "multipart-length": ("responses", "4 + boundary_len  #", "5 + boundary_len  #"),
    "more-after-the-last": ("responses", "more_body = len(chunk) == self.chunk_size and start < end", "more_body = len(chunk) == self.chunk_size"),
    "range-sticks": ("responses", 'headers = MutableHeaders(raw=list(self.raw_headers))\n        headers["content-range"]', 'headers = MutableHeaders(raw=self.raw_headers)\n        headers["content-range"]'),
}  # fmt: skip


#: Changes that hold the default gate, and why no client can tell: a row of the table in Vectors/README.md, or an incidental vector.
HARMLESS = {
    "text-in-capitals": "incidental: response/media-type/text-upper-case",
    "vary-in-front": "a list",
    "samesite-lowered": "set-cookie",
    "space-after-colon": "the body of JSONResponse",
    "head-in-capitals": "incidental: file-response/head/lower-case",
    "slash-quoted": "content-disposition",
    "etag-of-seconds": "etag that the implementation makes",
    "more-after-the-last": "messages",
}


def gate(runner: str) -> bool:
    """Whether the default gate holds for those changes that no client can tell, and for no other; prints a line for each."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        statuses = pool.map(lambda name: run(runner, ["--quiet"], adapter.command(__spec__.name, name)).status, BUGS)
        wrong = 0
        for name, status in zip(BUGS, statuses):
            good = status == (HOLDS if name in HARMLESS else DOES_NOT_HOLD)
            wrong += not good
            said = {HOLDS: "holds", DOES_NOT_HOLD: "caught"}.get(status, f"status {status}")
            print(f"{name:26} {said:8} {HARMLESS.get(name, '')}{'' if good else ' WRONG'}", flush=True)
    print(f"{len(BUGS) - len(HARMLESS)} of {len(BUGS)} break the default gate, {len(HARMLESS)} are harmless; {wrong} wrong")
    return wrong == 0


def table(runner: str, names: list[str]) -> bool:
    """Whether all are found; prints a line for each."""
    found = 0
    for name in names:
        options = ["--seed", str(SEED), "--cases", str(CASES), "--max-findings", "1", "--compare", "exact"]
        command = [runner, "fuzz", *options, *judging(adapter.command(__spec__.name, name))]
        ended = subprocess.run(command, capture_output=True, text=True)
        number = re.search(r"--case (\d+) ", ended.stdout)
        if ended.returncode != DOES_NOT_HOLD or number is None:
            print(f"{name:26} NOT FOUND  {ended.stdout[-300:]} {ended.stderr[-300:]}", flush=True)
            continue
        found += 1
        parts = re.findall(r"^  (?:class|files|given) +(.*)$", ended.stdout, re.MULTILINE)
        print(f"{name:26} {int(number[1]) + 1:6}  {'  '.join(parts)}", flush=True)
    print(f"{found} of {len(names)} found within {CASES} cases")
    return found == len(names)


#: Bugs that show in different places.
TOGETHER = ["length-in-characters", "name-not-lowered", "domain-without-dot", "ascii-only", "content-range-off-by-one"]


def together(runner: str) -> bool:
    """Whether five bugs in one Starlette make five to seven findings, whose vectors the reference passes and Starlette with the bugs fails."""
    port = [sys.executable, "-m", __spec__.name, *TOGETHER]
    with tempfile.TemporaryDirectory() as folder:
        # An incidental input would show one bug in further ways.
        basis = ["--basis", "observed"]
        options = ["--seed", str(SEED), "--cases", str(CASES), "--compare", "exact", *basis, "--save", folder]
        ended = subprocess.run([runner, "fuzz", *options, *judging(port)], capture_output=True, text=True)
        vectors = ["--vectors", folder, "--compare", "exact"]
        found = run(runner, vectors, port).named("failed")
        passed = run(runner, vectors).named("passed")
    print(ended.stdout)
    print(f"{len(found)} findings of {len(TOGETHER)} bugs; the reference passes {len(passed)} of their vectors")
    return 5 <= len(found) <= 7 and sorted(passed) == sorted(found)


if __name__ == "__main__":
    if sys.argv[1] == "gate":
        sys.exit(not gate(sys.argv[2]))
    if sys.argv[1] == "table":
        sys.exit(not table(sys.argv[2], sys.argv[3:] or list(BUGS)))
    if sys.argv[1] == "together":
        sys.exit(not together(sys.argv[2]))
    adapter.serve(*(BUGS[name] for name in sys.argv[1:]))
