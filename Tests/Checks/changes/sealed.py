"""Sixty small bugs that few values and times show, to measure how many of them the vectors and the fuzzer catch.

This is a sealed set. It was written from the sources of the projects alone (starlette 1.10.0, sse-starlette 3.7.0,
baize 0.23.1 and what they use of CPython 3.14), without a look at the vectors or the fuzzer, and before it was first
run. That is what makes the share that is caught a measure: a bug of the set is not to be changed once the set has been
run, whether it is caught or not. The exception is one that turns out to be equivalent to the source: it is to be
replaced by another of its kind, with a note beside it that says so.

Every bug changes one place, behaves like the source for ordinary inputs, and differs only for what its description
names.

    python -m Checks.changes.sealed check        every place is there once, and every changed source compiles
    python -m Checks.changes.sealed names        the names, one a line
    python -m Checks.changes.sealed serve NAME   the adapter of the project with that bug
"""

from __future__ import annotations

import ast
import importlib.machinery
import pathlib
import sys
from typing import NamedTuple

from .adapter import serve_project


class Bug(NamedTuple):
    """A change of one place, and the values for which it differs."""

    name: str
    description: str
    project: str
    module: str
    old: str
    new: str


def starlette(name: str, description: str, old: str, new: str, module: str = "starlette.responses") -> Bug:
    return Bug(name, description, "starlette", module, old, new)


def sse(name: str, description: str, old: str, new: str, module: str = "sse_starlette.sse") -> Bug:
    return Bug(name, description, "sse_starlette", module, old, new)


def baize(name: str, description: str, old: str, new: str, module: str = "baize.responses") -> Bug:
    return Bug(name, description, "baize", module, old, new)


RESPONSES = [
    starlette(
        "cookie-max-age-stops-at-int32",
        "A cookie's max_age of 2**31 or more is written as 2**31 - 1.",
        'cookie[key]["max-age"] = max_age',
        'cookie[key]["max-age"] = min(max_age, 2**31 - 1)',
    ),
    starlette(
        "cookie-expiry-stops-at-400-days",
        "A cookie that expires in more than 400 days, given in seconds, expires in 400 days.",
        'cookie[key]["expires"] = expires\n',
        'cookie[key]["expires"] = min(expires, 400 * 24 * 60 * 60) if isinstance(expires, int) else expires\n',
    ),
    starlette(
        "cookie-expiry-year-unpadded",
        "The year of a cookie's expiry below 1000, given as a date, is padded with blanks instead of zeros.",
        "'%s, %02d %s %04d %02d:%02d:%02d %s'",
        "'%s, %02d %s %4d %02d:%02d:%02d %s'",
        "email.utils",
    ),
    starlette(
        "cookie-expiry-rounds-to-the-second",
        "A cookie's expiry, given as a date more than half a second past a second, is written as the next second.",
        "format_datetime(expires, usegmt=True)",
        "format_datetime(datetime.fromtimestamp(round(expires.timestamp()), expires.tzinfo), usegmt=True)",
    ),
    starlette(
        "cookie-octal-misses-the-last-byte",
        "The character U+00FF in the value of a cookie is not escaped, unlike U+00FE.",
        "set(range(256))",
        "set(range(255))",
        "http.cookies",
    ),
    starlette(
        "reset-content-without-length",
        "A response of status 205 has no content-length.",
        "self.status_code in (204, 304)",
        "self.status_code in (204, 205, 304)",
    ),
    starlette(
        "header-value-above-ascii-in-utf-8",
        "A header given with a value that has characters above U+007F is encoded in UTF-8 instead of Latin-1.",
        'v.encode("latin-1")) for k, v in headers.items()',
        'v.encode("utf-8")) for k, v in headers.items()',
    ),
    starlette(
        "same-cookie-twice-sent-once",
        "A cookie that is set twice with the same value and attributes is sent once.",
        '        self.raw_headers.append((b"set-cookie", cookie_val.encode("latin-1")))',
        '        header = (b"set-cookie", cookie_val.encode("latin-1"))\n'
        "        if header not in self.raw_headers:\n"
        "            self.raw_headers.append(header)",
    ),
]

