/** The port's event streams. */

import { setTimeout as sleep } from "node:timers/promises";
import { chunks, denial, disconnected, firstOf, InvalidArgument, json, Response, utf8 } from "./responses.mjs";

export class SendTimeout extends Error {}

/** One server-sent event. */
export class ServerEvent {
    constructor(members) {
        Object.assign(this, members);
    }

    encode(separator = "\r\n") {
        const sep = this.sep ?? separator;
        const field = (name, text) => `${name}: ${text}${sep}`;
        const lines = (value) => String(value).split(/\r\n|\r|\n/);
        const oneLine = (text) => text.replace(/\r\n|\r|\n/g, "");
        let text = "";
        if (this.comment != null) for (const line of lines(this.comment)) text += field("", line);
        if (this.id != null) text += field("id", oneLine(this.id));
        if (this.event != null) text += field("event", oneLine(this.event));
        if (this.data != null) for (const line of lines(this.data)) text += field("data", line);
        if (this.retry != null) text += field("retry", this.retry);
        return utf8(text + sep);
    }
}

/** One whose data is JSON. */
export class JSONEvent extends ServerEvent {
    constructor({ data, ...members }) {
        super({ ...members, data: data === undefined ? undefined : json(data) });
    }
}

export class EventStream extends Response {
    static isDown = false;
    static #watching = new Set();

    static shutDown(isDown) {
        EventStream.isDown = isDown;
        if (isDown) for (const notice of EventStream.#watching) notice();
    }

    constructor({
        content,
        ping = 15,
        pingMessage = null,
        sep = null,
        sendTimeout = null,
        cleanupTimeout = 5,
        shutdownGracePeriod = 0,
        shutdownEvent = null,
        clientCloseHandler = null,
        dataSender = null,
        headers = null,
        mediaType = "text/event-stream",
        ...given
    }) {
        super({ ...given, headers, mediaType });
        if (sep !== null && !["\r\n", "\r", "\n"].includes(sep)) throw new InvalidArgument("sep");
        if (ping < 0 || shutdownGracePeriod < 0 || (cleanupTimeout ?? 0) < 0)
            throw new InvalidArgument("a negative time");
        Object.assign(this, {
            stream: content,
            ping: ping ?? 15,
            pingMessage,
            sep: sep ?? "\r\n",
            sendTimeout,
            cleanupTimeout,
            shutdownGracePeriod,
            shutdownEvent,
            clientCloseHandler,
            dataSender,
        });
        this.headers.setDefault("cache-control", "no-store");
        this.headers.set("connection", "keep-alive");
        this.headers.set("x-accel-buffering", "no");
    }

    render() {
        return undefined;
    }

    async call(scope, receive, send, signal) {
        const answer = scope.type === "websocket" ? denial(send) : send;
        const start = { type: "http.response.start", status: this.statusCode, headers: this.headers.raw };
        if (scope.type === "http" && scope.method.toUpperCase() === "HEAD") {
            await this.sendOne(answer, start, signal);
            await this.sendOne(answer, { type: "http.response.body", body: Buffer.alloc(0), more_body: false }, signal);
            return await this.background?.();
        }
        this.active = true;
        this.lock = Promise.resolve();
        await firstOf(
            signal,
            async (inner) => this.sendEvents(answer, start, inner),
            ...(this.ping > 0 ? [async (inner) => this.sendPings(answer, inner)] : []),
            async (inner) => this.waitForShutdown(inner),
            ...(this.dataSender
                ? [
                      async (inner) => {
                          await this.dataSender({ signal: inner });
                          await forever(inner);
                      },
                  ]
                : []),
            async (inner) => {
                const message = await disconnected(receive, inner);
                this.active = false;
                await this.clientCloseHandler?.(message);
            },
        );
        await this.background?.();
    }

    encode(data) {
        if (data instanceof Uint8Array) return data;
        return data instanceof ServerEvent
            ? data.encode()
            : new ServerEvent(typeof data === "object" ? { ...data, sep: this.sep } : { data, sep: this.sep }).encode();
    }

    async sendEvents(send, start, signal) {
        await send(start, { signal });
        for await (const data of chunks(this.stream, signal)) {
            await this.sendOne(send, { type: "http.response.body", body: this.encode(data), more_body: true }, signal);
        }
        await this.locked(async () => {
            this.active = false;
            await send({ type: "http.response.body", body: Buffer.alloc(0), more_body: false }, { signal });
        });
    }

    async sendPings(send, signal) {
        while (this.active) {
            await sleep(this.ping * 1000, undefined, { signal });
            const event =
                this.pingMessage?.() ??
                new ServerEvent({
                    comment: `ping - ${new Date().toISOString().replace("T", " ").replace("Z", "000+00:00")}`,
                    sep: this.sep,
                });
            const message = { type: "http.response.body", body: this.encode(event), more_body: true };
            await this.locked(async () => this.active && this.sendOne(send, message, signal));
        }
    }

    /** Sends within the time that a send may take. */
    async sendOne(send, message, signal) {
        if (this.sendTimeout === null) return send(message, { signal });
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(new SendTimeout("a send took too long")), this.sendTimeout * 1000);
        const cancel = () => late.abort(signal.reason);
        signal.addEventListener("abort", cancel);
        try {
            await send(message, { signal: late.signal });
        } finally {
            clearTimeout(timer);
            signal.removeEventListener("abort", cancel);
        }
    }

    locked(act) {
        const turn = this.lock.then(act);
        this.lock = turn.catch(() => {});
        return turn;
    }

    async waitForShutdown(signal) {
        await new Promise((resolve, reject) => {
            if (EventStream.isDown) return resolve();
            EventStream.#watching.add(resolve);
            signal.addEventListener("abort", () => reject(signal.reason));
        });
        this.shutdownEvent?.abort();
        await sleep(5, undefined, { signal }); // The stream goes on to where it next waits.
        for (let waited = 0; this.active && waited < this.shutdownGracePeriod * 1000; waited += 20)
            await sleep(20, undefined, { signal });
    }
}

const forever = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
