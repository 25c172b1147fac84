/** Lines, and the values in them that JSON cannot hold (PROTOCOL.md §1). */

import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";

/** The longest line, without its LF. */
export const LONGEST_LINE = 64 * 1024 * 1024;

/** The shortest body that may be sent as a digest. */
const SHORTEST_DIGEST = 65_536;

/** A form that this adapter doesn't know; it must not guess (PROTOCOL.md §8). */
export class Unsupported extends Error {}

/**
 * The form that an object has: the member that names it, with none but the members that go with it (PROTOCOL.md §8).
 * `forms` holds the names of those others by the form.
 */
export function formOf(value, forms, what) {
    if (isObject(value)) {
        const members = Object.keys(value);
        for (const [name, others] of Object.entries(forms)) {
            if (members.includes(name) && members.every((member) => member === name || others.includes(member)))
                return name;
        }
    }
    throw new Unsupported(`no ${what} ${excerpt(value)}`);
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const excerpt = (value) => JSON.stringify(value).slice(0, 200);

// Lines

/** The object that a line holds; throws where it holds none (PROTOCOL.md §1). */
export function loadLine(line) {
    if (!isUtf8(line)) throw new SyntaxError("it isn't UTF-8");
    const value = JSON.parse(line.toString("utf8"));
    if (!isObject(value)) throw new SyntaxError(`it is ${excerpt(value)}`);
    return value;
}

/** One line; a lone surrogate, which no line may hold, becomes `?` (PROTOCOL.md §1). */
export function dumpLine(value) {
    let text = JSON.stringify(value);
    if (/\\ud[89a-f]/.test(text))
        text = JSON.stringify(value, (_, member) => (typeof member === "string" ? withoutSurrogates(member) : member));
    return Buffer.from(`${text}\n`, "utf8");
}

const withoutSurrogates = (text) => text.replace(/\p{Surrogate}/gu, "?");

// Bytes and text

const BYTES_FORMS = { base64: [], repeat: ["count"], concat: [] };

/** Bytes as the runner writes them (PROTOCOL.md §1). */
export function loadBytes(value) {
    if (typeof value === "string") return Buffer.from(value, "utf8");
    const form = formOf(value, BYTES_FORMS, "bytes");
    if (form === "base64") return Buffer.from(value.base64, "base64");
    if (form === "concat") return Buffer.concat(value.concat.map(loadBytes));
    const piece = loadBytes(value.repeat);
    return piece.length === 0 ? piece : Buffer.alloc(piece.length * value.count, piece);
}

/** A string where the bytes are UTF-8, else base64; the digest of a long body (PROTOCOL.md §1). */
export function dumpBytes(bytes) {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (data.length >= SHORTEST_DIGEST)
        return { sha256: createHash("sha256").update(data).digest("hex"), length: data.length };
    return isUtf8(data) ? data.toString("utf8") : { base64: data.toString("base64") };
}

/** The text or bytes of a content or a step (PROTOCOL.md §3). */
export function loadChunk(value) {
    if ("text" in value) return loadArgument(value.text);
    if ("as" in value) throw new Unsupported(`no bytes as ${excerpt(value.as)}`);
    return loadBytes(value.bytes);
}

// Arguments

const ARGUMENT_FORMS = { code_points: [], datetime: [] };

/** Text, a Date (PROTOCOL.md §1), null, a number or a truth value. */
export function loadArgument(value) {
    if (typeof value !== "object" || value === null) return value;
    if (formOf(value, ARGUMENT_FORMS, "argument") === "datetime") return new Date(value.datetime);
    return value.code_points.map((point) => String.fromCodePoint(point)).join("");
}

/** A `json` value, with what JSON has no words for (PROTOCOL.md §3 and §7). */
export function loadValue(value) {
    if (Array.isArray(value)) return value.map(loadValue);
    if (!isObject(value)) return value;
    if ("$number" in value) return Number(value.$number);
    if ("code_points" in value) return loadArgument(value);
    if ("$python" in value) throw new Unsupported(`no Python value ${excerpt(value.$python)}`);
    const pairs = "$pairs" in value ? value.$pairs : Object.entries(value);
    const names = pairs.map(([name]) => loadValue(name));
    const object = Object.fromEntries(pairs.map(([, member], index) => [names[index], loadValue(member)]));
    const isHeld =
        Object.keys(object).length === names.length &&
        Object.keys(object).every((name, index) => name === names[index]);
    if (!isHeld) throw new Unsupported("no object with these names in this order"); // One twice, or numbers that aren't first.
    return object;
}
