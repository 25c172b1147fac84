/** The tests' port behind the adapter protocol: `conformance-run --adapter node -- quickreply_adapter.mjs`. */

import { Port, serve } from "../conformance-adapter/index.mjs";
import { EventStream, JSONEvent, SendTimeout, ServerEvent } from "./quickreply/events.mjs";
import { FileResponse, NotAFile } from "./quickreply/files.mjs";
import * as responses from "./quickreply/responses.mjs";

class QuickReply extends Port {
    name = "quickreply";
    version = "1.0";
    classes = {
        "starlette.Response": responses.Response,
        "starlette.HTMLResponse": responses.HTMLResponse,
        "starlette.PlainTextResponse": responses.PlainTextResponse,
        "starlette.JSONResponse": responses.JSONResponse,
        "starlette.RedirectResponse": responses.RedirectResponse,
        "starlette.StreamingResponse": responses.StreamingResponse,
        "starlette.FileResponse": FileResponse,
        "sse_starlette.EventSourceResponse": EventStream,
    };
    features = [
        "background",
        "cancel",
        "clock",
        "disconnect",
        "file.range",
        "file.stat_result",
        "file.write",
        "headers.mutate",
        "json.insertion_order",
        "json.non_finite",
        "json.render",
        "reuse",
        "send.blocks",
        "send.fails",
        "sse.close_handler",
        "sse.data_sender",
        "sse.ping",
        "sse.send_timeout",
        "sse.shutdown",
        "stream.async_iterable",
        "stream.async_iterator",
        "stream.events",
        "stream.list",
        "stream.pauses",
        "stream.sync",
        "text.surrogates",
        "websocket",
    ];
    lacks = ["action.set_cookie", "action.delete_cookie"];
    errors = [
        [responses.InvalidArgument, "invalid_argument"],
        [responses.EncodingError, "encoding"],
        [responses.NotSerializable, "not_serializable"],
        [responses.ClientDisconnect, "client_disconnect"],
        [NotAFile, "not_a_file"],
        [SendTimeout, "timeout"],
    ];

    background(tasks) {
        return async () => {
            for (const task of tasks) await task();
        };
    }

    event(members, form) {
        if (form === "dict") return members;
        return form === "JSONServerSentEvent" ? new JSONEvent(members) : new ServerEvent(members);
    }

    shutDown(isDown) {
        EventStream.shutDown(isDown);
    }
}

await serve(new QuickReply());
