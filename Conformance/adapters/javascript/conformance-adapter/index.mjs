/** The adapter protocol (Conformance/PROTOCOL.md) for ports in JavaScript: describe the port, and serve it. */

export { callFetchHandler } from "./fetch.mjs";
export { callNodeHandler } from "./node-http.mjs";
export { Port } from "./port.mjs";
export { serve } from "./serve.mjs";
export { Unsupported } from "./wire.mjs";
