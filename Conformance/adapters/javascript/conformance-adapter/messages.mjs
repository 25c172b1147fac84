/** Scopes and messages, from the wire and onto it (PROTOCOL.md §3 and §5). */

import { dumpBytes, isObject, loadBytes } from "./wire.mjs";

/** A scope as servers make it: headers as pairs of bytes, `raw_path` and `query_string` as bytes (PROTOCOL.md §3). */
export function loadScope(scope) {
    const loaded = { ...scope };
    if ("headers" in scope)
        loaded.headers = scope.headers.map((pair) => pair.map((part) => Buffer.from(part, "latin1")));
    return loadBytesOf(loaded, ["raw_path", "query_string"]);
}

/** A message for `receive`, with bytes where ASGI has bytes (PROTOCOL.md §4). */
export const loadMessage = (message) => loadBytesOf({ ...message }, ["body", "bytes"]);

function loadBytesOf(object, names) {
    for (const name of names) {
        if (object[name] !== undefined && object[name] !== null) object[name] = loadBytes(object[name]);
    }
    return object;
}

/** A message that was sent, copied; a value that hasn't the type that ASGI gives it becomes `{"invalid":…}` (PROTOCOL.md §5). */
export function dumpMessage(message) {
    if (!isObject(message)) return { type: "invalid", ...invalid(message) };
    const dumped = { type: typeof message.type === "string" ? message.type : "invalid" };
    for (const [name, value] of Object.entries(message)) {
        if (name !== "type" && value !== undefined) dumped[name] = MEMBERS.get(name)?.(value) ?? invalid(value);
    }
    return dumped;
}

/** `{"invalid":"what it was"}` (PROTOCOL.md §5). */
function invalid(value) {
    let text = Object.prototype.toString.call(value);
    try {
        text = `${typeof value} ${JSON.stringify(value)}`;
    } catch {} // A value that refers to itself, or a BigInt.
    return { invalid: text.slice(0, 200) };
}

const ofType = (type) => (value) => (typeof value === type ? value : undefined);
const ofInteger = (value) => (Number.isInteger(value) ? value : undefined);
const ofBytes = (value) => (value instanceof Uint8Array ? dumpBytes(value) : undefined);

/** Pairs of bytes, or of strings with one code point a byte. */
function ofHeaders(headers) {
    if (!Array.isArray(headers)) return undefined;
    const dumped = headers.map((pair) =>
        Array.isArray(pair) && pair.length === 2 ? pair.map(headerText) : [undefined],
    );
    return dumped.every((pair) => pair.every((part) => part !== undefined)) ? dumped : undefined;
}

function headerText(part) {
    if (typeof part === "string") return part;
    return part instanceof Uint8Array ? Buffer.from(part).toString("latin1") : undefined;
}

/** What makes each member of a message ready for the wire; undefined where it hasn't its type. */
const MEMBERS = new Map([
    ["status", ofInteger],
    ["headers", ofHeaders],
    ["body", ofBytes],
    ["more_body", ofType("boolean")],
    ["trailers", ofType("boolean")],
    ["path", ofType("string")],
    ["code", ofInteger],
    ["reason", ofType("string")],
]);
