/** A port with ways that try the kit: it writes to standard output, hangs, and leaves promises behind. */

import { Port, serve } from "../conformance-adapter/index.mjs";

if (process.stdout.isTTY) throw new Error("the tests read through a pipe"); // The look makes the pipe non-blocking.

const start = { type: "http.response.start", status: 200, headers: [["X-Up", Buffer.from("é", "latin1")]] };

/** What a response does, by the text that it is made of. */
const ways = {
    async prints(_scope, _receive, send) {
        console.log("printed");
        process.stdout.write("written\n");
        await send(start);
    },
    async hangs(_scope, _receive, send) {
        await send(start);
        await new Promise(() => {});
    },
    async "waits for receive"(_scope, receive) {
        for (;;) await receive();
    },
    async "keeps a chunk"(_scope, _receive, send) {
        const body = Buffer.from("as it was");
        await send({ type: "http.response.body", body });
        body.fill("x");
    },
    async "sends nonsense"(_scope, _receive, send) {
        await send({ ...start, status: "200" });
        await send({ ...start, headers: [["a"]] });
        await send({ type: "http.response.body", body: "text" });
        await send("nothing");
    },
    async "leaves a rejection"() {
        Promise.reject(new Error("nobody listens"));
    },
    async "raises text"() {
        throw new Error("a lone \ud800 surrogate");
    },
    async "tells the time"(_scope, _receive, send) {
        await send({
            type: "http.response.body",
            body: Buffer.from(`${Date.now()} ${new Date().toISOString()} ${new Date(0).getTime()}`),
        });
    },
    async "raises as cancelled"(_scope, _receive, send, signal) {
        await send(start);
        await send(start).catch(() => {});
        throw new DOMException("it was", signal.aborted ? "AbortError" : "Error");
    },
};

class Awkward extends Port {
    name = "awkward";
    classes = {
        "starlette.PlainTextResponse": ({ content }) => ways[content] ?? echo(content),
        "starlette.StreamingResponse":
            ({ content }) =>
            (...server) =>
                this.stream(content, ...server),
        "starlette.JSONResponse": ({ content }) => echo(Object.keys(content).join()),
    };
    features = ["cancel", "clock", "stream.events", "stream.pauses"];

    async stream(content, _scope, _receive, send, signal) {
        if (Symbol.iterator in content)
            for (const chunk of content)
                await send({ type: "http.response.body", body: Buffer.from(chunk), more_body: true });
        const iterator = content[Symbol.asyncIterator]();
        signal.addEventListener("abort", () => void iterator.return().catch(() => {}));
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
            if (next.value === "stop here") return void (await iterator.return());
            await send({ type: "http.response.body", body: Buffer.from(next.value), more_body: true });
        }
        signal.throwIfAborted();
    }
}

const echo = (content) => (_scope, _receive, send) => send({ type: "http.response.body", body: Buffer.from(content) });

await serve(new Awkward());
