/** A port of the Fetch API's shape: each class is a function that makes a handler. */

import { callFetchHandler, Port, serve } from "../conformance-adapter/index.mjs";

class FetchPort extends Port {
    name = "fetch";
    classes = {
        "starlette.PlainTextResponse":
            ({ content, statusCode, headers }) =>
            (request) => {
                const body =
                    content === "echo" ? `${request.method} ${request.url} ${request.headers.get("x-a")}` : content;
                return new Response(body, {
                    status: statusCode,
                    headers: [...(headers ?? []), ["content-type", "text/plain; charset=utf-8"]],
                });
            },
        "starlette.StreamingResponse":
            ({ content }) =>
            (request) =>
                new Response(streamOf(content, request.signal)),
    };
    features = ["disconnect", "stream.events", "stream.pauses", "cancel"];

    call(handler, call) {
        return callFetchHandler(handler, call);
    }
}

/** A stream whose source is closed when its reader or the client goes. */
function streamOf(source, signal) {
    signal.addEventListener("abort", () => void source.return().catch(() => {}));
    return new ReadableStream({
        async pull(controller) {
            const { done, value } = await source.next();
            if (done) controller.close();
            else controller.enqueue(value instanceof Uint8Array ? value : Buffer.from(value, "utf8"));
        },
        cancel: () => source.return().then(() => {}),
    });
}

await serve(new FetchPort());
