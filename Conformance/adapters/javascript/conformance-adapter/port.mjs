/** A port: what it is called, what it has, and how its ways differ from Starlette's. */

import { ScriptedError } from "./script.mjs";
import { Unsupported } from "./wire.mjs";

/**
 * Subclass it: the fields say what the port has, and what differs from Starlette's ways is a method to override.
 * Any method but `frozenClock`, `shutDown` and `errorKind` may be asynchronous.
 */
export class Port {
    name = "unnamed";
    version = "";
    /** The classes that the port has, by their names in PROTOCOL.md §3: classes, or functions that make a response. */
    classes = {};
    /** The optional features of PROTOCOL.md §7 that it claims. */
    features = [];
    /** What it lacks of the arguments, actions, steps and members of events, by the names of PROTOCOL.md §7. */
    lacks = [];
    /** The upstream releases that it follows; none is the newest. */
    target = {};
    /** How many cases are answered at once: the slow ones wait most of their time. 1 for a port with state of its own. */
    inFlight = 64;
    /** The port's names of arguments, where they aren't those of PROTOCOL.md §3 in camel case. */
    parameters = {};
    /** Classes of errors, the most specific first, and the ErrorKind of each (PROTOCOL.md §6). */
    errors = [];

    /** The response of a class by its name in PROTOCOL.md §3; `charset` and `render` are a subclass's. */
    construct(name, { charset, render, ...given }) {
        let make = this.classes[name];
        if (charset !== undefined || render !== undefined) {
            if (make.prototype === undefined) throw new Unsupported(`no subclass of ${name}`);
            make = class extends make {};
            if (charset !== undefined) make.prototype.charset = charset;
            if (render !== undefined) make.prototype.render = () => render;
        }
        const named = this.named(given);
        return make.prototype === undefined ? make(named) : new make(named); // An arrow function has no prototype.
    }

    /** These arguments by the port's names. */
    named(given) {
        return Object.fromEntries(
            Object.entries(given).map(([name, value]) => [this.parameters[name] ?? camelCase(name), value]),
        );
    }

    /** The value of the argument `background` for these tasks, one or more asynchronous functions. */
    background(_tasks) {
        throw new Unsupported("no background tasks");
    }

    /** What makes a server-sent event of the members of Event (PROTOCOL.md §3); `form` is the word of its `as`. */
    event(members, _form) {
        return members;
    }

    /** Does one action of PROTOCOL.md §3: a cookie's argument is an object, a header's an array of its name and value. */
    act(response, name, argument) {
        const method = HEADER_METHODS[name] ?? camelCase(name);
        const target = name in HEADER_METHODS ? response.headers : response;
        if (typeof target?.[method] !== "function")
            throw new Unsupported(`no action '${name}': there is no method '${method}'`);
        return name in HEADER_METHODS ? target[method](...argument) : target[method](this.named(argument));
    }

    /**
     * Calls the response as an ASGI application: `response(scope, receive, send, signal)`, or its method `call`. The signal
     * cancels the call. `receive({ signal })` and `send(message, { signal })` take one that cancels that wait alone.
     */
    call(response, { scope, receive, send, signal }) {
        return typeof response === "function"
            ? response(scope, receive, send, signal)
            : response.call(scope, receive, send, signal);
    }

    /** Tells the implementation that the server shuts down, and after the case that it doesn't (PROTOCOL.md §4). */
    shutDown(_isDown) {
        throw new Unsupported("no shutdown");
    }

    /**
     * Freezes `Date` at this time, in milliseconds, and returns what undoes it; no other case runs meanwhile. A port that asks
     * another clock freezes that. Timers and `performance.now()` must go on: pauses and deadlines are measured with them.
     */
    frozenClock(now) {
        const original = globalThis.Date;
        globalThis.Date = new Proxy(original, {
            apply: () => new original(now).toString(),
            construct: (target, given, newTarget) =>
                Reflect.construct(target, given.length > 0 ? given : [now], newTarget),
            get: (target, name) => (name === "now" ? () => now : Reflect.get(target, name)),
        });
        return () => {
            globalThis.Date = original;
        };
    }

    /**
     * The ErrorKind of what construction, an action or a call raised (PROTOCOL.md §6). A `TypeError` or `RangeError` is `other`
     * unless `errors` names it: a port that crashes must not pass for one that refuses.
     */
    errorKind(error) {
        if (error instanceof ScriptedError) return error.kind;
        for (const [type, kind] of this.errors) {
            if (error instanceof type) return kind;
        }
        return SYSTEM_ERRORS.get(error?.code) ?? (error?.syscall !== undefined ? "source" : "other");
    }

    /** The adapter's hello (PROTOCOL.md §2). */
    hello() {
        const { name, version, features, lacks, target } = this;
        const implementation = { name, version, language: `Node.js ${process.versions.node}` };
        const claims = { implementation, classes: Object.keys(this.classes), features, lacks, target };
        return { op: "hello", protocol: 1, in_flight: this.inFlight, isolates: true, ...claims };
    }
}

/** The ErrorKinds of Node's own errors, by their `code`. */
const SYSTEM_ERRORS = new Map([
    ["ENOENT", "file_not_found"],
    ["EISDIR", "not_a_file"],
    ["ERR_INVALID_ARG_VALUE", "invalid_argument"], // Node refuses a path with a NUL.
]);

/** The methods of `response.headers`, as the Fetch API has them. */
const HEADER_METHODS = {
    header_set: "set",
    header_append: "append",
    header_remove: "delete",
    header_setdefault: "setDefault",
    header_add_vary: "addVary",
};

const camelCase = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
