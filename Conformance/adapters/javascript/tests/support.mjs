/** An adapter in a process of its own, as the runner has it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Runs `ask` with an adapter of this folder, and ends the adapter, which must then exit with status 0. */
export async function withAdapter(name, ask) {
    const adapter = new Adapter(name);
    try {
        const result = await ask(adapter);
        adapter.process.stdin.end();
        const [status] = await adapter.exit;
        if (status !== 0) throw new Error(`exit status ${status}: ${adapter.errors}`);
        return result;
    } finally {
        adapter.process.kill("SIGKILL");
    }
}

/** The result of one case, from an adapter that is there for it alone. */
export const resultOf = (name, test) => withAdapter(name, (adapter) => adapter.ask(test));

export class Adapter {
    errors = "";
    #waiting = new Map();
    #number = 0;

    constructor(name) {
        this.process = spawn(process.execPath, [path(name)], { stdio: "pipe" });
        this.process.stderr.setEncoding("utf8").on("data", (text) => {
            this.errors += text;
        });
        this.exit = once(this.process, "exit");
        this.lines = createInterface({ input: this.process.stdout });
        this.lines.on("line", (line) => {
            const message = JSON.parse(line);
            this.#waiting.get(message.id)?.(message);
        });
    }

    greet() {
        const answer = this.#answer(undefined);
        this.send({ op: "hello", protocol: 1, runner: "tests" });
        return answer;
    }

    /** Sends a case, and resolves with its result. */
    ask(test) {
        this.#number += 1;
        const id = String(this.#number);
        const answer = this.#answer(id);
        this.send({ op: "case", id, ...test });
        return answer;
    }

    send(message) {
        this.process.stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
    }

    #answer(id) {
        return new Promise((resolve, reject) => {
            this.#waiting.set(id, resolve);
            this.exit.then(([status]) => reject(new Error(`exit status ${status}: ${this.errors}`)));
        });
    }
}

/** A call on an http scope, with what a test adds. */
export function call({ scope = {}, ...script } = {}) {
    const plain = {
        type: "http",
        asgi: { version: "3.0", spec_version: "2.4" },
        http_version: "1.1",
        method: "GET",
        scheme: "http",
        path: "/",
        raw_path: "/",
        query_string: "",
        root_path: "",
        headers: [],
    };
    return { scope: { ...plain, ...scope }, ...script };
}

/** The bodies of a call's messages, joined. */
export const bodyOf = ({ events }) => events.map(({ send }) => send?.body ?? "").join("");

/** The names of a call's events. */
export const namesOf = ({ events }) =>
    events.map((event) => (event.send ? event.send.type.split(".").at(-1) : Object.keys(event)[0]));
