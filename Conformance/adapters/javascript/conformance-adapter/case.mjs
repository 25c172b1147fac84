/** A case from its request to its result, or to the point where it is given up (PROTOCOL.md §3 and §5). */

import { setTimeout as sleep } from "node:timers/promises";
import { Arguments, loadAction, writeFile } from "./arguments.mjs";
import { Allowance, CallDriver } from "./driver.mjs";
import { backgroundTask, Log } from "./script.mjs";
import { Unsupported } from "./wire.mjs";

const RETURNED = { kind: "returned" };

/** How long a cancelled case may take to end: this part of its deadline, and at most so many milliseconds. */
const GRACE = 0.25;
const LONGEST_GRACE = 500;

/**
 * Whether a case would disturb others in the process: it freezes the clock, shuts down the server, or has a stream that
 * sleeps without leaving the thread to others.
 */
export function runsAlone(test) {
    const { kind, stream = [], on_close: closing = [] } = test.response?.content ?? {};
    const sleeps = kind === "sync" && [...stream, ...closing].some((step) => step.sleep_ms > 0);
    return sleeps || "clock" in test || (test.calls ?? []).some((call) => "shutdown_after_sends" in call);
}

/** The port raised, or something is unsupported: `outcome` is to be reported. */
class Failed extends Error {
    constructor(outcome) {
        super(outcome.kind);
        this.outcome = outcome;
    }
}

/** A case, and how far it has come. */
export class Case {
    #port;
    #test;
    #log = new Log();
    #arguments;
    #allowance;
    #driver;
    #isConstructed = false;
    #calls = [];
    #isOver = false;
    #isDown = false;

    constructor(port, test) {
        this.#port = port;
        this.#test = test;
        this.#arguments = new Arguments(this.#log, (members, form) => port.event(members, form));
    }

    /** The members of the result beside `op` and `id`. */
    async answer() {
        const { deadline_ms: milliseconds = Infinity, limit_bytes: bytes } = this.#test;
        let timer;
        const stopped = new Promise((resolve) => {
            this.#allowance = new Allowance(bytes, () => resolve("it sends more than limit_bytes"));
            if (milliseconds < Infinity) timer = setTimeout(resolve, milliseconds, `its ${milliseconds} ms are over`);
        });
        const result = this.#run().catch((error) => ({ error: String(error?.stack ?? error) }));
        const ended = await Promise.race([result, stopped]);
        clearTimeout(timer);
        return typeof ended === "string"
            ? this.#giveUp(result, ended, Math.min(GRACE * milliseconds, LONGEST_GRACE))
            : ended;
    }

    /** Gives up on what is under way (PROTOCOL.md §5). */
    async #giveUp(result, why, grace) {
        const calls = structuredClone(this.#calls);
        this.#isOver = true;
        const waits = this.#driver?.giveUp() ?? [];
        const what = waits.length > 0 ? waits.join(" and ") : "something of its own";
        console.error(`gave up on case ${this.#test.id}: ${why}, and the port waits for ${what}`);
        const hasEnded = await Promise.race([result.then(() => true), sleep(grace, false)]);
        const outcome = { kind: "gave_up", ...(hasEnded ? {} : { leaked: true }) };
        this.#comeUp();
        if (calls.length === 0) return { construct: this.#isConstructed ? RETURNED : outcome, calls };
        Object.assign(calls[calls.length - 1], { outcome });
        return { construct: RETURNED, calls };
    }

    async #run() {
        const thaw =
            "clock" in this.#test ? this.#port.frozenClock(new Date(this.#test.clock.datetime).getTime()) : () => {};
        try {
            return await this.#perform();
        } finally {
            thaw();
        }
    }

    async #perform() {
        let response;
        try {
            response = await this.#construct();
            await this.#act(response, this.#test.actions ?? []);
        } catch (error) {
            return { construct: outcomeOfFailure(error), calls: [] };
        }
        this.#isConstructed = true;
        try {
            for (const call of this.#test.calls) {
                if (!this.#isOver) await this.#call(response, call);
            }
        } finally {
            this.#comeUp();
        }
        if (!this.#isOver) for (const stream of this.#arguments.streams) await stream.finalize();
        return { construct: RETURNED, calls: this.#calls };
    }

    async #construct() {
        const spec = this.#test.response;
        return this.#attempt({}, () => {
            if (!Object.hasOwn(this.#port.classes, spec.class)) throw new Unsupported(`no class '${spec.class}'`);
            const given = this.#arguments.load(spec);
            const tasks = (this.#test.background ?? []).map((task) => backgroundTask(this.#log, task));
            if (tasks.length > 0) given.background = this.#port.background(tasks);
            return this.#port.construct(spec.class, given);
        });
    }

    async #act(response, actions) {
        for (const [action, spec] of actions.entries()) {
            await this.#attempt({ action }, () => {
                const [name, argument] = loadAction(spec);
                return name === "write_file" ? writeFile(argument) : this.#port.act(response, name, argument);
            });
        }
    }

    async #call(response, call) {
        const recorded = { events: this.#log.beginCall() };
        this.#calls.push(recorded);
        try {
            await this.#act(response, call.actions ?? []);
            recorded.outcome = await this.#drive(response, call);
        } catch (error) {
            recorded.outcome = outcomeOfFailure(error);
        } finally {
            this.#log.endCall();
        }
    }

    async #drive(response, call) {
        if ("shutdown_after_sends" in call && !this.#port.features.includes("sse.shutdown"))
            return this.#outcome(new Unsupported("no shutdown"));
        const driver = new CallDriver(call, this.#log, () => this.#shutDown(), this.#allowance);
        this.#driver = driver;
        const raised = await driver.run((server) => this.#port.call(response, server));
        if (raised.length === 0) return RETURNED;
        return driver.isCancellation(raised[0]) ? { kind: "cancelled" } : this.#outcome(raised[0]);
    }

    #shutDown() {
        if (this.#isOver) return;
        this.#isDown = true;
        this.#port.shutDown(true);
    }

    #comeUp() {
        if (this.#isDown) this.#port.shutDown(false);
        this.#isDown = false;
    }

    /** Does what the port does; whatever it raises becomes an outcome. */
    async #attempt(position, act) {
        try {
            return await act();
        } catch (error) {
            throw new Failed({ ...this.#outcome(error), ...position });
        }
    }

    #outcome(error) {
        if (error instanceof Unsupported) return { kind: "unsupported", reason: error.message };
        const kind = this.#port.errorKind(error);
        if (kind === "other") console.error(error);
        return { kind: "raised", error: kind, message: String(error) };
    }
}

/** The outcome of a failure; another error is the adapter's own. */
function outcomeOfFailure(error) {
    if (error instanceof Failed) return error.outcome;
    throw error;
}
