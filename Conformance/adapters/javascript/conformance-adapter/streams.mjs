/** Streams and the sender of data: steps one at a time, recorded where they begin and where they are cut short (PROTOCOL.md §3). */

import { setTimeout as sleep } from "node:timers/promises";
import { ScriptedError } from "./script.mjs";
import { CLOSING_FORMS, EVENT_MEMBERS, STEP_FORMS } from "./tables.mjs";
import { Condition, interruptible } from "./waiting.mjs";
import { formOf, loadArgument, loadChunk, loadValue, Unsupported } from "./wire.mjs";

const DONE = { done: true, value: undefined };

/** A step, decoded before the response sees any of it; `chunk` makes what it yields, and is undefined where it yields nothing. */
class Step {
    constructor(step, forms, makeEvent) {
        const form = formOf(step, forms, "step");
        if (form === "event") this.chunk = loadEvent(step.event, makeEvent);
        else if (form === "raise") this.error = new ScriptedError("source", step.raise, step.as === "io");
        else if (form === "sleep_ms") this.pause = step.sleep_ms;
        else if (form === "wait") this.wait = step.wait;
        else {
            const chunk = loadChunk(step);
            this.chunk = () => chunk;
        }
        if (![undefined, "disconnect", "shutdown"].includes(this.wait))
            throw new Unsupported(`no wait for ${this.wait}`);
    }

    /** Does what the step does beside yielding; the signal of the stream's end ends it. */
    async perform(log, shutdown, signal) {
        if (this.error) throw this.error;
        if (this.pause) await sleep(this.pause, undefined, { signal });
        if (this.wait) await interruptible(this.wait === "shutdown" ? aborted(shutdown) : log.callOver, signal);
    }

    /** The same for a stream that the language can't suspend. */
    performSynchronously() {
        if (this.error) throw this.error;
        if (this.pause) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, this.pause);
    }
}

const aborted = (signal) =>
    new Promise((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", resolve);
    });

/** What makes this Event, in its turn and not before: JSON that can't be serialized raises there (PROTOCOL.md §3). */
export function loadEvent(event, makeEvent) {
    const unknown = Object.keys(event).find((name) => !EVENT_MEMBERS.includes(name));
    if (unknown !== undefined) throw new Unsupported(`no member '${unknown}' of events`);
    const form = event.as ?? "ServerSentEvent";
    const members = {};
    for (const [name, value] of Object.entries(event)) {
        if (name !== "as")
            members[name] = (name === "data" && form === "JSONServerSentEvent" ? loadValue : loadArgument)(value);
    }
    return () => makeEvent(members, form);
}

/** The stream of a `content`; `content` is what to pass as it. */
export class StepStream {
    #log;
    #shutdown;
    #steps;
    #onClose;
    #index = 0;
    #state = "new"; // Then "started", then "ended" or "closed".
    #events;
    #interruption = new AbortController();
    #turn = Promise.resolve();
    #closing;

    constructor(content, log, makeEvent, shutdown) {
        this.#log = log;
        this.#shutdown = shutdown;
        this.#steps = content.stream.map((step) => new Step(step, STEP_FORMS, makeEvent));
        this.#onClose = (content.on_close ?? []).map((step) => new Step(step, CLOSING_FORMS, makeEvent));
        const kind = content.kind ?? "async";
        if (kind === "sync" && this.#steps.some((step) => step.wait))
            throw new Unsupported("no sync stream that waits");
        this.content = this.#content(kind);
    }

    get waitsForShutdown() {
        return this.#steps.some((step) => step.wait === "shutdown");
    }

    /** Whether the stream can be closed: it was started and hasn't ended. */
    get isOpen() {
        return this.#state === "started";
    }

    /** Closes the stream if it was started and hasn't ended (PROTOCOL.md §4). */
    async finalize() {
        if (this.#closing) await this.#closing.catch(() => {});
        else await this.#return().catch(() => {}); // Raised by an `on_close` step, after the response had gone.
    }

    #content(kind) {
        const iterator = {
            next: () => this.#next(),
            return: (value) => this.#return(value),
            throw: (error) => this.#throw(error),
        };
        switch (kind) {
            case "async":
            case "async_iterator":
                return Object.assign(iterator, { [Symbol.asyncIterator]: () => iterator });
            case "async_iterable":
                return { [Symbol.asyncIterator]: () => iterator };
            case "sync":
                return this.#synchronous();
            case "list":
                return this.#steps.filter((step) => step.chunk).map((step) => step.chunk());
            default:
                throw new Unsupported(`no stream of kind '${kind}'`);
        }
    }

    // An asynchronous stream. It is written by hand, for nothing closes an asynchronous generator that waits.

    #next() {
        const turn = this.#turn.then(() => this.#advance());
        this.#turn = turn.catch(() => {});
        return turn;
    }