JSON = [
    starlette(
        "json-escapes-line-separators",
        "U+2028 and U+2029 in JSON are escaped, as for JavaScript, instead of written as they are.",
        ').encode("utf-8")',
        r').replace("\u2028", r"\u2028").replace("\u2029", r"\u2029").encode("utf-8")',
    ),
    starlette(
        "json-integer-through-a-double",
        "An integer in JSON beyond 2**53 that a double doesn't hold exactly is rounded to one.",
        "            content,\n            ensure_ascii=False,",
        "            json.loads(json.dumps(content), parse_int=lambda number: int(float(number))),\n"
        "            ensure_ascii=False,",
    ),
    starlette(
        "json-negative-zero-loses-its-sign",
        "The number -0.0 in JSON is written as 0.0.",
        "            content,\n            ensure_ascii=False,",
        "            json.loads(json.dumps(content), parse_float=lambda number: float(number) + 0.0),\n"
        "            ensure_ascii=False,",
    ),
]

REDIRECTS = [
    starlette(
        "redirect-escapes-brackets",
        "Square brackets in the URL of a redirect, as around an IPv6 address, are percent-encoded.",
        "safe=\":/%#?=@[]!$&'()*+,;\"",
        "safe=\":/%#?=@!$&'()*+,;\"",
    ),
    starlette(
        "redirect-drops-blanks-at-the-end",
        "Blanks at the end of a redirect's URL are dropped instead of percent-encoded.",
        "quote(str(url), safe=",
        'quote(str(url).rstrip(" "), safe=',
    ),
    starlette(
        "redirect-composes-letters",
        "A letter followed by a combining mark in a redirect's URL is encoded as the composed letter (NFC).",
        "quote(str(url), safe=",
        'quote(__import__("unicodedata").normalize("NFC", str(url)), safe=',
    ),
]

STREAMS = [
    starlette(
        "stream-skips-empty-chunks",
        "An empty chunk of a stream is not sent as a message.",
        "chunk = chunk.encode(self.charset)\n            await send(",
        "chunk = chunk.encode(self.charset)\n            if len(chunk):\n                await send(",
    ),
    starlette(
        "stream-takes-2.3-for-2.4",
        "A stream under ASGI 2.3 doesn't listen for a disconnect, and takes a failing send for one, as under 2.4.",
        "if spec_version >= (2, 4):",
        "if spec_version >= (2, 3):",
    ),
    starlette(
        "stream-ends-after-ten-seconds",
        "Chunks that a stream produces more than ten seconds after its start are not sent.",
        "        async for chunk in self.body_iterator:\n",
        "        deadline = anyio.current_time() + 10\n"
        "        async for chunk in self.body_iterator:\n"
        "            if anyio.current_time() > deadline:\n"
        "                break\n",
    ),
    starlette(
        "stream-empty-media-type-taken-for-none",
        "A stream with a media type of an empty string has no content-type, instead of an empty one.",
        "self.media_type = self.media_type if media_type is None else media_type",
        "self.media_type = media_type or self.media_type",
    ),
]

FILES = [
    starlette(
        "last-modified-truncates-before-1970",
        "The Last-Modified of a file modified at a fraction of a second before 1970 is a second late.",
        "formatdate(stat_result.st_mtime, usegmt=True)",
        "formatdate(int(stat_result.st_mtime), usegmt=True)",
    ),
    starlette(
        "etag-of-whole-microseconds",
        "The ETag of a file modified at a time finer than a microsecond is made from the time rounded to microseconds.",
        'etag_base = str(stat_result.st_mtime) + "-"',
        'etag_base = str(round(stat_result.st_mtime, 6)) + "-"',
    ),
    starlette(
        "hundred-ranges-are-too-many",
        "A Range header of exactly 100 ranges is ignored.",
        'range_.count(",") + 1 > cls.max_ranges',
        'range_.count(",") + 1 >= cls.max_ranges',
    ),
    starlette(
        "multipart-range-cut-at-64-kib",
        "Of a range longer than 64 KiB that is one of several, only the first 64 KiB are sent.",
        "while start < end:",
        "if start < end:",
    ),
    starlette(
        "touching-ranges-stay-apart",
        "Of several ranges, those that touch without overlapping are not merged.",
        "if start <= last_end:",
        "if start < last_end:",
    ),
    starlette(
        "suffix-of-zero-is-the-whole-file",
        "A range of the last 0 bytes (-0) is the whole file instead of one that can't be satisfied.",
        "else max(file_size - int(end_str), 0)\n",
        "else max(file_size - int(end_str), 0) if int(end_str) else 0\n",
    ),
    starlette(
        "if-range-ignores-blanks",
        "An If-Range with blanks around the matching tag or date matches.",
        'http_if_range == self.headers["last-modified"] or http_if_range == self.headers["etag"]',
        'http_if_range.strip() in (self.headers["last-modified"], self.headers["etag"])',
    ),
    starlette(
        "multipart-length-at-powers-of-ten",
        "The content-length of several ranges is too large by one for each that ends just before a power of ten.",
        "len(str(end - 1))",
        "len(str(end))",
    ),
    starlette(
        "ranges-for-every-success",
        "A Range is honoured where the file's response has a status from 201 to 299, and not only for 200.",
        "self.status_code != 200",
        "not 200 <= self.status_code < 300",
    ),
    starlette(
        "range-end-equal-to-the-size",
        "A range whose last position is exactly the size of the file ends one past the file, in length and header.",
        "int(end_str) < file_size else file_size",
        "int(end_str) <= file_size else file_size",
    ),
]

