/** The process: lines in, lines out, and cases in flight (PROTOCOL.md §1, §2 and §8). */

import { writeSync } from "node:fs";
import { Case, runsAlone } from "./case.mjs";
import { Condition } from "./waiting.mjs";
import { dumpLine, LONGEST_LINE, loadLine } from "./wire.mjs";

/** Answers cases until standard input ends. Standard output is the protocol's; what else is written there goes to standard error. */
export async function serve(port) {
    console.log = console.info = console.debug = console.error;
    process.stdout.write = process.stderr.write.bind(process.stderr);
    // A promise that nobody awaits must not take the other cases with it.
    process.on("unhandledRejection", (error) => console.error("unhandled rejection:", error));
    await new Server(port).run(process.stdin);
    process.exit(0); // Whatever the cases that were given up still do.
}

class Server {
    #port;
    #changed = new Condition();
    #inFlight = 0;

    constructor(port) {
        this.#port = port;
    }

    async run(input) {
        for await (const line of lines(input)) {
            const message = load(line);
            if (message.op === "hello") this.#greet(message);
            else if (message.op === "case") await this.#begin(message);
        }
        await this.#untilAtMost(0);
    }

    #greet({ protocol }) {
        if (!(protocol >= 1)) exit(`the runner speaks protocol ${protocol}, and this adapter only 1`);
        write(dumpLine(this.#port.hello()));
    }

    /** Starts to answer a case when it is its turn: at most `inFlight` run at once, and some alone. */
    async #begin(test) {
        const isAlone = runsAlone(test);
        await this.#untilAtMost(isAlone ? 0 : this.#port.inFlight - 1);
        this.#answer(test);
        if (isAlone) await this.#untilAtMost(0);
    }

    async #answer(test) {
        this.#inFlight += 1;
        const head = { op: "result", id: test.id };
        const line = dumpLine({ ...head, ...(await new Case(this.#port, test).answer()) });
        const isTooLong = line.length > LONGEST_LINE + 1;
        write(
            isTooLong
                ? dumpLine({
                      ...head,
                      error: `the result has ${line.length - 1} bytes, and a line at most ${LONGEST_LINE}`,
                  })
                : line,
        );
        this.#inFlight -= 1;
        this.#changed.notify();
    }

    #untilAtMost(count) {
        return this.#changed.until(() => this.#inFlight <= count);
    }
}

/** Only LF ends a line: `node:readline` also breaks at U+2028, which stands unescaped in strings. */
async function* lines(input) {
    let pieces = [];
    for await (let piece of input) {
        for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10)) {
            yield Buffer.concat([...pieces, piece.subarray(0, end)]);
            pieces = [];
            piece = piece.subarray(end + 1);
        }
        pieces.push(piece);
    }
}

function load(line) {
    try {
        return loadLine(line);
    } catch (error) {
        return exit(`the runner sent a line that is no JSON object: ${error.message}`);
    }
}

/** Writes a whole line. The pipe may be full and non-blocking: Node makes it so as soon as something looks at `process.stdout`. */
function write(line) {
    let rest = line;
    while (rest.length > 0) {
        try {
            rest = rest.subarray(writeSync(1, rest));
        } catch (error) {
            if (error.code !== "EAGAIN") throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
        }
    }
}

function exit(sentence) {
    console.error(sentence);
    process.exit(1);
}
