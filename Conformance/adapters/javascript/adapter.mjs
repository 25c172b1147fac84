/**
 * Puts my port behind the adapter protocol: `conformance-run --adapter node -- adapter.mjs`.
 * `conformance-run init` wrote it, and the kit beside it. What is marked with TODO is yours.
 */

import { Port, serve } from "./conformance-adapter/index.mjs";

class EncodingError extends Error {}

/** TODO: import your port's classes in place of this stand-in. */
class PlainTextResponse {
    constructor({ content = null, statusCode = 200, headers = null, mediaType = "text/plain" }) {
        this.body = content instanceof Uint8Array ? content : Buffer.from(content ?? "", "utf8");
        this.status = statusCode;
        const own = { "content-length": String(this.body.length), "content-type": `${mediaType}; charset=utf-8` };
        this.headers = [...(headers ?? []).map(([name, value]) => [name.toLowerCase(), value]), ...Object.entries(own)];
        if (/[^\0-\xff]/u.test(this.headers.join())) throw new EncodingError("a header isn't Latin-1");
    }

    async call(_scope, _receive, send) {
        await send({ type: "http.response.start", status: this.status, headers: this.headers });
        await send({ type: "http.response.body", body: this.body });
    }
}

class MyPort extends Port {
    name = "my port";
    version = "0.1";
    /** TODO: the classes that your port has, by the names of PROTOCOL.md §3. */
    classes = { "starlette.PlainTextResponse": PlainTextResponse };
    /** TODO: the optional features of §7 that it has, and in `lacks` what its classes don't have. */
    features = [];
    /** TODO: the errors that it raises on purpose, by the kinds of §6. */
    errors = [[EncodingError, "encoding"]];
    // TODO: override the methods of Port, such as `construct`, `act` and `call`, where your port differs from Starlette.
}

await serve(new MyPort());
