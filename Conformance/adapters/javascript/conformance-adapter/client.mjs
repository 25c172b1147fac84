/** The client of a platform that isn't ASGI. */

/**
 * Watches for the client's disconnect while `respond` runs, and then aborts `gone`: such a platform tells a port by a signal
 * or an event, and the port never asks. The call's own signal has the same effect.
 */
export async function withClient({ receive, signal }, gone, respond) {
    const isOver = new AbortController();
    const leave = () => gone.abort(signal.reason);
    signal.addEventListener("abort", leave);
    const watching = watch(receive, isOver.signal, gone).catch(() => {}); // Cancelled.
    try {
        return await respond();
    } finally {
        signal.removeEventListener("abort", leave);
        isOver.abort();
        await watching;
    }
}

async function watch(receive, signal, gone) {
    for (;;) {
        const { type } = await receive({ signal });
        if (type.endsWith(".disconnect")) return gone.abort();
    }
}
