/** What a case scripts beside its streams: background tasks, the handler of a disconnect, and the errors that they raise. */

import { dumpMessage } from "./messages.mjs";

/** An error that the case itself raises; `kind` is its ErrorKind (PROTOCOL.md §6). An I/O error has a `code`, as Node's do. */
export class ScriptedError extends Error {
    constructor(kind, message, isIO = false) {
        super(message);
        this.kind = kind;
        if (isIO) this.code = "EIO";
    }
}

/** The events of the call under way (PROTOCOL.md §5), and what those who wait for its end wait for. */
export class Log {
    constructor() {
        this.beginCall();
    }

    /** A new list of events, for a new call. */
    beginCall() {
        this.events = [];
        this.callOver = new Promise((resolve) => {
            this.endCall = resolve;
        });
        return this.events;
    }
}

/** A task of `background`: it records its name, and raises if it is to (PROTOCOL.md §3). */
export const backgroundTask = (log, task) => async () => {
    log.events.push({ background: task.name });
    if ("raises" in task) throw new ScriptedError("background", task.raises);
};

/** The handler of `client_close_handler`: it records its message (PROTOCOL.md §3). */
export const closeHandler = (log) => async (message) => {
    log.events.push({ client_close: dumpMessage(message) });
};