EVENT_STREAMS = [
    sse(
        "ping-of-zero-is-the-default",
        "A ping interval of 0 pings every 15 seconds instead of never.",
        "self.DEFAULT_PING_INTERVAL if ping is None else ping",
        "ping or self.DEFAULT_PING_INTERVAL",
    ),
    sse(
        "ping-of-whole-seconds",
        "A ping interval above one second with a fraction loses the fraction.",
        "self._ping_interval = value",
        "self._ping_interval = value if value < 1 else int(value)",
    ),
    sse(
        "ping-skipped-after-recent-data",
        "A ping that is due less than half an interval after an event was sent is skipped.",
        """\
                task_group.start_soon(
                    cancel_on_finish, lambda: self._stream_response(send)
                )
                # ping_interval == 0 disables keep-alive pings entirely (#206)
                if self._ping_interval > 0:
                    task_group.start_soon(cancel_on_finish, lambda: self._ping(send))
""",
        """\
                last_data = float("-inf")

                async def send_data(message: Message) -> None:
                    nonlocal last_data
                    await send(message)
                    if message.get("body"):
                        last_data = anyio.current_time()

                async def send_ping(message: Message) -> None:
                    if anyio.current_time() - last_data >= self._ping_interval / 2:
                        await send(message)

                task_group.start_soon(
                    cancel_on_finish, lambda: self._stream_response(send_data)
                )
                # ping_interval == 0 disables keep-alive pings entirely (#206)
                if self._ping_interval > 0:
                    task_group.start_soon(cancel_on_finish, lambda: self._ping(send_ping))
""",
    ),
    sse(
        "ping-makes-up-for-slow-sends",
        "After a ping that is slow to send, the next is due an interval after it was due, not after it was sent.",
        "        while self.active:\n            await anyio.sleep(self._ping_interval)\n",
        "        due = anyio.current_time()\n"
        "        while self.active:\n"
        "            due += self._ping_interval\n"
        "            await anyio.sleep_until(due)\n",
    ),
    sse(
        "send-timeout-of-zero-is-none",
        "A send timeout of 0 never times out, instead of at the first send.",
        "anyio.move_on_after(self.send_timeout)",
        "anyio.move_on_after(self.send_timeout or None)",
    ),
    sse(
        "send-timeout-doubled",
        "A send that takes between once and twice the send timeout doesn't time out.",
        "anyio.move_on_after(self.send_timeout)",
        "anyio.move_on_after(None if self.send_timeout is None else self.send_timeout * 2)",
    ),
    sse(
        "grace-below-a-second-ignored",
        "A grace period of less than a second at shutdown is taken for none.",
        "if self._shutdown_grace_period > 0:",
        "if self._shutdown_grace_period >= 1:",
    ),
    sse(
        "cleanup-timeout-of-zero-is-none",
        "A cleanup timeout of 0 waits for the iterator's cleanup without limit.",
        "self._cleanup_timeout = cleanup_timeout",
        "self._cleanup_timeout = cleanup_timeout or None",
    ),
    sse(
        "event-stream-can-be-sent-again",
        "A response that is called again after it was sent to its end is sent to its end again, instead of cut short.",
        '        if scope["type"] == "websocket":',
        '        self.active = True\n        if scope["type"] == "websocket":',
    ),
    sse(
        "event-splits-at-line-separators",
        "U+2028 and U+2029 in an event's data and comment begin a new line, and are dropped from its id and name.",
        r'_LINE_SEP_EXPR = re.compile(r"\r\n|\r|\n")',
        r'_LINE_SEP_EXPR = re.compile(r"\r\n|\r|\n|\u2028|\u2029")',
        "sse_starlette.event",
    ),
    sse(
        "event-data-loses-a-last-newline",
        "The empty last line of an event's data that ends in a line feed alone is not sent.",
        "self._LINE_SEP_EXPR.split(str(self.data))",
        r'self._LINE_SEP_EXPR.split(re.sub(r"(?<!\r)\n\Z", "", str(self.data)))',
        "sse_starlette.event",
    ),
    sse(
        "event-id-with-null-omitted",
        "An event's id with U+0000 in it is not sent.",
        "if self.id is not None:",
        r'if self.id is not None and "\0" not in self.id:',
        "sse_starlette.event",
    ),
    sse(
        "json-event-without-falsy-data",
        "A JSON event of 0, false, an empty string, list or object has no data.",
        "            if data is not None\n            else None,",
        "            if data\n            else None,",
        "sse_starlette.event",
    ),
    sse(
        "event-retry-of-zero-omitted",
        "An event's retry of 0 is not sent.",
        "if self.retry is not None:",
        "if self.retry:",
        "sse_starlette.event",
    ),
    sse(
        "event-data-trailing-blanks-lost",
        "Blanks at the end of a line of an event's data are not sent.",
        'buffer.write(f"data: {chunk}{self._sep}")',
        "buffer.write(f\"data: {chunk.rstrip(' ')}{self._sep}\")",
        "sse_starlette.event",
    ),
    sse(
        "event-dictionary-keeps-its-separator",
        "An event given as a dictionary with a separator of its own is written with that one, not the response's.",
        '{**data, "sep": sep}',
        '{"sep": sep, **data}',
        "sse_starlette.event",
    ),
]

