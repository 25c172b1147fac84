/** The port's files, with ranges. */

import { createHash, randomBytes } from "node:crypto";
import { open, stat } from "node:fs/promises";
import {
    denial,
    disconnected,
    firstOf,
    hasSendErrors,
    PlainTextResponse,
    percentEncoded,
    Response,
} from "./responses.mjs";

export class NotAFile extends Error {}
class BadRange extends Error {}

const CHUNK = 64 * 1024;
const TYPES = {
    txt: "text/plain",
    html: "text/html",
    json: "application/json",
    png: "image/png",
    css: "text/css",
    bin: "application/octet-stream",
    pdf: "application/pdf",
    tar: "application/x-tar",
};
const typeOf = (name) => TYPES[name.replace(/\.gz$/, "").split(".").at(-1).toLowerCase()] ?? "application/octet-stream";

export class FileResponse extends Response {
    constructor({
        path,
        filename = null,
        statResult = null,
        contentDispositionType = "attachment",
        mediaType = null,
        ...given
    }) {
        super({ ...given, mediaType: mediaType ?? typeOf(filename || path) });
        Object.assign(this, { path, statResult });
        this.headers.setDefault("accept-ranges", "bytes");
        if (filename !== null) {
            const quoted = Buffer.from(filename, "utf8")
                .toString("latin1")
                .replace(/[^A-Za-z0-9_.\-~/]/g, percentEncoded);
            this.headers.setDefault(
                "content-disposition",
                `${contentDispositionType}; ${quoted === filename ? `filename="${filename}"` : `filename*=utf-8''${quoted}`}`,
            );
        }
        if (statResult !== null) this.setStatHeaders(statResult);
    }

    render() {
        return undefined;
    }

    setStatHeaders({ size, mtimeMs }) {
        this.headers.setDefault("content-length", String(size));
        this.headers.setDefault("last-modified", new Date(mtimeMs).toUTCString());
        this.headers.setDefault("etag", `"${createHash("md5").update(`${mtimeMs}-${size}`).digest("hex")}"`);
    }

    async call(scope, receive, send, signal) {
        const answer = scope.type === "websocket" ? denial(send) : send;
        const found = this.statResult ?? (await stat(this.path));
        if (this.statResult === null) this.setStatHeaders(found);
        if (this.statResult === null && !found.isFile()) throw new NotAFile(this.path);
        const isHead = scope.type === "http" && scope.method.toUpperCase() === "HEAD";
        let ranges = [];
        try {
            if (this.wantsRange(scope)) ranges = parse(header(scope, "range"), found.size);
        } catch (error) {
            if (!(error instanceof BadRange)) throw error;
            return await error.response.call(scope, receive, send);
        }
        const respond = (inner) => this.send(answer, ranges, found.size, isHead, inner);
        if (scope.type !== "http" || isHead || hasSendErrors(scope)) await respond(signal);
        else await firstOf(signal, respond, (inner) => disconnected(receive, inner));
        await this.background?.();
    }

    wantsRange(scope) {
        const condition = header(scope, "if-range");
        const isFresh =
            condition === undefined ||
            (!condition.startsWith("W/") &&
                [this.headers.get("last-modified"), this.headers.get("etag")].includes(condition));
        const isRead = scope.type !== "http" || ["GET", "HEAD"].includes(scope.method.toUpperCase());
        return this.statusCode === 200 && header(scope, "range") !== undefined && isFresh && isRead;
    }

    async send(send, ranges, size, isHead, signal) {
        const headers = this.headers.copy();
        const boundary = randomBytes(13).toString("hex");
        const head = ([start, end]) =>
            Buffer.from(
                `--${boundary}\r\nContent-Type: ${this.headers.get("content-type")}\r\nContent-Range: bytes ${start}-${end - 1}/${size}\r\n\r\n`,
                "latin1",
            );
        const last = Buffer.from(`--${boundary}--`);
        if (ranges.length === 1) {
            headers.set("content-range", `bytes ${ranges[0][0]}-${ranges[0][1] - 1}/${size}`);
            headers.set("content-length", String(ranges[0][1] - ranges[0][0]));
        } else if (ranges.length > 1) {
            headers.set("content-type", `multipart/byteranges; boundary=${boundary}`);
            headers.set(
                "content-length",
                String(ranges.reduce((sum, range) => sum + head(range).length + range[1] - range[0] + 2, last.length)),
            );
        }
        const body = (data, more) => send({ type: "http.response.body", body: data, more_body: more }, { signal });
        await send(
            { type: "http.response.start", status: ranges.length > 0 ? 206 : this.statusCode, headers: headers.raw },
            { signal },
        );
        if (isHead) return body(Buffer.alloc(0), false);
        const file = await open(this.path);
        try {
            if (ranges.length < 2) return await copy(file, ranges[0] ?? [0, Infinity], body);
            for (const range of ranges) {
                await body(head(range), true);
                await copy(
                    file,
                    range,
                    (data) => body(data, true),
                    () => {
                        throw Object.assign(new Error("the file is shorter"), { syscall: "read" });
                    },
                );
                await body(Buffer.from("\r\n"), true);
            }
            return await body(last, false);
        } finally {
            await file.close();
        }
    }
}

/** Hands on a file's bytes from `start` to `end`, in chunks, until it ends; `onShort` is called if that is before. */
async function copy(file, [start, end], body, onShort) {
    for (let position = start, more = true; more; ) {
        const buffer = Buffer.alloc(Math.min(CHUNK, end - position));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        position += bytesRead;
        if (bytesRead === 0) onShort?.();
        more = position < end && (onShort !== undefined || bytesRead === CHUNK);
        await body(buffer.subarray(0, bytesRead), more);
    }
}

const header = (scope, name) =>
    scope.headers.find(([own]) => own.toString("latin1").toLowerCase() === name)?.[1].toString("latin1");

function parse(text, size) {
    const refuse = (content, statusCode = 400, headers = null) => {
        throw Object.assign(new BadRange(content), {
            response: new PlainTextResponse({ content, statusCode, headers }),
        });
    };
    const equals = text.indexOf("=");
    if (equals < 0) refuse("Malformed range header.");
    if (text.slice(0, equals).trim().toLowerCase() !== "bytes") refuse("Only support bytes range");
    const parts = text.slice(equals + 1).split(",");
    if (parts.length > 100) return [];
    const ranges = [];
    for (const part of parts) {
        const match = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(part);
        if (!match || (match[1] === "" && match[2] === "")) continue;
        const [start, end] = [match[1], match[2]].map((digits) => (digits === "" ? undefined : Number(digits)));
        ranges.push([
            start ?? Math.max(size - end, 0),
            start !== undefined && end !== undefined && end < size ? end + 1 : size,
        ]);
    }
    if (ranges.length === 0) refuse("Range header: range must be requested");
    if (ranges.some(([start]) => start >= size)) refuse("", 416, [["content-range", `bytes */${size}`]]);
    if (ranges.some(([start, end]) => start >= end)) refuse("Range header: start must be less than end");
    if (ranges.length === 1) return ranges;
    ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const merged = [ranges[0]];
    for (const [start, end] of ranges.slice(1)) {
        const before = merged.at(-1);
        if (start <= before[1]) before[1] = Math.max(before[1], end);
        else merged.push([start, end]);
    }
    return merged;
}
