/** The kit against PROTOCOL.md, with ports that are awkward on purpose: `node --test tests`. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { bodyOf, call, namesOf, resultOf, withAdapter } from "./support.mjs";

const awkward = "awkward-adapter.mjs";
const text = (content, ...calls) => ({
    response: { class: "starlette.PlainTextResponse", content: { text: content } },
    calls: calls.length > 0 ? calls : [call()],
});
const stream = (steps, { kind, on_close, ...script } = {}) => ({
    response: {
        class: "starlette.StreamingResponse",
        content: { stream: steps, ...(kind && { kind }), ...(on_close && { on_close }) },
    },
    calls: [call(script)],
});

test("the hello says what the port claims", async () => {
    const hello = await withAdapter(awkward, (adapter) => adapter.greet());
    assert.equal(hello.implementation.name, "awkward");
    assert.deepEqual(hello.features, ["cancel", "clock", "stream.events", "stream.pauses"]);
    assert.equal(hello.isolates, true);
});

test("what a port prints goes to standard error", async () => {
    await withAdapter(awkward, async (adapter) => {
        const { calls } = await adapter.ask(text("prints"));
        assert.deepEqual(calls[0].events[0].send.headers, [["X-Up", "é"]]);
        assert.match(adapter.errors, /printed\nwritten/);
    });
});

test("results fill a pipe that nobody reads yet, which doesn't block", async () => {
    const body = "x".repeat(65_535);
    await withAdapter(awkward, async (adapter) => {
        adapter.process.stdout.pause();
        const results = Array.from({ length: 40 }, () => adapter.ask(text(body)));
        await new Promise((resolve) => setTimeout(resolve, 300));
        adapter.process.stdout.resume();
        for (const result of await Promise.all(results)) assert.equal(bodyOf(result.calls[0]), body);
    });
});

test("a large body is sent as its digest", async () => {
    const content = { bytes: { repeat: "0123456789", count: 100_000 } };
    const { calls } = await resultOf(awkward, {
        response: { class: "starlette.PlainTextResponse", content },
        calls: [call()],
    });
    const sha256 = createHash("sha256").update("0123456789".repeat(100_000)).digest("hex");
    assert.deepEqual(calls[0].events[0].send.body, { sha256, length: 1_000_000 });
});

test("a body is recorded as it is when it is sent", async () => {
    assert.equal(bodyOf((await resultOf(awkward, text("keeps a chunk"))).calls[0]), "as it was");
});

test("a value of a wrong type is invalid, and no error", async () => {
    const { calls } = await resultOf(awkward, text("sends nonsense"));
    const [first, second, third, fourth] = calls[0].events.map(({ send }) => send);
    assert.deepEqual(first.status, { invalid: 'string "200"' });
    assert.deepEqual(second.headers, { invalid: 'object [["a"]]' });
    assert.deepEqual(third.body, { invalid: 'string "text"' });
    assert.equal(fourth.type, "invalid");
});

test("a promise that is rejected unheard is shown, and ends nothing", async () => {
    await withAdapter(awkward, async (adapter) => {
        await adapter.ask(text("leaves a rejection"));
        assert.deepEqual((await adapter.ask(text("a"))).calls[0].outcome, { kind: "returned" });
        assert.match(adapter.errors, /unhandled rejection: Error: nobody listens/);
    });
});

test("no line holds a lone surrogate", async () => {
    const { calls } = await resultOf(awkward, text("raises text"));
    assert.deepEqual(calls[0].outcome, { kind: "raised", error: "other", message: "Error: a lone ? surrogate" });
});

test("U+2028 doesn't end a line, and neither does the end of a chunk", async () => {
    await withAdapter(awkward, async (adapter) => {
        const line = JSON.stringify({ op: "case", id: "split", ...text("a\u2028b") });
        const answer = new Promise((resolve) => adapter.lines.once("line", (result) => resolve(JSON.parse(result))));
        adapter.process.stdin.write(line.slice(0, 50));
        await new Promise((resolve) => setTimeout(resolve, 20));
        adapter.process.stdin.write(`${line.slice(50)}\n`);
        assert.equal(bodyOf((await answer).calls[0]), "a\u2028b");
    });
});

for (const [what, spec, reason] of [
    ["class", { response: { class: "starlette.Nothing" } }, "no class 'starlette.Nothing'"],
    ["class that every object has", { response: { class: "toString" } }, "no class 'toString'"],
    [
        "argument",
        { response: { class: "starlette.PlainTextResponse", constructor: 1 } },
        "no argument 'constructor' of starlette.PlainTextResponse",
    ],
    [
        "content",
        { response: { class: "starlette.PlainTextResponse", content: { texts: "a" } } },
        'no content {"texts":"a"}',
    ],
    [
        "step",
        { response: { class: "starlette.StreamingResponse", content: { stream: [{ jump: 1 }] } } },
        'no step {"jump":1}',
    ],
    [
        "kind of stream",
        { response: { class: "starlette.StreamingResponse", content: { stream: [], kind: "file_like" } } },
        "no stream of kind 'file_like'",
    ],
    ["action", { actions: [{ jump: {} }] }, 'no action {"jump":{}}'],
    ["method", { actions: [{ header_set: ["a", "b"] }] }, "no action 'header_set': there is no method 'set'"],
    [
        "order of members",
        {
            response: {
                class: "starlette.JSONResponse",
                content: {
                    json: {
                        $pairs: [
                            ["b", 1],
                            ["7", 2],
                        ],
                    },
                },
            },
        },
        "no object with these names in this order",
    ],
]) {
    test(`an unknown ${what} is unsupported`, async () => {
        const { construct } = await resultOf(awkward, { ...text("a"), ...spec });
        assert.equal(construct.kind, "unsupported");
        assert.equal(construct.reason, reason);
    });
}

test("a case without its parts is the adapter's error, and the next is answered", async () => {
    await withAdapter(awkward, async (adapter) => {
        assert.match(
            (await adapter.ask({ response: { class: "starlette.PlainTextResponse", content: { text: "a" } } })).error,
            /TypeError/,
        );
        assert.equal(bodyOf((await adapter.ask(text("a"))).calls[0]), "a");
    });
});

test("a line that is no object ends the adapter with a sentence", async () => {
    await assert.rejects(
        withAdapter(awkward, async (adapter) => {
            adapter.send("[1]");
            await adapter.ask(text("a"));
        }),
        /exit status 1: the runner sent a line that is no JSON object: it is \[1\]/,
    );
});

// Giving up

test("a call that hangs is given up, and leaks", async () => {
    await withAdapter(awkward, async (adapter) => {
        const { construct, calls } = await adapter.ask({ ...text("hangs"), deadline_ms: 50 });
        assert.deepEqual(construct, { kind: "returned" });
        assert.deepEqual(calls[0].outcome, { kind: "gave_up", leaked: true });
        assert.deepEqual(namesOf(calls[0]), ["start"]);
        assert.match(
            adapter.errors,
            /gave up on case 1: its 50 ms are over, and the port waits for something of its own/,
        );
    });
});

test("a call that waits for the kit is given up, and says for what", async () => {
    await withAdapter(awkward, async (adapter) => {
        const { calls } = await adapter.ask({ ...text("waits for receive"), deadline_ms: 50 });
        assert.deepEqual(calls[0].outcome, { kind: "gave_up" });
        assert.match(adapter.errors, /the port waits for receive\(\)/);
    });
});

test("a case that sends more than it may is given up at once, without that send", async () => {
    await withAdapter(awkward, async (adapter) => {
        const { calls } = await adapter.ask({
            ...stream([{ text: "1234" }, { text: "5678" }]),
            limit_bytes: 7,
            deadline_ms: 60_000,
        });
        assert.equal(calls[0].outcome.kind, "gave_up");
        assert.equal(bodyOf(calls[0]), "1234");
        assert.match(adapter.errors, /it sends more than limit_bytes, and the port waits for send 2/);
    });
});

test("other cases go on while one hangs", async () => {
    await withAdapter(awkward, async (adapter) => {
        const hanging = adapter.ask({ ...text("hangs"), deadline_ms: 200 });
        assert.equal(bodyOf((await adapter.ask(text("a"))).calls[0]), "a");
        assert.equal((await hanging).calls[0].outcome.kind, "gave_up");
    });
});

// Scripts

test("a cancelled call that raises an AbortError is cancelled", async () => {
    const { calls } = await resultOf(awkward, text("raises as cancelled", call({ cancel_after_sends: 1 })));
    assert.deepEqual(calls[0].outcome, { kind: "cancelled" });
});

test("the clock is frozen for a case", async () => {
    const { calls } = await resultOf(awkward, {
        ...text("tells the time"),
        clock: { datetime: "2037-01-22T12:00:10Z" },
    });
    assert.equal(bodyOf(calls[0]), "2116238410000 2037-01-22T12:00:10.000Z 0");
});

test("a stream that waits is closed at once, and does what it does then", async () => {
    const test = stream([{ text: "a" }, { wait: "disconnect" }], {
        on_close: [{ sleep_ms: 1 }, { raise: "boom" }],
        cancel_after_sends: 1,
    });
    test.response.content.stream.splice(1, 0, { text: "b" });
    const { calls } = await resultOf(awkward, test);
    assert.deepEqual(namesOf(calls[0]), ["pulled", "body", "pulled", "closed"]);
});

test("a stream that is left in the middle is closed in its call, once", async () => {
    const { calls } = await resultOf(awkward, stream([{ text: "a" }, { text: "stop here" }, { text: "b" }]));
    assert.deepEqual(namesOf(calls[0]), ["pulled", "body", "pulled", "closed"]);
});

test("a stream in the language's other forms", async () => {
    for (const kind of ["async_iterable", "async_iterator"]) {
        assert.equal(
            bodyOf((await resultOf(awkward, stream([{ text: "a" }, { text: "b" }], { kind }))).calls[0]),
            "ab",
        );
    }
});

// Other shapes

for (const [shape, adapter] of [
    ["Fetch", "fetch-adapter.mjs"],
    ["Node", "node-adapter.mjs"],
]) {
    test(`${shape}: a handler gets the request`, async () => {
        const scope = {
            method: "POST",
            path: "/a b/ü",
            raw_path: "/a%20b/%C3%BC",
            query_string: "q=1",
            headers: [
                ["host", "example.org"],
                ["X-A", "é"],
            ],
        };
        const { calls } = await resultOf(adapter, text("echo", call({ scope })));
        const url = shape === "Fetch" ? "http://example.org/a%20b/%C3%BC?q=1" : "/a%20b/%C3%BC?q=1";
        assert.equal(bodyOf(calls[0]), `POST ${url} é`);
    });

    test(`${shape}: what the platform adds isn't recorded`, async () => {
        const test = text("hi");
        test.response.headers = [["X-A", "é"]];
        const { calls } = await resultOf(adapter, test);
        const start = calls[0].events.find(({ send }) => send?.type === "http.response.start").send;
        assert.equal(start.status, 200);
        const names = start.headers.map(([name]) => name);
        assert.ok(!names.some((name) => ["date", "connection", "transfer-encoding"].includes(name)), String(names));
        assert.deepEqual(
            start.headers.find(([name]) => name === "x-a"),
            ["x-a", "é"],
        );
        assert.equal(bodyOf(calls[0]), "hi");
    });

    test(`${shape}: a body larger than any buffer arrives whole`, async () => {
        const { calls } = await resultOf(
            adapter,
            stream([{ text: "a" }, { bytes: { repeat: "x", count: 200_000 } }, { text: "b" }]),
        );
        assert.deepEqual(calls[0].outcome, { kind: "returned" });
        const sizes = calls[0].events.map(({ send }) => send?.body?.length ?? 0);
        assert.equal(
            sizes.reduce((sum, size) => sum + size, 0),
            200_002,
        );
    });

    test(`${shape}: a client that goes closes the stream, and nothing more is sent`, async () => {
        const test = stream([{ text: "a" }, { wait: "disconnect" }], {
            receive: [{ message: { type: "http.disconnect" }, after_sends: 2 }],
        });
        const { calls } = await resultOf(adapter, test);
        assert.deepEqual(calls[0].outcome, { kind: "returned" });
        assert.equal(bodyOf(calls[0]), "a");
        assert.ok(namesOf(calls[0]).includes("closed"));
    });

    test(`${shape}: a cancelled call is cancelled`, async () => {
        const { calls } = await resultOf(
            adapter,
            stream([{ text: "a" }, { text: "b" }, { wait: "disconnect" }], { cancel_after_sends: 1 }),
        );
        assert.deepEqual(calls[0].outcome, { kind: "cancelled" });
        assert.ok(namesOf(calls[0]).includes("closed"));
    });

    test(`${shape}: an error of the stream comes out of the call`, async () => {
        const { calls } = await resultOf(adapter, stream([{ text: "a" }, { raise: "boom" }]));
        assert.equal(calls[0].outcome.error, "source");
    });
}

test("Node: a send that fails comes out of the call", async () => {
    const { calls } = await resultOf(
        "node-adapter.mjs",
        stream([{ text: "a" }, { text: "b" }], { send: { fails_at: 2 } }),
    );
    assert.equal(calls[0].outcome.error, "send");
});
