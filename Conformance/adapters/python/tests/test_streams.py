"""Streams, their finalization, and the sender of data (PROTOCOL.md §3 and §4)."""

from __future__ import annotations

import asyncio
import time
import unittest
from typing import Any

from ports import DISCONNECT, END, EVENTS, SENT_START, START, STREAMING, TinyPort, case, result


class StreamingPort(TinyPort):
    """Its response sends what its `content` yields, in a thread where that is a plain generator."""

    def make(self, **arguments: Any) -> Any:
        content = arguments["content"]

        async def chunks():
            if hasattr(content, "__aiter__"):
                async for chunk in content:
                    yield chunk
            else:
                while (chunk := await asyncio.to_thread(next, content, None)) is not None:
                    yield chunk

        async def app(scope, receive, send):
            sender = asyncio.create_task(arguments["data_sender_callable"]()) if "data_sender_callable" in arguments else None
            await send(START)
            async for chunk in chunks():
                if chunk == "shut down":
                    arguments["shutdown_event"].set()
                if chunk == "stop":
                    return
                await send({**END, "body": chunk.encode() if isinstance(chunk, str) else chunk, "more_body": True})
            await send(END)
            if sender is not None:
                await sender

        return app


def streamed(*steps: dict[str, Any], call: dict[str, Any] | None = None, **content: Any) -> tuple[list[Any], dict[str, Any]]:
    """The events, with sends as their bodies, and the outcome of a stream with these steps."""
    response = {"class": STREAMING, "content": {"stream": list(steps), **content}}
    answered = result(StreamingPort(), case(response, call or {}))
    if not answered["calls"]:
        return [], answered["construct"]
    events = [event["send"].get("body", "start") if "send" in event else event for event in answered["calls"][0]["events"]]
    return events, answered["calls"][0]["outcome"]


