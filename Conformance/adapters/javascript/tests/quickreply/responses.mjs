/** A small port of Starlette's response classes, as its author would have it: what the kit's tests put behind the kit. */

export class InvalidArgument extends Error {}
export class EncodingError extends Error {}
export class NotSerializable extends Error {}
export class ClientDisconnect extends Error {}

const latin1 = (text) => {
    if (/[^\u0000-\u00ff]/u.test(text)) throw new EncodingError(`not Latin-1: ${text}`);
    return Buffer.from(text, "latin1");
};

export const utf8 = (text) => {
    if (/\p{Surrogate}/u.test(text)) throw new EncodingError("a lone surrogate");
    return Buffer.from(text, "utf8");
};

/** The headers of a response, in order. */
export class Headers {
    raw = [];

    get(name) {
        return this.raw.find(([own]) => own.equals(latin1(name.toLowerCase())))?.[1].toString("latin1");
    }

    append(name, value) {
        this.raw.push([latin1(name.toLowerCase()), latin1(value)]);
    }

    set(name, value) {
        const [key, content] = [latin1(name.toLowerCase()), latin1(value)];
        const first = this.raw.findIndex(([own]) => own.equals(key));
        if (first < 0) this.raw.push([key, content]);
        else
            this.raw = this.raw
                .filter(([own], index) => index <= first || !own.equals(key))
                .map((pair, index) => (index === first ? [pair[0], content] : pair));
    }

    setDefault(name, value) {
        const there = this.get(name);
        if (there === undefined) this.append(name, value);
        return there ?? value;
    }

    delete(name) {
        const key = latin1(name.toLowerCase());
        this.raw = this.raw.filter(([own]) => !own.equals(key));
    }

    addVary(value) {
        const there = this.raw.filter(([name]) => name.toString() === "vary").map(([, own]) => own.toString("latin1"));
        this.set("vary", [...there, value].join(", "));
    }

    copy() {
        return Object.assign(new Headers(), { raw: this.raw.map((pair) => [...pair]) });
    }
}

export class Response {
    static mediaType = null;

    constructor({ content = null, statusCode = 200, headers = null, mediaType = null, background = null } = {}) {
        this.statusCode = statusCode;
        this.mediaType = mediaType ?? this.constructor.mediaType;
        this.background = background;
        this.body = this.render(content);
        this.setHeaders(headers);
    }

    render(content) {
        return content === null ? Buffer.alloc(0) : content instanceof Uint8Array ? content : utf8(content);
    }

    setHeaders(given) {
        this.headers = new Headers();
        for (const [name, value] of given ?? []) this.headers.append(name, value);
        const hasBody = this.body !== undefined && this.statusCode >= 200 && ![204, 304].includes(this.statusCode);
        if (hasBody) this.headers.setDefault("content-length", String(this.body.length));
        if (this.mediaType === null) return;
        const isText = this.mediaType.startsWith("text/") && !this.mediaType.toLowerCase().includes("charset=");
        if (this.headers.get("content-type") === undefined)
            this.headers.append("content-type", this.mediaType + (isText ? "; charset=utf-8" : ""));
    }

    async call(scope, _receive, send) {
        const answer = scope.type === "websocket" ? denial(send) : send;
        await answer({ type: "http.response.start", status: this.statusCode, headers: this.headers.raw });
        await answer({ type: "http.response.body", body: this.body });
        await this.background?.();
    }
}

export const denial = (send) => (message, options) => send({ ...message, type: `websocket.${message.type}` }, options);

export class HTMLResponse extends Response {
    static mediaType = "text/html";
}

export class PlainTextResponse extends Response {
    static mediaType = "text/plain";
}

export class JSONResponse extends Response {
    static mediaType = "application/json";

    render(content) {
        return utf8(json(content));
    }
}

