"""Arguments, actions, errors and what is unknown in a case (PROTOCOL.md §3, §5, §6 and §8)."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import io
import json
import os
import stat
import tempfile
import time
import unittest
from http.cookies import CookieError
from typing import Any

from ports import END, EVENTS, SENT_END, SENT_START, START, STREAMING, TinyPort, case, result

from conformance_adapter.cases import Case


class Arguments(unittest.TestCase):
    def passed(self, **response: Any) -> dict[str, Any]:
        port = TinyPort()
        result(port, {**case(response), "calls": []})
        return port.arguments

    def test_absent_is_not_passed_and_null_is_none(self) -> None:
        self.assertEqual(self.passed(), {})
        self.assertEqual(
            self.passed(content=None, headers=None, status_code=204), {"content": None, "headers": None, "status_code": 204}
        )

    def test_content_and_headers(self) -> None:
        self.assertEqual(self.passed(content={"text": {"code_points": [9731]}}), {"content": "☃"})
        self.assertEqual(self.passed(content={"bytes": {"base64": "/w=="}}), {"content": b"\xff"})
        self.assertEqual(self.passed(content={"json": {"$number": "Infinity"}}), {"content": float("inf")})
        self.assertEqual(self.passed(content={"value": {"a": 1}}), {"content": {"a": 1}})
        headers = self.passed(headers=[["b", "1"], ["A", {"code_points": [97]}], ["a", "2"]])["headers"]
        self.assertEqual(list(headers.items()), [("b", "1"), ("A", "a"), ("a", "2")])
        self.assertEqual(self.passed(headers={"value": 5}), {"headers": 5})

    def test_events_and_handlers_of_an_event_source(self) -> None:
        event = {"data": "a", "id": "1", "retry": 5}
        arguments = self.passed(**{"class": EVENTS}, ping=0.5, ping_message=event, client_close_handler=True)
        self.assertEqual(arguments["ping_message_factory"](), event)
        self.assertEqual(arguments["ping"], 0.5)

        class Port(TinyPort):
            def make(self, client_close_handler_callable):
                async def app(scope, receive, send):
                    await client_close_handler_callable({"type": "http.disconnect"})

                return app

        answered = result(Port(), case({"class": EVENTS, "client_close_handler": True}))
        self.assertEqual(answered["calls"][0]["events"], [{"client_close": {"type": "http.disconnect"}}])

    def test_charset_and_render_make_a_subclass(self) -> None:
        class Response:
            charset = "utf-8"

            def render(self, content):
                return b""

        made: list[Any] = []

        class Port(TinyPort):
            def construct(self, name, arguments):
                made.append(super().construct(name, arguments))

        port = Port(classes={"starlette.Response": Response, "starlette.JSONResponse": Response})
        result(port, {**case({"charset": "latin-1"}), "calls": []})
        result(port, {**case({"class": "starlette.JSONResponse", "render": {"base64": "/w=="}}), "calls": []})
        self.assertEqual((made[0].charset, made[1].render("x")), ("latin-1", b"\xff"))
        self.assertTrue(all(isinstance(response, Response) and type(response) is not Response for response in made))
        self.assertEqual((Response.charset, Response().render(1)), ("utf-8", b""))

    def test_an_argument_may_be_accepted_by_position_only(self) -> None:
        class Port(TinyPort):
            def make(self, content="", /, *, status=200):
                self.arguments = {"content": content, "status": status}

        for response, arguments in (
            ({"content": {"text": "a"}, "status_code": 201}, {"content": "a", "status": 201}),
            ({"status_code": 201}, {"content": "", "status": 201}),
        ):
            port = Port(parameters={"status_code": "status"})
            result(port, {**case(response), "calls": []})
            self.assertEqual(port.arguments, arguments)

    def test_the_port_s_own_names(self) -> None:
        port = TinyPort(parameters={"status_code": "status"})
        result(port, {**case({"status_code": 201}), "calls": []})
        self.assertEqual(port.arguments, {"status": 201})

    def test_stat_result(self) -> None:
        port = TinyPort()
        port.classes["starlette.FileResponse"] = port.make
        stat_result = {"size": 5, "modified": 1.25, "kind": "directory"}
        result(port, {**case({"class": "starlette.FileResponse", "path": "/a", "stat_result": stat_result}), "calls": []})
        made = port.arguments["stat_result"]
        self.assertEqual((made.st_size, made.st_mtime, stat.S_ISDIR(made.st_mode)), (5, 1.25, True))


class Actions(unittest.TestCase):
    class Response:
        def __init__(self) -> None:
            self.headers = Actions.Headers()
            self.cookies: list[Any] = []

        def set_cookie(self, key: str, **arguments: Any) -> None:
            self.cookies.append((key, arguments))

    class Headers(dict):
        def append(self, name: str, value: str) -> None:
            self[name] = self.get(name, "") + value

        def add_vary_header(self, value: str) -> None:
            self["vary"] = value

    def test_every_action(self) -> None:
        response = self.Response()
        actions = [
            {"header_set": ["a", "1"]}, {"header_set": ["b", "2"]}, {"header_append": ["a", {"code_points": [50]}]},
            {"header_setdefault": ["b", "3"]}, {"header_setdefault": ["c", "4"]}, {"header_remove": "b"}, {"header_add_vary": "v"},
            {"set_cookie": {"key": "k", "expires": {"datetime": "2037-01-22T12:00:10Z"}, "secure": True}},
        ]  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a")
            actions.append({"write_file": {"path": path, "content": {"repeat": "ab", "count": 2}}})
            answered = result(TinyPort(response), {**case(actions=actions), "calls": []})
            with open(path) as file:
                self.assertEqual(file.read(), "abab")
        self.assertEqual(answered["construct"], {"kind": "returned"})
        self.assertEqual(response.headers, {"a": "12", "c": "4", "vary": "v"})
        [(key, arguments)] = response.cookies
        self.assertEqual((key, arguments["expires"].year, arguments["secure"]), ("k", 2037, True))

    def test_one_that_raises_ends_the_case_or_the_call(self) -> None:
        actions = [{"header_set": ["a", "1"]}, {"header_remove": "b"}, {"header_set": ["c", "1"]}]
        response = self.Response()
        answered = result(TinyPort(response), case(actions=actions))
        self.assertEqual(answered["calls"], [])
        del answered["construct"]["message"]
        self.assertEqual(answered["construct"], {"kind": "raised", "error": "invalid_argument", "action": 1})
        self.assertEqual(response.headers, {"a": "1"})
        called = result(TinyPort(self.Response()), case(None, {"actions": actions}))["calls"][0]
        self.assertEqual((called["events"], called["outcome"]["action"]), ([], 1))

    def test_a_file_that_cannot_be_written_is_the_adapter_s_own_error(self) -> None:
        with self.assertRaises(OSError):
            result(TinyPort(), case(actions=[{"write_file": {"path": "/none/none", "content": ""}}]))


class Coroutines(unittest.TestCase):
    def test_a_port_may_construct_and_act_in_coroutines(self) -> None:
        class Port(TinyPort):
            async def construct(self, name: str, arguments: dict[str, Any]) -> Any:
                await asyncio.sleep(0)
                return super().construct(name, arguments)

            async def act(self, response: Any, name: str, argument: Any) -> None:
                await asyncio.sleep(0)
                super().act(response, name, argument)

        headers = type("Response", (), {"headers": {}})()
        answered = result(Port(headers), {**case(actions=[{"header_set": ["a", "1"]}, {"header_remove": "b"}]), "calls": []})
        self.assertEqual(headers.headers, {"a": "1"})
        self.assertEqual((answered["construct"]["error"], answered["construct"]["action"]), ("invalid_argument", 1))
        refusing = Port(classes={"starlette.Response": Errors.raising(ValueError())})
        self.assertEqual(result(refusing, case())["construct"]["error"], "invalid_argument")


class Context(unittest.TestCase):
    def test_construction_actions_and_calls_run_in_it(self) -> None:
        current = contextvars.ContextVar("current", default=0)
        seen: list[Any] = []

        class Port(TinyPort):
            @contextlib.asynccontextmanager
            async def context(self):
                token = current.set(1)
                yield
                seen.append("left")
                current.reset(token)

            def construct(self, name, arguments):
                seen.append(current.get())
                return app

            def act(self, response, name, argument):
                seen.append(current.get())

        async def app(scope, receive, send):
            seen.append(current.get())

        set_header = {"header_set": ["a", "b"]}
        result(Port(), case(None, {}, {"actions": [set_header]}, actions=[set_header]))
        self.assertEqual(seen, [1, 1, 1, 1, 1, "left"])

    def test_it_is_left_when_construction_fails_and_when_the_case_is_given_up(self) -> None:
        left: list[str] = []

        class Port(TinyPort):
            @contextlib.asynccontextmanager
            async def context(self):
                try:
                    yield
                finally:
                    left.append("left")

        async def hangs(scope, receive, send):
            await asyncio.Event().wait()

        async def give_up() -> None:
            running = asyncio.create_task(Case(Port(hangs), case()).run())
            await asyncio.sleep(0.01)
            running.cancel()
            await asyncio.wait([running])

        result(Port(), case({"class": "unknown"}))
        self.assertEqual(left, ["left"])
        asyncio.run(give_up())
        self.assertEqual(left, ["left", "left"])


class Application(unittest.TestCase):
    def test_it_is_called_with_the_response_in_its_scope(self) -> None:
        async def application(scope, receive, send):
            for message in scope["response"]:
                await send(message)

        port = TinyPort([START, END], application=application)
        [call] = result(port, case())["calls"]
        self.assertEqual(call, {"events": [SENT_START, SENT_END], "outcome": {"kind": "returned"}})


class Background(unittest.TestCase):
    def test_tasks_record_their_names_and_raise(self) -> None:
        class Port(TinyPort):
            def make(self, background):
                async def app(scope, receive, send):
                    for task in background:
                        await task()

                return app

        tasks = [{"name": "a"}, {"name": "b", "raises": "boom"}, {"name": "c"}]
        called = result(Port(), case(background=tasks))["calls"][0]
        self.assertEqual(called["events"], [{"background": "a"}, {"background": "b"}])
        self.assertEqual((called["outcome"]["error"], called["outcome"]["message"]), ("background", "BackgroundError: boom"))


class Errors(unittest.TestCase):
    def kind_of(self, error: BaseException, **attributes: Any) -> str:
        async def app(scope, receive, send):
            raise error

        with contextlib.redirect_stderr(io.StringIO()) as output:
            construct = result(TinyPort(classes={"starlette.Response": self.raising(error)}, **attributes), case())["construct"]
            call = result(TinyPort(app, **attributes), case())["calls"][0]["outcome"]
        self.assertEqual((construct["kind"], construct["error"]), (call["kind"], call["error"]))
        self.assertEqual(output.getvalue().count("Traceback"), 2 if call["error"] == "other" else 0)
        return call["error"]

    @staticmethod
    def raising(error: BaseException) -> Any:
        def make(**_: Any) -> None:
            raise error

        return make

    def test_python_s_own_errors(self) -> None:
        encoding = UnicodeEncodeError("latin-1", "☃", 0, 1, "no")
        kinds = [
            (encoding, "encoding"), (ValueError(), "invalid_argument"), (TypeError(), "invalid_argument"),
            (KeyError("method"), "invalid_argument"), (AttributeError(), "invalid_argument"),
            (AssertionError(), "invalid_argument"), (CookieError(), "invalid_argument"),
            (FileNotFoundError(), "file_not_found"), (IsADirectoryError(), "not_a_file"),
            (PermissionError(), "source"), (RuntimeError("boom"), "other"), (KeyboardInterrupt(), "other"),
            (SystemExit(1), "other"), (GeneratorExit(), "other"),
        ]  # fmt: skip
        for error, kind in kinds:
            with self.subTest(repr(error)):
                self.assertEqual(self.kind_of(error), kind)

    def test_an_exception_group_is_other(self) -> None:
        try:
            group: Any = eval("ExceptionGroup('g', [ValueError()])")
        except NameError:
            self.skipTest("Python 3.10 has no exception groups")
        self.assertEqual(self.kind_of(group), "other")

    def test_json_that_cannot_be_serialized(self) -> None:
        for value in (float("nan"), {1}):
            port = TinyPort(classes={"starlette.Response": lambda **_: json.dumps(value, allow_nan=False)})
            self.assertEqual(result(port, case())["construct"]["error"], "not_serializable")

    def test_the_port_s_own_errors(self) -> None:
        class Gone(OSError):
            pass

        own = {"errors": ((Gone, "client_disconnect"), (OSError, "timeout")), "error_texts": {"is not a file.": "not_a_file"}}
        kinds = [
            (Gone(), "client_disconnect"), (OSError(), "timeout"), (RuntimeError("it is not a file."), "not_a_file"),
            (ValueError(), "invalid_argument"),
        ]  # fmt: skip
        for error, kind in kinds:
            with self.subTest(repr(error)):
                self.assertEqual(self.kind_of(error, **own), kind)

    def test_a_call_that_raises_does_not_stop_the_next(self) -> None:
        async def app(scope, receive, send):
            await send(START)

        calls = result(TinyPort(app), case(None, {"send": {"fails_at": 1}}, {}))["calls"]
        self.assertEqual([call["outcome"]["kind"] for call in calls], ["raised", "returned"])
        self.assertEqual([call["events"] for call in calls], [[], [SENT_START]])


class Unknown(unittest.TestCase):
    def test_an_unknown_form_is_unsupported_and_never_guessed(self) -> None:
        def stream(step: Any, **more: Any) -> dict[str, Any]:
            return {"class": STREAMING, "content": {"stream": [step], **more}}

        responses = [
            {"class": "starlette.NewResponse"}, {"status_cod": 200}, {"render": "a"}, {"class": STREAMING, "path": "/"},
            {"content": {"xml": "a"}}, {"content": {"text": "a", "trim": True}}, {"content": "a"}, {"content": {"bytes": {"hex": "00"}}},
            {"content": {"bytes": "a", "as": "mmap"}}, {"media_type": {"utf-16": "a"}}, {"headers": [["a", {"utf-16": "a"}]]},
            {"charset": "latin-1"}, stream({"frobnicate": 1}), stream({"text": "a", "loud": True}), stream({"wait": "for it"}),
            stream({"raise": "a", "as": "timeout"}), stream({"text": "a"}, kind="tuple"), stream({"text": "a"}, limit=1),
            stream({"text": "a"}, on_close=[{"text": "a"}]), stream({"wait": "disconnect"}, kind="sync"),
            stream({"event": {"data": "a", "as": "JSONServerSentEvent"}}), stream({"event": {"colour": "a"}}),
            stream({"wait": "shutdown"}, kind="sync"), {"class": EVENTS, "data_sender": []},
        ]  # fmt: skip
        for response in responses:
            with self.subTest(response):
                answered = result(TinyPort(), case(response))
                self.assertEqual((answered["construct"]["kind"], answered["calls"]), ("unsupported", []))
                self.assertTrue(answered["construct"]["reason"].startswith("no "))

    def test_unknown_actions(self) -> None:
        for action in (
            {"header_swap": ["a", "b"]},
            {"set_cookie": {"key": "k", "priority": "high"}},
            {"delete_cookie": {"value": "v"}},
            {},
        ):
            with self.subTest(action):
                self.assertEqual(result(TinyPort(), case(actions=[action]))["construct"]["kind"], "unsupported")
                self.assertEqual(
                    result(TinyPort(), case(None, {"actions": [action]}))["calls"][0]["outcome"]["kind"], "unsupported"
                )

    def test_an_argument_that_the_port_has_no_parameter_for_is_unsupported_and_not_refused(self) -> None:
        class Response:
            def set_cookie(self, key: str) -> None: ...

        def event(data: str) -> str:
            return data

        ports = [
            (TinyPort(classes={"starlette.Response": lambda content: None}), case({"status_code": 204}), "status_code"),
            (TinyPort(Response()), case(actions=[{"set_cookie": {"key": "k", "secure": True}}]), "secure"),
            (TinyPort(events={"ServerSentEvent": event}), case({"class": EVENTS, "content": {"stream": [{"event": {"id": "1"}}]}}), "id"),
        ]
        for port, asked, name in ports:
            with self.subTest(name):
                construct = result(port, asked)["construct"]
                self.assertEqual((construct["kind"], construct["reason"].split(" of ")[0]), ("unsupported", f"no argument {name!r}"))

    def test_a_type_error_for_an_argument_that_it_has_is_a_refusal(self) -> None:
        def make(content: Any) -> None:
            raise TypeError("make() got an unexpected keyword argument 'content'")

        port = TinyPort(classes={"starlette.Response": make})
        self.assertEqual(result(port, case({"content": {"text": "a"}}))["construct"]["error"], "invalid_argument")

    def test_unknown_members_of_a_case_a_call_and_a_scope_are_ignored(self) -> None:
        async def app(scope, receive, send):
            self.assertEqual(scope["new"], {"a": 1})
            await send(END)

        scope = {"type": "http", "headers": [], "new": {"a": 1}}
        answered = result(TinyPort(app), case(None, {"scope": scope, "weather": 1}, mood="good"))
        self.assertEqual(answered["calls"], [{"events": [SENT_END], "outcome": {"kind": "returned"}}])

    def test_a_malformed_case_is_the_adapter_s_error_and_not_the_port_s(self) -> None:
        for response in ({"content": {"bytes": {"base64": "*"}}}, {"headers": [["a"]]}, {"content": {"bytes": {"repeat": "a"}}}):
            with self.subTest(response), self.assertRaises((ValueError, KeyError)):
                result(TinyPort(), case(response))

    def test_a_port_without_background_tasks_is_unsupported(self) -> None:
        from conformance_adapter import Port

        class Bare(TinyPort):
            background = Port.background

        self.assertEqual(result(Bare(), case(background=[{"name": "a"}]))["construct"]["kind"], "unsupported")


class Clock(unittest.TestCase):
    def test_it_stands_still_for_the_case_and_goes_on_after_it_whatever_happens(self) -> None:
        seen = []

        async def app(scope, receive, send):
            seen.append(time.time())
            raise SystemExit

        frozen = case(clock={"datetime": "2037-01-22T12:00:10Z"})
        with contextlib.redirect_stderr(io.StringIO()):
            result(TinyPort(app), frozen)
        with self.assertRaises(KeyError):
            result(TinyPort(app), {**frozen, "calls": [{}]})
        self.assertEqual(seen, [2116238410.0])
        self.assertLess(abs(time.time() - time.clock_gettime(time.CLOCK_REALTIME)), 5)


if __name__ == "__main__":
    unittest.main()
