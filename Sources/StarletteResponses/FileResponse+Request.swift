import ASGI

extension FileResponse {
    /// The request's method in capitals; nil for what is no HTTP request.
    static func method(of scope: Scope) throws(ResponseError) -> String? {
        guard scope.type == .http else { return nil }
        guard let method = scope.method else { throw .missingScopeMember("method") }
        return method.uppercased()
    }

    /// The `range` header, where it is to be heeded: with status 200, for GET and HEAD, and if `if-range` holds.
    func rangeHeader(of scope: Scope, method: String?) throws(ResponseError) -> [UInt8]? {
        guard let request = scope.headers else { throw .missingScopeMember("headers") }
        guard statusCode == 200, let range = request.bytes(of: "range"), ["GET", "HEAD", nil].contains(method) else { return nil }
        if let ifRange = request.bytes(of: "if-range"), try !matches(ifRange: ifRange) { return nil }
        return range
    }

    /// Whether an `if-range` header names this state of the file: its `last-modified` to the letter, or its `etag`.
    ///
    /// A weak tag never matches (RFC 9110 §13.1.5). Source: `starlette/responses.py: FileResponse._should_use_range`.
    private func matches(ifRange: [UInt8]) throws(ResponseError) -> Bool {
        if ifRange.starts(with: "W/".utf8) { return false }
        for name in ["last-modified", "etag"] {
            guard let value = headers.bytes(of: name) else { throw .missingHeader(name) }
            if value == ifRange { return true }
        }
        return false
    }

    /// How a part of the file gets to the client of this scope.
    static func delivery(of part: FileTransfer.Part, to scope: Scope, method: String?) -> FileTransfer.Delivery {
        if method == "HEAD" { return .headersOnly }
        let offersPathsend = scope.extensions?.contains("http.response.pathsend") ?? false
        if case .whole = part, scope.type == .http, offersPathsend { return .pathsend }
        return .chunks
    }

    /// The response to a `range` header that cannot be served.
    static func answer(_ refusal: ByteRanges.Refusal, fileSize: Int) throws -> PlainTextResponse {
        switch refusal {
        case .malformed(let reason):
            try PlainTextResponse(reason, statusCode: 400)
        case .notSatisfiable:
            try PlainTextResponse(statusCode: 416, headers: ["Content-Range": "bytes */\(fileSize)"])
        }
    }
}