/** JSON without escapes that it needn't have, and without numbers that it can't hold. */
export function json(content) {
    const text = JSON.stringify(content, (_, value) => {
        if (typeof value === "number" && !Number.isFinite(value)) throw new NotSerializable(String(value));
        return value;
    });
    return text.replace(/\\u(d[89a-f]..)/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}

export class RedirectResponse extends Response {
    constructor({ url, statusCode = 307, headers = null, background = null }) {
        super({ content: Buffer.alloc(0), statusCode, headers, background });
        const quoted = utf8(url)
            .toString("latin1")
            .replace(/[^A-Za-z0-9_.\-~:/%#?=@[\]!$&'()*+,;]/g, percentEncoded);
        this.headers.set("location", quoted);
    }
}

export const percentEncoded = (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** Runs tasks side by side until the first has ended or failed, cancels the others by their signal, and waits for them. */
export async function firstOf(signal, ...tasks) {
    const controller = new AbortController();
    const cancel = () => controller.abort(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel);
    const running = tasks.map(async (task) => task(controller.signal));
    await Promise.race(running).catch(() => {});
    controller.abort();
    signal.removeEventListener("abort", cancel);
    const failed = (await Promise.allSettled(running)).find(
        ({ reason }) => reason !== undefined && reason.name !== "AbortError",
    );
    if (failed) throw failed.reason;
    signal.throwIfAborted();
}

/** The chunks of a stream, until the signal is aborted: then it is closed, even while it is being waited for. */
export async function* chunks(stream, signal) {
    const iterator = stream[Symbol.asyncIterator]?.() ?? stream[Symbol.iterator]();
    const closing = new AbortController();
    let isOver = false;
    const close = async () => iterator.return?.();
    const aborted = new Promise((_, reject) => {
        const stop = () => reject(signal.reason);
        if (signal?.aborted) stop();
        signal?.addEventListener("abort", stop, { signal: closing.signal });
    });
    aborted.catch(() => {});
    try {
        for (;;) {
            const next = Promise.resolve(iterator.next());
            next.catch(() => {});
            const { done, value } = await Promise.race([next, aborted]);
            if (done) {
                isOver = true;
                return;
            }
            yield value;
        }
    } catch (error) {
        isOver = !signal?.aborted; // The stream itself has failed.
        throw error;
    } finally {
        closing.abort();
        if (!isOver) await close();
    }
}

export class StreamingResponse extends Response {
    constructor({ content, ...given }) {
        super(given);
        this.stream = content;
        this.headers.delete("content-length");
        if (given.headers?.some(([name]) => name.toLowerCase() === "content-length")) this.setHeaders(given.headers);
    }

    render() {
        return undefined;
    }

    async call(scope, receive, send, signal) {
        if (scope.type === "websocket") await this.send(denial(send), signal);
        else if (hasSendErrors(scope)) await this.send(send, signal).catch(throwDisconnect);
        else
            await firstOf(
                signal,
                (inner) => this.send(send, inner),
                (inner) => disconnected(receive, inner),
            );
        await this.background?.();
    }

    async send(send, signal) {
        await send({ type: "http.response.start", status: this.statusCode, headers: this.headers.raw }, { signal });
        for await (const chunk of chunks(this.stream, signal)) {
            await send(
                {
                    type: "http.response.body",
                    body: chunk instanceof Uint8Array ? chunk : utf8(chunk),
                    more_body: true,
                },
                { signal },
            );
        }
        await send({ type: "http.response.body", body: Buffer.alloc(0), more_body: false }, { signal });
    }
}

/** Whether the server's `send` fails once the client has gone, as from ASGI 2.4 on. */
export function hasSendErrors({ asgi }) {
    const [major, minor = 0] = (asgi?.spec_version ?? "2.0").split(".").map(Number);
    return major > 2 || (major === 2 && minor >= 4);
}

export async function disconnected(receive, signal) {
    let message;
    do message = await receive({ signal });
    while (message.type !== "http.disconnect");
    return message;
}

function throwDisconnect(error) {
    throw error.code === undefined || error.name === "AbortError" ? error : new ClientDisconnect();
}
