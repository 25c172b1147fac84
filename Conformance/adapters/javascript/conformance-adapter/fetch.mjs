/** Ports that answer as the Fetch API does: a handler gets a `Request` and returns a `Response`. */

import { withClient } from "./client.mjs";

/** Plays the platform that calls `handler(request)`, for one call of PROTOCOL.md §4. */
export async function callFetchHandler(handler, call) {
    const gone = new AbortController();
    await withClient(call, gone, async () => {
        const response = await handler(requestOf(call.scope, gone.signal));
        const reader = response.body?.getReader();
        const drop = () => reader?.cancel(gone.signal.reason).catch(() => {});
        gone.signal.addEventListener("abort", drop);
        try {
            await call.send({ type: "http.response.start", status: response.status, headers: [...response.headers] });
            for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader.read()) {
                await call.send({ type: "http.response.body", body: chunk.value, more_body: true });
            }
            call.signal.throwIfAborted();
            if (!gone.signal.aborted)
                await call.send({ type: "http.response.body", body: new Uint8Array(), more_body: false });
        } finally {
            drop();
        }
    });
}

/** The `Request` of a scope. */
function requestOf(scope, signal) {
    const headers = scope.headers.map((pair) => pair.map((part) => part.toString("latin1")));
    return new Request(urlOf(scope, headers), { method: scope.method, headers, signal });
}

function urlOf({ scheme = "http", path, query_string: query }, headers) {
    const [, host] = headers.find(([name]) => name.toLowerCase() === "host") ?? ["host", "localhost"];
    const target = encodeURI(path).replaceAll("?", "%3F").replaceAll("#", "%23");
    return `${scheme}://${host}${target}${query?.length > 0 ? `?${query}` : ""}`;
}
