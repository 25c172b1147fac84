/** Waiting that a signal ends. */

import { setTimeout as sleep } from "node:timers/promises";

/** The time in which an implementation can notice something (PROTOCOL.md §4), and that of one turn, in milliseconds. */
export const PAUSE = 50;
const NAP = 5;

/** Settles as the promise does, or rejects with the reason of the first of these signals to be aborted. Absent signals don't count. */
export function interruptible(promise, ...signals) {
    const present = signals.filter((signal) => signal !== undefined);
    return new Promise((resolve, reject) => {
        const stop = ({ target }) => reject(target.reason);
        for (const signal of present) {
            if (signal.aborted) reject(signal.reason);
            signal.addEventListener("abort", stop);
        }
        const release = () => {
            for (const signal of present) signal.removeEventListener("abort", stop);
        };
        promise.then(resolve, reject).then(release);
    });
}

/** Waits in naps, each of which is a turn of the event loop too: a busy machine must not take the time to notice away. */
export async function pause(milliseconds = PAUSE) {
    for (let naps = Math.max(1, Math.ceil(milliseconds / NAP)); naps > 0; naps -= 1) await sleep(NAP);
}

/** Something that changes, and those who wait for it to. */
export class Condition {
    #waiting = [];

    /** Waits until the predicate holds, or rejects with the reason of a signal that is aborted. */
    async until(holds, ...signals) {
        while (!holds()) await interruptible(new Promise((resolve) => this.#waiting.push(resolve)), ...signals);
        for (const signal of signals) signal?.throwIfAborted();
    }

    notify() {
        for (const resolve of this.#waiting.splice(0)) resolve();
    }
}