BAIZE_COOKIES = [
    baize(
        "baize-max-age-below-minus-one-sent",
        "A cookie's max_age of -2 or less is sent instead of left out.",
        "if self.max_age > -1:",
        "if self.max_age != -1:",
        "baize.datastructures",
    ),
    baize(
        "baize-expiry-in-the-past-is-now",
        "A cookie whose expiry is a negative number of seconds expires now.",
        "time.time() + expires",
        "time.time() + max(expires, 0)",
    ),
    baize(
        "baize-expiry-stops-in-2038",
        "A cookie that expires after 19 January 2038 expires then.",
        "time.time() + expires",
        "min(time.time() + expires, 2**31 - 1)",
    ),
    baize(
        "baize-expiry-day-unpadded",
        "A cookie that expires on one of the first nine days of a month has a day of one digit.",
        '"%a, %d %b %Y %H:%M:%S GMT"',
        '"%a, %-d %b %Y %H:%M:%S GMT"',
        "baize.datastructures",
    ),
    baize(
        "baize-samesite-in-any-case-is-secure",
        "A cookie whose samesite is strict or none in another case, as None, is secure.",
        'self.samesite in ("strict", "none")',
        'self.samesite.lower() in ("strict", "none")',
        "baize.datastructures",
    ),
    baize(
        "baize-cookie-beyond-latin-1-sent",
        "A cookie with a character from U+0100 on is sent in UTF-8 instead of refused.",
        'return str(self).encode("ascii")',
        'return str(self).encode("utf-8")',
        "baize.datastructures",
    ),
]

