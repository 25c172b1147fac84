/** Driving one call: `receive`, `send` and their scripts, rule for rule as PROTOCOL.md §4 has them. */

import { dumpMessage, loadMessage, loadScope } from "./messages.mjs";
import { ScriptedError } from "./script.mjs";
import { Condition, interruptible, PAUSE, pause } from "./waiting.mjs";

/** How long a call is watched after its end, if its client has gone, in milliseconds (PROTOCOL.md §4). */
const AFTERMATH = 125;

const END_MESSAGES = ["http.response.body", "websocket.http.response.body"];
const FIRST_REQUEST = { message: { type: "http.request", body: "", more_body: false } };

/**
 * The server's side of one call. `receive` and `send` take a signal that cancels that one wait, and the call's own signal
 * cancels all of them.
 */
export class CallDriver {
    #call;
    #entries;
    #messages;
    #events;
    #shutDown;
    #allowance;
    #changed = new Condition();
    #cancellation = new AbortController();
    #sends = 0;
    #taken = 0;
    #isDisconnected = false;
    #isOver = false;
    #isComplete = false;
    #completedAt = 0;
    #overlooked = new Set();
    #ripe = new Set();
    /** What the port waits for, in words. */
    #waits = new Set();

    constructor(call, log, shutDown, allowance) {
        this.#call = call;
        this.#entries = call.receive ?? [FIRST_REQUEST];
        this.#messages = this.#entries.map((entry) => loadMessage(entry.message));
        this.#events = log.events;
        this.#shutDown = shutDown;
        this.#allowance = allowance;
        this.scope = loadScope(call.scope);
    }

    /** Whether `error` is the script's cancellation, which came out of the call: Node's own functions raise an AbortError then, too. */
    isCancellation(error) {
        return this.#cancellation.signal.aborted && error?.name === "AbortError";
    }

    /** Calls the response, and returns what it raised in a list of one; sends after that aren't recorded. */
    async run(application) {
        const raised = [];
        this.#startDelays();
        try {
            await application({
                scope: this.scope,
                receive: (options) => this.receive(options),
                send: (message, options) => this.send(message, options),
                signal: this.#cancellation.signal,
            });
        } catch (error) {
            raised.push(error);
        }
        if (this.#isDisconnected) await pause(AFTERMATH);
        this.#isOver = true;
        return raised;
    }

    /** Cancels the call, whose case is given up, and says what it waited for. */
    giveUp() {
        this.#isOver = true;
        const waits = [...this.#waits];
        this.#cancellation.abort(new Cancellation("the case is given up"));
        return waits;
    }

    // receive()

    async receive({ signal } = {}) {
        return this.#waiting("receive()", async () => {
            const signals = [signal, this.#cancellation.signal];
            await this.#changed.until(
                () => this.#taken >= this.#entries.length || this.#isDue(this.#taken),
                ...signals,
            );
            if (this.#taken < this.#entries.length) return this.#take(this.#taken);
            await this.#changed.until(() => this.#isComplete, ...signals);
            await interruptible(pause(this.#completedAt + PAUSE - performance.now()), ...signals);
            return this.scope.type === "websocket"
                ? { type: "websocket.disconnect", code: 1006 }
                : { type: "http.disconnect" };
        });
    }

    #take(index) {
        this.#taken += 1;
        this.#events.push({ received: index });
        if (this.#isDisconnect(index)) this.#isDisconnected = true;
        this.#changed.notify();
        return this.#messages[index];
    }

    // send(message)

    async send(message, { signal } = {}) {
        const number = this.#sends + 1;
        const { fails_at: failsAt = Infinity, blocks_at: blocksAt = Infinity } = this.#call.send ?? {};
        return this.#waiting(`send ${number}`, async () => {
            const signals = [signal, this.#cancellation.signal];
            if (number >= failsAt) throw new ScriptedError("send", "the client is gone", true);
            await this.#changed.until(() => number < blocksAt, ...signals);
            if (this.#call.cancel_after_sends === number - 1)
                this.#cancellation.abort(new Cancellation("the call is cancelled"));
            await interruptible(this.#settle(), ...signals);
            const wasDisconnected = this.#isDisconnected;
            if (wasDisconnected) await interruptible(pause(), ...signals);
            if (!this.#allowance.covers(message)) await this.#changed.until(() => false, ...signals);
            this.#record(message);
            if (this.#sends === this.#call.shutdown_after_sends) this.#shutDown();
            await interruptible(this.#settle(), ...signals);
            if (this.#isDisconnected && !wasDisconnected) await interruptible(pause(), ...signals);
        });
    }

    /** Waits for each disconnect that is due to be taken, for a while. */
    async #settle() {
        for (let index = this.#taken; index < this.#entries.length; index += 1) {
            if (!this.#isDisconnect(index) || !this.#isDue(index)) continue;
            pause().then(() => {
                this.#overlooked.add(index);
                this.#changed.notify();
            });
            await this.#changed.until(() => this.#taken > index || this.#overlooked.has(index));
        }
    }

    #record(message) {
        const dumped = dumpMessage(message);
        if (!this.#isOver) this.#events.push({ send: dumped });
        this.#sends += 1;
        this.#startDelays();
        const isEnd =
            (END_MESSAGES.includes(dumped.type) && dumped.more_body !== true) ||
            dumped.type === "http.response.pathsend";
        if (isEnd && !this.#isComplete) {
            this.#isComplete = true;
            this.#completedAt = performance.now();
        }
        this.#changed.notify();
    }

    /** Counts `after_ms` of the entries that the last send, or the beginning of the call, sets going. */
    #startDelays() {
        this.#entries.forEach((entry, index) => {
            if (!(entry.after_ms > 0) || (entry.after_sends ?? 0) !== this.#sends) return;
            setTimeout(() => {
                this.#ripe.add(index);
                this.#changed.notify();
            }, entry.after_ms);
        });
    }

    #isDue(index) {
        const { after_sends: sends = 0, after_ms: milliseconds = 0 } = this.#entries[index];
        return this.#sends >= sends && (milliseconds <= 0 || this.#ripe.has(index));
    }

    #isDisconnect(index) {
        return String(this.#messages[index].type).endsWith(".disconnect");
    }

    async #waiting(what, act) {
        this.#waits.add(what);
        try {
            return await act();
        } finally {
            this.#waits.delete(what);
        }
    }
}

/** The bytes that a case may still send (PROTOCOL.md §3, limit_bytes). */
export class Allowance {
    #left;
    #exceeded;

    constructor(limit = Infinity, exceeded = () => {}) {
        this.#left = limit;
        this.#exceeded = exceeded;
    }

    /** Whether the message may be sent; if not, the case is given up. */
    covers(message) {
        this.#left -= message?.body?.byteLength ?? 0;
        if (this.#left < 0) this.#exceeded();
        return this.#left >= 0;
    }
}

/** The reason of a call's signal. */
class Cancellation extends Error {
    name = "AbortError"; // As the platform calls it.
}