    async #advance() {
        while (this.#index < this.#steps.length) {
            if (this.#state === "ended" || this.#state === "closed") return DONE;
            const step = this.#begin();
            try {
                await step.perform(this.#log, this.#shutdown, this.#interruption.signal);
                if (this.#state === "closed") return DONE;
                if (step.chunk) return { done: false, value: step.chunk() };
            } catch (error) {
                if (this.#state === "closed") return DONE;
                this.#state = "ended";
                throw error;
            }
        }
        if (this.#state !== "closed") this.#state = "ended";
        return DONE;
    }

    #begin() {
        const index = this.#index;
        this.#index += 1;
        if (this.#state === "new") {
            this.#state = "started";
            this.#events = this.#log.events;
        }
        this.#log.events.push({ pulled: index });
        return this.#steps[index];
    }

    async #return(value) {
        if (this.isOpen) {
            this.#state = "closed";
            this.#interruption.abort();
            this.#closing = this.#close();
        }
        if (this.#state === "new") this.#state = "ended";
        await this.#closing;
        return { done: true, value };
    }

    async #throw(error) {
        await this.#return();
        throw error;
    }

    async #close() {
        await this.#turn;
        try {
            for (const step of this.#onClose) await step.perform(this.#log, this.#shutdown);
        } finally {
            this.#events.push({ closed: true });
        }
    }

    // A synchronous one

    *#synchronous() {
        try {
            while (this.#index < this.#steps.length) {
                const step = this.#begin();
                step.performSynchronously();
                if (step.chunk) yield step.chunk();
            }
            this.#state = "ended";
        } catch (error) {
            this.#state = "ended";
            throw error;
        } finally {
            if (this.isOpen) {
                this.#state = "closed";
                try {
                    for (const step of this.#onClose) step.performSynchronously();
                } finally {
                    this.#events.push({ closed: true });
                }
            }
        }
    }
}

/** The stream of `{"channel":true}`, and the sender that pushes into it (PROTOCOL.md §3). */
export class Channel {
    #log;
    #events;
    #changed = new Condition();
    #interruption = new AbortController();
    #pushed = [];
    #handedOn = 0;
    #state = "new";

    constructor(log) {
        this.#log = log;
        const iterator = {
            next: () => this.#next(),
            return: () => this.#return(),
            [Symbol.asyncIterator]: () => iterator,
        };
        this.content = iterator;
        this.waitsForShutdown = false;
    }

    /** The function of `data_sender`, which takes a signal that cancels it. A push returns when the stream has handed it on. */
    sender(steps, makeEvent, shutdown) {
        const loaded = steps.map((step) => new Step(step, STEP_FORMS, makeEvent));
        this.waitsForShutdown = loaded.some((step) => step.wait === "shutdown");
        return async ({ signal } = {}) => {
            let count = 0;
            for (const step of loaded) {
                await step.perform(this.#log, shutdown, signal);
                if (!step.chunk) continue;
                this.#pushed.push(step.chunk);
                this.#changed.notify();
                count += 1;
                await this.#changed.until(() => this.#handedOn >= count, signal);
            }
            this.#pushed.push(undefined);
            this.#changed.notify();
        };
    }

    async finalize() {
        await this.#return();
    }

    async #next() {
        if (this.#state === "new") {
            this.#state = "started";
            this.#events = this.#log.events;
        }
        if (this.#state !== "started") return DONE;
        try {
            await this.#changed.until(() => this.#pushed.length > 0, this.#interruption.signal);
        } catch {
            return DONE;
        }
        const chunk = this.#pushed.shift();
        this.#handedOn += 1;
        this.#changed.notify();
        if (chunk) return { done: false, value: chunk() };
        this.#state = "ended";
        return DONE;
    }

    async #return() {
        if (this.#state === "started") {
            this.#interruption.abort();
            this.#events.push({ closed: true });
        }
        this.#state = "ended";
        return DONE;
    }
}
