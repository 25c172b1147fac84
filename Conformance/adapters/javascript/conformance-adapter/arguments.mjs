/** What a case passes to a constructor or an action, in JavaScript's terms (PROTOCOL.md §3). */

import { writeFileSync } from "node:fs";
import { closeHandler } from "./script.mjs";
import { Channel, loadEvent, StepStream } from "./streams.mjs";
import { ARGUMENTS, CONTENT_FORMS, COOKIE_ARGUMENTS, HEADER_ACTIONS } from "./tables.mjs";
import { formOf, loadArgument, loadBytes, loadChunk, loadValue, Unsupported } from "./wire.mjs";

/** The arguments of a case's response, and the streams that were made for them. */
export class Arguments {
    /** The response aborts it when it learns that the server shuts down. */
    shutdown = new AbortController();
    streams = [];
    #log;
    #makeEvent;

    constructor(log, makeEvent) {
        this.#log = log;
        this.#makeEvent = makeEvent;
    }

    /** The arguments of `response` by the names of PROTOCOL.md §3, and `shutdown_event` where a stream waits for it. */
    load({ class: name, ...given }) {
        for (const argument of Object.keys(given)) {
            if (!ARGUMENTS[name].includes(argument)) throw new Unsupported(`no argument '${argument}' of ${name}`);
        }
        const loaded = {};
        for (const [argument, value] of Object.entries(given))
            loaded[argument] = value === null ? null : this.#load(argument, value);
        if ("data_sender" in given) loaded.data_sender = this.#sender(given.data_sender);
        if (this.streams.some((stream) => stream.waitsForShutdown)) loaded.shutdown_event = this.shutdown;
        return loaded;
    }

    #load(argument, value) {
        switch (argument) {
            case "content":
                return this.#content(value);
            case "headers":
                return value.map((pair) => pair.map(loadArgument));
            case "render":
                return loadBytes(value);
            case "stat_result":
                return statResult(value);
            case "ping_message":
                return loadEvent(value, this.#makeEvent);
            case "client_close_handler":
                return closeHandler(this.#log);
            case "data_sender":
                return undefined; // Made once the channel is.
            default:
                return loadArgument(value);
        }
    }

    #content(content) {
        switch (formOf(content, CONTENT_FORMS, "content")) {
            case "json":
                return loadValue(content.json);
            case "stream":
                return this.#keep(new StepStream(content, this.#log, this.#makeEvent, this.shutdown.signal));
            case "channel":
                return this.#keep(new Channel(this.#log));
            case "value":
                throw new Unsupported("no values of a wrong type");
            default:
                return loadChunk(content);
        }
    }

    #keep(stream) {
        this.streams.push(stream);
        return stream.content;
    }

    #sender(steps) {
        const channel = this.streams.find((stream) => stream instanceof Channel);
        if (channel === undefined) throw new Unsupported("no data_sender without a channel");
        return channel.sender(steps, this.#makeEvent, this.shutdown.signal);
    }
}

/** What `fs.stat` would say of the file, as far as the case says it. */
function statResult({ size, modified, kind }) {
    const mtimeMs = modified * 1000;
    return {
        size,
        mtimeMs,
        mtime: new Date(mtimeMs),
        isFile: () => kind === "file",
        isDirectory: () => kind === "directory",
    };
}

/** An action's name, and its argument: cookies as an object, headers as an array (PROTOCOL.md §3). */
export function loadAction(action) {
    const names = [...Object.keys(COOKIE_ARGUMENTS), ...Object.keys(HEADER_ACTIONS), "write_file"];
    const name = formOf(action, Object.fromEntries(names.map((each) => [each, []])), "action");
    const value = action[name];
    if (name in COOKIE_ARGUMENTS) {
        const unknown = Object.keys(value).find((argument) => !COOKIE_ARGUMENTS[name].includes(argument));
        if (unknown !== undefined) throw new Unsupported(`no argument '${unknown}' of ${name}`);
        return [
            name,
            Object.fromEntries(Object.entries(value).map(([argument, content]) => [argument, loadArgument(content)])),
        ];
    }
    if (name in HEADER_ACTIONS) return [name, (HEADER_ACTIONS[name] === 2 ? value : [value]).map(loadArgument)];
    return [name, value];
}

/** Does the action `write_file` (PROTOCOL.md §3). */
export const writeFile = ({ path, content }) => writeFileSync(loadArgument(path), loadBytes(content));
