// Puts my port behind the adapter protocol: `conformance-run --adapter node -- conformance-adapter.mjs`.
// Written by `conformance-run init`. Conformance/PROTOCOL.md has every message; what is marked with TODO is yours.

import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

console.log = console.error; // The protocol has standard output for itself.

// TODO: import your port's classes in place of this stand-in.
class PlainTextResponse {
  constructor({ content = null, status_code = 200, headers = null, media_type = "text/plain" }) {
    this.body = content === null ? Buffer.alloc(0) : Buffer.isBuffer(content) ? content : Buffer.from(content, "utf8");
    this.status = status_code;
    this.headers = (headers ?? []).map(([name, value]) => [latin1(name.toLowerCase()), latin1(value)]);
    this.headers.push([latin1("content-length"), latin1(String(this.body.length))]);
    this.headers.push([latin1("content-type"), latin1(`${media_type}; charset=utf-8`)]);
  }

  async call(scope, receive, send) {
    await send({ type: "http.response.start", status: this.status, headers: this.headers });
    await send({ type: "http.response.body", body: this.body });
  }
}

// TODO: the classes that your port has, by the names of PROTOCOL.md §3, and the optional features of §7.
const classes = { "starlette.PlainTextResponse": PlainTextResponse };
const features = [];
const implementation = { name: "my port", version: "0.1", language: "JavaScript" };

class Unknown extends Error {} // A form that this adapter does not know: it must not guess.
class EncodingError extends Error {}
class StreamError extends Error {}

// TODO: the errors of your port, by the kinds of PROTOCOL.md §6.
function errorKind(error) {
  if (error instanceof StreamError) return "source";
  if (error instanceof EncodingError) return "encoding";
  return "other";
}

function latin1(text) {
  if (/[^\u0000-\u00ff]/u.test(text)) throw new EncodingError(`not Latin-1: ${JSON.stringify(text)}`);
  return Buffer.from(text, "latin1");
}

const loadText = (text) => (typeof text === "string" ? text : String.fromCodePoint(...text.code_points));

function loadBytes(value) {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if ("base64" in value) return Buffer.from(value.base64, "base64");
  if ("repeat" in value) return Buffer.concat(Array(value.count).fill(loadBytes(value.repeat)));
  return Buffer.concat(value.concat.map(loadBytes));
}

function loadContent(content) {
  if (content === null) return null;
  if ("text" in content) return loadText(content.text);
  if ("bytes" in content && !("as" in content)) return loadBytes(content.bytes);
  if ("json" in content) return content.json;
  if ("stream" in content && (content.kind ?? "async") === "async") return stream(content.stream);
  throw new Unknown(`no content ${JSON.stringify(content).slice(0, 60)}`);
}

async function* stream(steps) {
  for (const step of steps) {
    if ("text" in step) yield loadText(step.text);
    else if ("bytes" in step) yield loadBytes(step.bytes);
    else if ("raise" in step) throw Object.assign(new StreamError(step.raise), step.as === "io" ? { code: "EIO" } : {});
    else throw new Unknown(`no step ${JSON.stringify(step).slice(0, 60)}`);
  }
}

const loaders = {
  content: loadContent,
  status_code: (value) => value,
  headers: (pairs) => pairs && pairs.map(([name, value]) => [loadText(name), loadText(value)]),
  media_type: (text) => (text === null ? null : loadText(text)),
  url: loadText,
};

function construct({ class: name, ...spec }) {
  const given = {};
  for (const [argument, value] of Object.entries(spec)) {
    if (!(argument in loaders)) throw new Unknown(`no argument '${argument}'`);
    given[argument] = loaders[argument](value);
  }
  if (!(name in classes)) throw new Unknown(`no class '${name}'`);
  return new classes[name](given);
}

function act(response, action) {
  const [[name, given]] = Object.entries(action);
  if (!["set_cookie", "delete_cookie"].includes(name)) throw new Unknown(`no action '${name}'`);
  response[name](given); // TODO: `expires` may be {"datetime": …}, text may be {"code_points": […]}.
}

