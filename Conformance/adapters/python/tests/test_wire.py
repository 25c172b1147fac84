"""Values and messages as they cross the wire, both ways (PROTOCOL.md §1 and §5)."""

from __future__ import annotations

import base64
import datetime
import hashlib
import http
import json
import math
import os
import tempfile
import unittest

import ports  # noqa: F401  Makes the kit importable.
from conformance_adapter.messages import dump_message, load_message, load_scope
from conformance_adapter.wire import (
    Unsupported, dump_body, dump_bytes, dump_line, load_argument, load_bytes, load_chunk, load_line, load_value,
)  # fmt: skip


class Lines(unittest.TestCase):
    def test_a_line_is_one_object_in_utf8(self) -> None:
        self.assertEqual(load_line('{"a":"é\\u2028"}\r\n'.encode()), {"a": "é\u2028"})
        for line in (
            b"[1]\n",
            b"\n",
            b"{\n",
            b'{"a":"\xff"}\n',
            b'\xef\xbb\xbf{"a":1}\n',
            b'{"a":NaN}\n',
            '{"a":1}\n'.encode("utf-16"),
        ):
            with self.subTest(line), self.assertRaises(ValueError):
                load_line(line)
        with self.assertRaises(ValueError):
            load_line(b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n")

    def test_a_dumped_line_has_one_lf_and_no_lone_surrogate(self) -> None:
        self.assertEqual(dump_line({"a": "é\n", "b": "x\ud800"}), '{"a":"é\\n","b":"x?"}\n'.encode())


class Bytes(unittest.TestCase):
    def test_every_form_from_the_runner(self) -> None:
        forms = [
            ("é", b"\xc3\xa9"),
            ({"base64": "/wA="}, b"\xff\x00"),
            ({"repeat": "ab", "count": 3}, b"ababab"),
            ({"concat": ["a", {"repeat": {"base64": "/w=="}, "count": 2}]}, b"a\xff\xff"),
            ({"concat": []}, b""),
        ]
        for form, wanted in forms:
            with self.subTest(form):
                self.assertEqual(load_bytes(form), wanted)

    def test_an_unknown_form_is_unsupported(self) -> None:
        for form in ({"hex": "00"}, {"base64": "", "zip": True}, None, 3, ["a"]):
            with self.subTest(form), self.assertRaises(Unsupported):
                load_bytes(form)

    def test_bytes_to_the_runner_are_text_or_base64(self) -> None:
        self.assertEqual(dump_bytes("é\0".encode()), "é\0")
        self.assertEqual(dump_bytes(b"\xff\x00"), {"base64": "/wA="})
        self.assertEqual(dump_bytes(b"\xed\xa0\x80"), {"base64": base64.b64encode(b"\xed\xa0\x80").decode()})

    def test_a_body_is_a_digest_from_65536_bytes_on(self) -> None:
        self.assertEqual(dump_body(b"a" * 65_535), "a" * 65_535)
        long = b"a" * 65_536
        self.assertEqual(dump_body(long), {"sha256": hashlib.sha256(long).hexdigest(), "length": 65_536})

    def test_python_types_of_bytes(self) -> None:
        self.assertIsInstance(load_chunk({"bytes": "a", "as": "bytearray"}), bytearray)
        self.assertEqual(load_chunk({"bytes": "abcdefgh", "as": "array:I"}).itemsize, 4)
        self.assertEqual(load_chunk({"bytes": "a", "as": "memoryview"}), memoryview(b"a"))
        with self.assertRaises(Unsupported):
            load_chunk({"bytes": "a", "as": "mmap"})


class Arguments(unittest.TestCase):
    def test_every_form(self) -> None:
        instant = datetime.datetime(2037, 1, 22, 12, 0, 10, tzinfo=datetime.timezone.utc)
        forms = [
            ("☃", "☃"), (None, None), (5, 5), (True, True), (1.5, 1.5),
            ({"code_points": [97, 0xD800]}, "a\ud800"),
            ({"datetime": "2037-01-22T12:00:10Z"}, instant),
            ({"value": {"code_points": [1]}}, {"code_points": [1]}),
        ]  # fmt: skip
        for form, wanted in forms:
            with self.subTest(form):
                self.assertEqual(load_argument(form), wanted)
        for form in ({"utf-16": "a"}, ["a"], {}, {"code_points": [97], "value": 1}):
            with self.subTest(form), self.assertRaises(Unsupported):
                load_argument(form)


class Values(unittest.TestCase):
    def test_numbers_keep_their_kind_and_objects_their_order(self) -> None:
        value = load_value(json.loads('{"b":1,"a":[1.0,1e2,9007199254740993,null,true],"c":{"code_points":[55296]}}'))
        self.assertEqual(json.dumps(value), '{"b": 1, "a": [1.0, 100.0, 9007199254740993, null, true], "c": "\\ud800"}')

    def test_what_json_has_no_words_for(self) -> None:
        self.assertTrue(math.isnan(load_value({"$number": "NaN"})))
        self.assertEqual(load_value([{"$number": "-Infinity"}]), [-math.inf])
        self.assertEqual(load_value({"$pairs": [["$number", {"$pairs": []}], [1, 2]]}), {"$number": {}, 1: 2})
        self.assertEqual(json.dumps(load_value({"$pairs": [["a", 1], ["a", {"$pairs": [["b", 2]]}]]})), '{"a": 1, "a": {"b": 2}}')
        self.assertEqual(load_value({"$python": "tuple"}), (1, 2))
        with self.assertRaises(Unsupported):
            load_value({"$python": "frozenset"})


class Messages(unittest.TestCase):
    def test_a_scope_has_bytes_where_asgi_has_bytes(self) -> None:
        scope = {
            "type": "http", "headers": [["Aé", "\xff"]], "raw_path": "/é", "query_string": {"base64": "/w=="}, "client": ["h", 1],
            "x": 1,
        }  # fmt: skip
        self.assertEqual(
            load_scope(scope),
            {
                "type": "http", "headers": [(b"A\xe9", b"\xff")], "raw_path": b"/\xc3\xa9", "query_string": b"\xff", "client": ("h", 1),
                "x": 1,
            },
        )  # fmt: skip
        self.assertEqual(
            load_scope({"type": "http", "raw_path": None, "server": None}), {"type": "http", "raw_path": None, "server": None}
        )

    def test_a_message_to_receive_has_bytes(self) -> None:
        message = {"type": "http.request", "body": {"repeat": "a", "count": 2}, "more_body": True}
        self.assertEqual(load_message(message), {"type": "http.request", "body": b"aa", "more_body": True})

    def test_good_messages(self) -> None:
        headers = iter([(b"A", b"\xe9"), [b"a", b""]])
        start = {"type": "http.response.start", "status": http.HTTPStatus.OK, "headers": headers, "trailers": False}
        self.assertEqual(
            json.loads(dump_line(dump_message(start))),
            {"type": "http.response.start", "status": 200, "headers": [["A", "é"], ["a", ""]], "trailers": False},
        )
        for body in (b"\xff", bytearray(b"\xff"), memoryview(b"\xff")):
            message = {"type": "http.response.body", "body": body, "more_body": True}
            self.assertEqual(dump_message(message), {**message, "body": {"base64": "/w=="}})
        self.assertEqual(
            dump_message({"type": "http.response.pathsend", "path": "/a"}), {"type": "http.response.pathsend", "path": "/a"}
        )

    def test_what_has_a_wrong_type_is_invalid(self) -> None:
        class Unprintable:
            def __repr__(self) -> str:
                raise RuntimeError

        members = {
            "status": ["200", True, 200.0, None, Unprintable()],
            "headers": [5, None, [("a", "b")], [(b"a",)], [b"ab"], {b"a": b"b"}, [(b"a", None)]],
            "body": ["text", None, [1]],
            "more_body": [1, None],
            "path": [b"/a"],
            "surprise": [1],
        }
        for name, values in members.items():
            for value in values:
                with self.subTest(name, value=type(value)):
                    dumped = dump_message({"type": "http.response.start", name: value})
                    self.assertEqual(list(dumped[name]), ["invalid"])
                    self.assertIn(type(value).__name__, dumped[name]["invalid"])
        self.assertEqual(dump_message({"type": "a", "status": "200"}), {"type": "a", "status": {"invalid": "str '200'"}})

    def test_what_is_no_message_is_invalid(self) -> None:
        for message in (None, "text", []):
            with self.subTest(message):
                self.assertEqual(dump_message(message), {"type": "invalid", "invalid": f"{type(message).__name__} {message!r}"})
        self.assertEqual(dump_message({"type": 1, "status": 200}), {"type": "invalid", "status": 200})
        self.assertEqual(
            json.loads(dump_line(dump_message({b"status": 200}))), {"type": "invalid", "b'status'": {"invalid": "int 200"}}
        )

    def test_zerocopysend_is_the_bytes_it_stands_for(self) -> None:
        kind = "http.response.zerocopysend"
        with tempfile.TemporaryFile() as file:
            file.write(b"0123456789")
            file.seek(7)
            self.assertEqual(
                dump_message({"type": kind, "file": file.fileno(), "offset": 2, "count": 3, "more_body": True}),
                {"type": kind, "bytes": "234", "offset": 2, "count": 3, "more_body": True},
            )
            self.assertEqual(dump_message({"type": kind, "file": file, "count": 2}), {"type": kind, "bytes": "78", "count": 2})
            self.assertEqual(dump_message({"type": kind, "file": file}), {"type": kind, "bytes": "9"})
            self.assertEqual(os.lseek(file.fileno(), 0, os.SEEK_CUR), 10)
        self.assertEqual(dump_message({"type": kind, "file": "a"})["bytes"], {"invalid": "str 'a'"})


if __name__ == "__main__":
    unittest.main()