class Streams(unittest.TestCase):
    def test_steps_are_recorded_when_they_begin_and_before_their_effect(self) -> None:
        for kind in ("async", "sync"):
            with self.subTest(kind):
                events, outcome = streamed({"text": "a"}, {"sleep_ms": 1}, {"bytes": {"base64": "/w=="}}, kind=kind)
                pulled = [{"pulled": index} for index in range(3)]
                self.assertEqual(events, ["start", pulled[0], "a", pulled[1], pulled[2], {"base64": "/w=="}, ""])
                self.assertEqual(outcome, {"kind": "returned"})

    def test_a_stream_that_raises_has_not_been_closed(self) -> None:
        for kind in ("async", "sync"):
            for form in ({"raise": "boom"}, {"raise": "boom", "as": "io"}):
                with self.subTest(kind, form=form):
                    events, outcome = streamed(form, {"text": "never"}, kind=kind)
                    self.assertEqual(events, ["start", {"pulled": 0}])
                    self.assertEqual((outcome["kind"], outcome["error"]), ("raised", "source"))
                    self.assertTrue(outcome["message"].endswith(": boom"))

    def test_the_language_s_own_io_error(self) -> None:
        self.assertTrue(streamed({"raise": "boom", "as": "io"})[1]["message"].startswith("SourceIOError"))
        errors = []

        class Port(TinyPort):
            def make(self, content):
                async def app(scope, receive, send):
                    try:
                        await content.__anext__()
                    except OSError as error:
                        errors.append(error)

                return app

        result(Port(), case({"class": STREAMING, "content": {"stream": [{"raise": "boom", "as": "io"}]}}))
        self.assertEqual(len(errors), 1)

    def test_a_stream_that_was_left_early_is_closed_before_the_result(self) -> None:
        for kind in ("async", "sync"):
            for on_close in ([], [{"sleep_ms": 1}], [{"raise": "nobody sees it"}]):
                with self.subTest(kind, on_close=on_close):
                    events, outcome = streamed({"text": "stop"}, {"text": "b"}, kind=kind, on_close=on_close)
                    self.assertEqual(events, ["start", {"pulled": 0}, {"closed": True}])
                    self.assertEqual(outcome, {"kind": "returned"})

    def test_on_close_takes_its_time(self) -> None:
        for kind in ("async", "sync"):
            with self.subTest(kind):
                start = time.monotonic()
                streamed({"text": "stop"}, kind=kind, on_close=[{"sleep_ms": 30}, {"sleep_ms": 30}])
                self.assertGreaterEqual(time.monotonic() - start, 0.06)

    def test_a_stream_that_was_not_started_or_has_ended_is_not_closed(self) -> None:
        for kind in ("async", "sync"):
            with self.subTest(kind):
                self.assertEqual(streamed({"text": "a"}, kind=kind, call={"send": {"fails_at": 1}})[0], [])
                self.assertNotIn({"closed": True}, streamed(kind=kind)[0])

    def test_a_stream_that_waits_is_closed_by_the_cancellation(self) -> None:
        class Port(StreamingPort):
            async def call(self, response, scope, receive, send):
                streaming = asyncio.create_task(response(scope, receive, send))
                await receive()
                await asyncio.sleep(0.01)
                streaming.cancel()
                await asyncio.wait([streaming])
                await send(END)

        for on_close in ([], [{"sleep_ms": 1}]):
            stream = {"stream": [{"text": "a"}, {"wait": "disconnect"}, {"text": "b"}], "on_close": on_close}
            answered = result(
                Port(), case({"class": STREAMING, "content": stream}, {"receive": [{**DISCONNECT, "after_sends": 2, "after_ms": 20}]})
            )
            events = [list(event)[0] for event in answered["calls"][0]["events"]]
            with self.subTest(on_close=on_close):
                self.assertEqual(events, ["send", "pulled", "send", "pulled", "received", "closed", "send"])

    def test_closed_is_recorded_in_the_call_that_started_the_stream(self) -> None:
        response = {"class": STREAMING, "content": {"stream": [{"text": "stop"}, {"text": "b"}, {"text": "c"}]}}
        answered = result(StreamingPort(), case(response, {}, {"send": {"fails_at": 1}}))
        self.assertEqual(answered["calls"][0]["events"][-1], {"closed": True})
        self.assertEqual(answered["calls"][1]["events"], [])

    def test_a_stream_that_is_still_being_read_is_closed_when_the_reader_stops(self) -> None:
        class Port(TinyPort):
            def make(self, content):
                async def app(scope, receive, send):
                    reader = asyncio.create_task(content.__anext__())
                    await asyncio.sleep(0)
                    asyncio.get_running_loop().call_later(0.12, reader.cancel)

                return app

        content = {"stream": [{"sleep_ms": 60_000}]}
        answered = result(Port(), case({"class": STREAMING, "content": content}))
        self.assertEqual(answered["calls"][0]["events"], [{"pulled": 0}, {"closed": True}])

    def test_a_stream_that_waits_goes_on_when_the_call_ends(self) -> None:
        class Port(TinyPort):
            def make(self, content):
                async def app(scope, receive, send):
                    self.reader = asyncio.create_task(content.__anext__())
                    await asyncio.sleep(0)

                return app

        content = {"stream": [{"wait": "disconnect"}, {"text": "a"}]}
        answered = result(Port(), case({"class": STREAMING, "content": content}))
        self.assertEqual(answered["calls"][0]["events"], [{"pulled": 0}, {"pulled": 1}, {"closed": True}])

    def test_kinds_of_python(self) -> None:
        steps = [{"text": "a"}, {"text": "b"}]
        for kind in ("async_iterable", "async_iterator"):
            with self.subTest(kind):
                self.assertEqual(streamed(*steps, kind=kind)[0], ["start", {"pulled": 0}, "a", {"pulled": 1}, "b", ""])
        port = TinyPort()
        for kind, wanted in (("list", ["a", "b"]), ("file_like", b"ab")):
            values = [{"bytes": step["text"]} for step in steps] if kind == "file_like" else steps
            result(port, {**case({"class": STREAMING, "content": {"stream": values, "kind": kind}}), "calls": []})
            content = port.arguments["content"]
            self.assertEqual(content.read() if kind == "file_like" else content, wanted)

    def test_a_shutdown_event_is_passed_where_a_step_waits_for_it(self) -> None:
        response = {"class": EVENTS, "content": {"stream": [{"text": "shut down"}, {"wait": "shutdown"}, {"text": "b"}]}}
        answered = result(StreamingPort(), case(response))
        bodies = [event["send"].get("body") for event in answered["calls"][0]["events"] if "send" in event]
        self.assertEqual(bodies, [None, "shut down", "b", ""])
        port = TinyPort()
        result(port, {**case({"class": EVENTS, "content": {"stream": []}}), "calls": []})
        self.assertNotIn("shutdown_event", port.arguments)

    def test_a_channel_hands_on_what_its_sender_pushes(self) -> None:
        response = {
            "class": EVENTS,
            "content": {"channel": True},
            "data_sender": [{"text": "a"}, {"sleep_ms": 1}, {"bytes": "b"}],
        }
        answered = result(StreamingPort(), case(response))
        self.assertEqual(
            [event["send"].get("body", "start") for event in answered["calls"][0]["events"]], ["start", "a", "b", ""]
        )
        response["data_sender"] = [{"text": "stop"}, {"text": "b"}]
        self.assertEqual(result(StreamingPort(), case(response))["calls"][0]["events"], [SENT_START, {"closed": True}])

    def test_a_push_returns_when_the_stream_has_handed_it_on(self) -> None:
        order = []

        class Port(TinyPort):
            def make(self, content, data_sender_callable):
                async def app(scope, receive, send):
                    sender = asyncio.create_task(data_sender_callable())
                    await asyncio.sleep(0.02)
                    order.append(sender.done())
                    order.append(await content.__anext__())
                    await asyncio.sleep(0.01)
                    order.append(sender.done())

                return app

        result(Port(), case({"class": EVENTS, "content": {"channel": True}, "data_sender": [{"text": "a"}]}))
        self.assertEqual(order, [False, "a", True])


if __name__ == "__main__":
    unittest.main()
