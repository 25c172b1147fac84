import OrderedJSON

extension Draw {
    /// The arguments of a class.
    mutating func response(_ className: String, _ file: DrawnFile?) -> JSON {
        switch className {
        case "starlette.JSONResponse": return jsonResponse()
        case "starlette.RedirectResponse":
            return .members(["url": url(), "status_code": optionalStatus(), "headers": optionalHeaders()])
        case "starlette.StreamingResponse": return streamingResponse()
        case "starlette.FileResponse": return fileResponse(file)
        case "sse_starlette.EventSourceResponse": return eventSourceResponse()
        case "baize.FileResponse": return baizeFileResponse(file)
        default: return contentResponse()
        }
    }

    private mutating func optionalHeaders() -> JSON? { sometimes(3) { $0.headers() } }
    private mutating func optionalStatus() -> JSON? { sometimes(4) { $0.status() } }
    private mutating func optionalMediaType() -> JSON? {
        sometimes(4) { $0.once(in: 8) ? .null : .string($0.mediaType()) }
    }

    private mutating func contentResponse() -> JSON {
        .members([
            "content": once(in: 12) ? sometimes(2) { _ in .null } : .some(chunk()),
            "status_code": optionalStatus(), "headers": optionalHeaders(), "media_type": optionalMediaType(),
            "charset": sometimes(8, using: "charset") { $0.charset() },
        ])
    }

    private mutating func jsonResponse() -> JSON {
        .members([
            "content": ["json": json()],
            "status_code": optionalStatus(), "headers": optionalHeaders(), "media_type": optionalMediaType(),
            "render": sometimes(20, using: "json.render") { $0.bytes() },
        ])
    }

    private mutating func streamingResponse() -> JSON {
        .members([
            "content": stream { $0.chunk() },
            "status_code": optionalStatus(), "headers": optionalHeaders(), "media_type": optionalMediaType(),
            "charset": sometimes(12, using: "charset") { $0.charset() },
        ])
    }

    /// Headers with a validator of their own now and then, for If-Range to be compared with.
    private mutating func fileHeaders() -> JSON? {
        once(in: 6) ? [["etag", .string(element(of: ["\"abc\"", "W/\"abc\"", "abc"]))]] : optionalHeaders()
    }

    /// The path of the case's file, or of one that is not there.
    private mutating func filePath(_ file: DrawnFile?) -> JSON {
        guard let file, !once(in: 25) else { return .string("${files}" + (once(in: 3) ? "" : "/missing.txt")) }
        return .string("${files}/" + Template.escape(file.name))
    }

    private mutating func statResult(_ file: DrawnFile?) -> JSON? {
        guard uses("file.stat_result", onceIn: 12), let file else { return .none }
        let size = once(in: 2) ? file.size : element(of: [0, 5, file.size + 1, 100])
        return [
            "size": .integer(size), "modified": .number("\(file.modified)"), "kind": .string(once(in: 8) ? "directory" : "file"),
        ]
    }

    private mutating func fileResponse(_ file: DrawnFile?) -> JSON {
        .members([
            "path": filePath(file),
            "status_code": sometimes(10) { $0.once(in: 4) ? 206 : $0.status() },
            "headers": fileHeaders(),
            "media_type": optionalMediaType(),
            "filename": sometimes(3) { .string($0.once(in: 2) ? Template.escape($0.fileName()) : $0.text()) },
            "stat_result": statResult(file),
            "content_disposition_type": sometimes(10) { .string($0.element(of: ["inline", "attachment", "", $0.headerText()])) },
        ])
    }

    private mutating func baizeFileResponse(_ file: DrawnFile?) -> JSON {
        // A directory that is said to be a file would be handed to the server, who cannot send it.
        let stat = statResult(file)
        return .members([
            "filepath": stat == nil ? filePath(file) : .string("${files}/" + Template.escape(file?.name ?? "")),
            "headers": fileHeaders(),
            "content_type": optionalMediaType(),
            "download_name": sometimes(3) { .string($0.once(in: 2) ? Template.escape($0.fileName()) : $0.text()) },
            "stat_result": stat,
            // A long file in chunks of a byte takes an hour.
            "chunk_size": sometimes(8) { .integer($0.element(of: (file?.size ?? 0) > 100 ? [4096, 65_536] : [1, 3, 100])) },
        ])
    }

    private mutating func eventSourceResponse() -> JSON {
        let sender = sometimes(25, using: "sse.data_sender") { $0.dataSender() }
        return .members([
            "content": sender == nil ? stream { $0.eventStep() } : ["channel": true],
            "status_code": optionalStatus(), "headers": optionalHeaders(), "media_type": optionalMediaType(),
            "ping": sometimes(16, using: "sse.ping") { .integer($0.element(of: [15, 0, 60, -1])) },
            "ping_message": sometimes(40, using: "sse.ping") { $0.event() },
            "sep": sometimes(5) { .string($0.separator()) },
            "send_timeout": sometimes(30, using: "sse.send_timeout") { _ in .integer(30) },
            "cleanup_timeout": sometimes(20, using: "sse.cleanup_timeout") { $0.element(of: [30, 0, 0, -1, .null]) },
            "shutdown_grace_period": sometimes(40, using: "sse.shutdown") { .integer($0.element(of: [0, 1, 30, -1])) },
            "client_close_handler": sometimes(30, using: "sse.close_handler") { _ in true },
            "data_sender": sender,
        ])
    }
}
