/** A port of Node's shape: each class is a function that makes a handler of a request and a response. */

import { Readable } from "node:stream";
import { callNodeHandler, Port, serve } from "../conformance-adapter/index.mjs";

class NodePort extends Port {
    name = "node";
    classes = {
        "starlette.PlainTextResponse":
            ({ content, statusCode = 200, headers }) =>
            (request, response) => {
                const text =
                    content === "echo" ? `${request.method} ${request.url} ${request.headers["x-a"]}` : content;
                const body = Buffer.from(text, "utf8");
                const own = { "Content-Length": String(body.length), "Content-Type": "text/plain; charset=utf-8" };
                response.writeHead(statusCode, { ...Object.fromEntries(headers ?? []), ...own }).end(body);
            },
        "starlette.StreamingResponse":
            ({ content }) =>
            (_request, response) => {
                const source = Readable.from(content, { highWaterMark: 1 });
                response.on("close", () => source.destroy());
                source.on("error", (error) => response.destroy(error));
                source.pipe(response);
            },
    };
    features = ["disconnect", "stream.events", "stream.pauses", "send.fails", "cancel"];

    call(handler, call) {
        return callNodeHandler(handler, call);
    }
}

await serve(new NodePort());