function dumpBytes(data) {
  const text = data.toString("utf8");
  return Buffer.from(text, "utf8").equals(data) ? text : { base64: data.toString("base64") };
}

function dumpMessage(message) {
  const wired = { ...message };
  if (message.headers) wired.headers = message.headers.map((pair) => pair.map((part) => part.toString("latin1")));
  if (message.body) wired.body = dumpBytes(message.body);
  return wired;
}

function outcome(error) {
  if (error instanceof Unknown) return { kind: "unsupported", reason: error.message };
  console.error(error);
  return { kind: "raised", error: errorKind(error), message: String(error) };
}

async function drive(response, call, events) {
  const scope = { ...call.scope, headers: call.scope.headers.map((pair) => pair.map((part) => Buffer.from(part, "latin1"))) };
  for (const name of ["raw_path", "query_string"]) if (name in scope) scope[name] = loadBytes(scope[name]);
  let finish;
  const complete = new Promise((resolve) => (finish = resolve));
  let requested = false;
  const receive = async () => {
    if (!requested) {
      requested = true;
      return { type: "http.request", body: Buffer.alloc(0), more_body: false };
    }
    await complete;
    await sleep(50);
    return { type: "http.disconnect" };
  };
  const send = async (message) => {
    events.push({ send: dumpMessage(message) });
    if (message.type.endsWith(".body") && !message.more_body) finish();
  };
  try {
    await response.call(scope, receive, send);
    return { kind: "returned" };
  } catch (error) {
    return outcome(error);
  }
}

// A case that is given up goes on, for nothing cancels a promise.
const gaveUp = { kind: "gave_up", leaked: true };

// Fills in the result. Until something has ended, its outcome is that of a case that is given up.
async function run(test, result) {
  let response;
  try {
    response = construct(test.response);
  } catch (error) {
    result.construct = outcome(error);
    return;
  }
  for (const [index, action] of (test.actions ?? []).entries()) {
    try {
      act(response, action);
    } catch (error) {
      result.construct = { ...outcome(error), action: index };
      return;
    }
  }
  result.construct = { kind: "returned" };
  for (const call of test.calls) {
    const recorded = { events: [], outcome: gaveUp };
    result.calls.push(recorded);
    recorded.outcome = await drive(response, call, recorded.events);
  }
}

// Runs a case, or gives up on it when its deadline is over (PROTOCOL.md §5).
async function answer(test) {
  const result = { construct: gaveUp, calls: [] };
  let timer;
  const deadline = new Promise((resolve) => {
    if ("deadline_ms" in test) timer = setTimeout(resolve, test.deadline_ms);
  });
  await Promise.race([run(test, result), deadline]).finally(() => clearTimeout(timer));
  return structuredClone(result); // What happens later doesn't count.
}

function emit(message) {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`, "utf8");
  while (rest.length) rest = rest.subarray(writeSync(1, rest));
}

// Only LF ends a line: node:readline also breaks at U+2028, which stands unescaped in strings.
async function* lines(input) {
  let pieces = [];
  for await (let piece of input) {
    for (let end; (end = piece.indexOf(10)) >= 0; piece = piece.subarray(end + 1)) {
      yield Buffer.concat([...pieces, piece.subarray(0, end)]).toString("utf8");
      pieces = [];
    }
    pieces.push(piece);
  }
}

for await (const line of lines(process.stdin)) {
  const message = JSON.parse(line);
  if (message.op === "hello") {
    emit({ op: "hello", protocol: 1, implementation, classes: Object.keys(classes), features });
  } else if (message.op === "case") {
    const result = await answer(message).catch((error) => ({ error: String(error.stack) }));
    emit({ op: "result", id: message.id, ...result });
  }
}
process.exit(0); // Whatever cases that were given up still do.
