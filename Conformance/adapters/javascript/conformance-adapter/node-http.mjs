/** Ports that write to a Node response: a handler gets an `http.IncomingMessage` and an `http.ServerResponse`. */

import { IncomingMessage, ServerResponse } from "node:http";
import { Duplex } from "node:stream";
import { withClient } from "./client.mjs";

/** Plays Node's server, which calls `handler(request, response)`, for one call of PROTOCOL.md §4. Names of headers become lower case. */
export async function callNodeHandler(handler, call) {
    const gone = new AbortController();
    const socket = new Socket(call);
    const request = requestOf(call.scope, socket);
    const response = new ServerResponse(request);
    // Removing a header that isn't there keeps Node from adding it, and what Node adds isn't the port's.
    for (const name of ["date", "connection", "content-length", "transfer-encoding"]) response.removeHeader(name);
    response.assignSocket(socket);
    socket.on("drain", () => response.emit("drain"));
    const ended = new Promise((resolve, reject) => {
        response.on("finish", resolve).on("close", resolve);
        socket.on("error", reject);
    });
    gone.signal.addEventListener("abort", () => {
        request.destroy();
        socket.destroy();
    });
    await withClient(call, gone, async () => {
        try {
            await handler(request, response);
            await ended;
            if (response.writableFinished) await socket.finish();
            call.signal.throwIfAborted();
        } finally {
            socket.destroy();
        }
    });
}

function requestOf({ method, raw_path: rawPath, path, query_string: query, headers, http_version: version }, socket) {
    const request = new IncomingMessage(socket);
    request.method = method;
    request.httpVersion = version.includes(".") ? version : `${version}.0`;
    [request.httpVersionMajor, request.httpVersionMinor] = request.httpVersion.split(".").map(Number);
    request.url = `${rawPath?.length > 0 ? rawPath.toString("latin1") : encodeURI(path)}${query?.length > 0 ? `?${query}` : ""}`;
    for (const pair of headers) {
        const [name, value] = pair.map((part) => part.toString("latin1"));
        request.rawHeaders.push(name, value);
        request.headers[name.toLowerCase()] = value;
    }
    request.push(null);
    request.complete = true;
    return request;
}

/** The connection of a response: it reads the head that Node writes, and sends what follows as the body's chunks. */
class Socket extends Duplex {
    #call;
    #head = Buffer.alloc(0);
    #hasStarted = false;

    constructor(call) {
        super({ decodeStrings: true, emitClose: true });
        this.#call = call;
    }

    _read() {}

    _write(data, _encoding, done) {
        this.#take(data).then(() => done(), done);
    }

    /** Sends the end of the body. */
    async finish() {
        await this.#call.send({ type: "http.response.body", body: Buffer.alloc(0), more_body: false });
    }

    async #take(data) {
        let body = data;
        if (!this.#hasStarted) {
            this.#head = Buffer.concat([this.#head, data]);
            const end = this.#head.indexOf("\r\n\r\n");
            if (end < 0) return;
            this.#hasStarted = true;
            body = this.#head.subarray(end + 4);
            await this.#call.send(startOf(this.#head.toString("latin1", 0, end)));
        }
        if (body.length > 0) await this.#call.send({ type: "http.response.body", body, more_body: true });
    }
}

/** The start message of a response's head. */
function startOf(head) {
    const [line, ...fields] = head.split("\r\n");
    const headers = fields.map((field) => {
        const colon = field.indexOf(":");
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).replace(/^ /, "")];
    });
    return { type: "http.response.start", status: Number(line.split(" ")[1]), headers };
}