BAIZE_FILES = [
    baize(
        "baize-last-modified-rounds",
        "The Last-Modified of a file modified more than half a second past a second is the next second.",
        '"last-modified": formatdate(stat_result.st_mtime, usegmt=True)',
        '"last-modified": formatdate(round(stat_result.st_mtime), usegmt=True)',
    ),
    baize(
        "baize-last-modified-wraps-in-2038",
        "The Last-Modified of a file modified 2**31 seconds after 1970 or later is 2**32 seconds early.",
        '"last-modified": formatdate(stat_result.st_mtime, usegmt=True)',
        '"last-modified": formatdate(\n'
        "                stat_result.st_mtime - (2**32 if stat_result.st_mtime >= 2**31 else 0), usegmt=True\n"
        "            )",
    ),
    baize(
        "baize-etag-of-nanoseconds-in-a-double",
        "The ETag of a file is another where its time of modification changes by way of whole nanoseconds in a double.",
        'data = f"{stat_result.st_mtime}-',
        'data = f"{int(stat_result.st_mtime * 1e9) / 1e9}-',
    ),
    baize(
        "baize-if-range-takes-a-weak-tag",
        "An If-Range of the matching tag marked as weak matches.",
        "if_range_raw_line == f'\"",
        "if_range_raw_line.removeprefix(\"W/\") == f'\"",
    ),
    baize(
        "baize-touching-ranges-in-reverse-stay-apart",
        "Of several ranges, one that ends where one before it in the header begins is not merged with it.",
        "elif end < p_start:",
        "elif end <= p_start:",
    ),
    baize(
        "baize-empty-range-refused",
        "A range whose last position is just below its first (5-4) is malformed, instead of empty.",
        "if any(start > end for start, end in ranges):",
        "if any(start >= end for start, end in ranges):",
    ),
    baize(
        "baize-long-suffix-is-the-whole-file",
        "A range of more last bytes than the file has is the whole file, instead of one that can't be satisfied.",
        "int(_[0]) if _[0] else max_size - int(_[1])",
        "int(_[0]) if _[0] else max(max_size - int(_[1]), 0)",
    ),
    baize(
        "baize-offset-in-31-bits",
        "A range that begins at 2**31 or later is read from that position modulo 2**31.",
        "offset, os.SEEK_SET",
        "offset % 2**31, os.SEEK_SET",
        "baize.asgi.responses",
    ),
    baize(
        "baize-compressed-file-of-no-type",
        "A file whose name ends in that of a compression, as .tar.gz or .svgz, is an octet-stream.",
        "or guess_type(download_name or os.path.basename(filepath))[0]",
        "or next(\n"
        "                kind if coding is None else None\n"
        "                for kind, coding in [guess_type(download_name or os.path.basename(filepath))]\n"
        "            )",
        "baize.asgi.responses",
    ),
    baize(
        "baize-content-range-forgotten",
        "A file's response that has answered a range has no content-range when it then answers without one.",
        '        self.headers["content-length"] = str(file_size)',
        '        self.headers.pop("content-range", None)\n'
        '        self.headers["content-length"] = str(file_size)',
        "baize.asgi.responses",
    ),
]

#: All of them, in the order of the projects.
BUGS = [
    *RESPONSES,
    *JSON,
    *REDIRECTS,
    *STREAMS,
    *FILES,
    *EVENT_STREAMS,
    *BAIZE_COOKIES,
    *BAIZE_FILES,
]


def source(module: str) -> pathlib.Path:
    """The file of a module, found without importing any of the packages that it is in."""
    package, *rest = module.split(".")
    spec = importlib.machinery.PathFinder.find_spec(package)
    for count in range(len(rest)):
        if spec is None:
            break
        package = f"{package}.{rest[count]}"
        spec = importlib.machinery.PathFinder.find_spec(package, spec.submodule_search_locations)
    assert spec is not None and spec.origin is not None, f"{module} isn't installed"
    return pathlib.Path(spec.origin)


def problems() -> list[str]:
    """What is wrong with the set itself, without running anything of it."""
    found = []
    names = [bug.name for bug in BUGS]
    found += [f"{name}: the name is there {names.count(name)} times" for name in set(names) if names.count(name) > 1]
    if len(BUGS) != 60:
        found.append(f"there are {len(BUGS)} bugs")
    for bug in BUGS:
        path = source(bug.module)
        text = path.read_text("utf-8")
        if (count := text.count(bug.old)) != 1:
            found.append(f"{bug.name}: what stands there is in {bug.module} {count} times")
            continue
        try:
            changed = ast.parse(text.replace(bug.old, bug.new))
            compile(changed, str(path), "exec", dont_inherit=True)
        except SyntaxError as error:
            found.append(f"{bug.name}: the changed source doesn't compile: {error}")
            continue
        if ast.dump(changed) == ast.dump(ast.parse(text)):
            found.append(f"{bug.name}: the changed source is the same")
    return found


def serve(name: str) -> None:
    """Serves cases with the project that has one of the bugs."""
    bug = next(bug for bug in BUGS if bug.name == name)
    serve_project(bug.project, (bug.module, bug.old, bug.new))


def main(arguments: list[str]) -> int | str:
    match arguments:
        case ["check"]:
            found = problems()
            print("\n".join(found) or f"{len(BUGS)} bugs are in place")
            return 1 if found else 0
        case ["names"]:
            print("\n".join(bug.name for bug in BUGS))
            return 0
        case ["serve", name] if any(bug.name == name for bug in BUGS):
            serve(name)
            return 0
    return __doc__.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
