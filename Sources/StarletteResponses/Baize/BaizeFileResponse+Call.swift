public import ASGI

extension BaizeFileResponse {
    /// Sends the file or what the `range` header asks for, whatever the method, and to `HEAD` in capitals the headers alone.
    ///
    /// A `range` header that cannot be served is answered with 400 or 416, without this response's headers. `receive` is not called:
    /// a client that goes is noticed only where `send` throws.
    /// - Throws: `ResponseError.missingScopeMember`, on a WebSocket for one; `.tooManyDigits`; `.controlCharacterInHeader`;
    ///   `TextEncodingError` for a header that Latin-1 cannot hold; `FileError`; what `send` throws.
    public mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        guard let method = scope.method else { throw ResponseError.missingScopeMember("method") }
        guard let request = scope.headers else { throw ResponseError.missingScopeMember("headers") }
        let delivery = Delivery(method: method, scope: scope, send: send)
        guard let header = Self.lastValue(of: "range", in: request), try matches(Self.lastValue(of: "if-range", in: request))
        else {
            return try await sendWhole(delivery)
        }
        let ranges: [Range<Int>]
        do {
            ranges = try BaizeByteRanges.parse(header, fileSize: stat.size)
        } catch let refusal as ByteRanges.Refusal {
            return try await answer(refusal, send)
        }
        if ranges.count == 1 {
            try await sendRange(ranges[0], delivery)
        } else {
            try await sendRanges(ranges, delivery)
        }
    }

    /// The last value of a name, for baize lets later lines win; nil where it is empty.
    private static func lastValue(of name: String, in request: Headers) -> [UInt8]? {
        let value = request.fields.last { $0.name.elementsEqual(name.utf8) }?.value
        return value == [] ? nil : value
    }

    /// Whether an `if-range` header names this state of the file, by what its `last-modified` and `etag` were at first; nil does.
    ///
    /// Source: `baize/responses.py: FileResponseMixin.judge_if_range`.
    private func matches(_ ifRange: [UInt8]?) throws -> Bool {
        guard let ifRange else { return true }
        return try ifRange.elementsEqual(stat.baizeETag.utf8) || ifRange.elementsEqual(stat.lastModified.utf8)
    }

    /// Refuses a `range` header. The name of the header with 416 has capitals, which ASGI does not allow.
    private func answer(_ refusal: ByteRanges.Refusal, _ send: Send) async throws {
        let (status, headers, body): (Int, [HeaderField], String) =
            switch refusal {
            case .malformed(let reason):
                (400, [], reason)
            case .notSatisfiable:
                (416, [HeaderField(name: Array("Content-Range".utf8), value: Array("*/\(stat.size)".utf8))], "")
            }
        try await send(.httpResponseStart(status: status, headers: Headers(headers)))
        try await send(.httpResponseBody(body: Array(body.utf8), moreBody: false))
    }
}

// MARK: - Sending

extension BaizeFileResponse {
    /// How the content gets to the client of a scope.
    private struct Delivery {
        let headersOnly: Bool
        let isZerocopy: Bool
        let isStrict: Bool
        let send: Send

        init(method: String, scope: Scope, send: @escaping Send) {
            headersOnly = method == "HEAD"
            isZerocopy = scope.extensions?.contains("http.response.zerocopysend") ?? false
            isStrict = scope.isStrict
            self.send = send
        }
    }

    private mutating func sendWhole(_ delivery: Delivery) async throws {
        try headers.set("content-type", to: contentType)
        try headers.set("content-length", to: String(stat.size))
        try await send(status: 200, delivery) { transfer in try await transfer.sendWhole() }
    }

    private mutating func sendRange(_ range: Range<Int>, _ delivery: Delivery) async throws {
        try headers.set("content-range", to: MultipartByteRanges.contentRange(range, of: stat.size))
        try headers.set("content-type", to: contentType)
        try headers.set("content-length", to: String(range.count))
        try await send(status: 206, delivery) { transfer in try await transfer.send(range, moreBody: false) }
    }

    private mutating func sendRanges(_ ranges: [Range<Int>], _ delivery: Delivery) async throws {
        let multipart = MultipartByteRanges.baize(
            ranges,
            fileSize: stat.size,
            contentType: contentType,
            environment.randomNumberGenerator
        )
        if delivery.isStrict { try multipart.validate() }
        try headers.set("content-type", to: "multipart/byteranges; boundary=\(multipart.boundary)")
        try headers.set("content-length", to: String(multipart.contentLength))
        try await send(status: 206, delivery) { transfer in
            for range in ranges {
                try await transfer.sendBody(multipart.head(of: range), moreBody: true)
                try await transfer.send(range, moreBody: true)
                try await transfer.sendBody(multipart.tail, moreBody: true)
            }
            try await transfer.sendBody(multipart.close, moreBody: false)
        }
    }

    /// Sends the start, and then nothing to HEAD, or else what the function sends of the open file.
    private func send(status: Int, _ delivery: Delivery, _ body: (BaizeFileTransfer) async throws -> Void) async throws {
        try await delivery.send(.httpResponseStart(status: status, headers: listHeaders()))
        if delivery.headersOnly { return try await delivery.send(.httpResponseBody(body: [], moreBody: false)) }
        try await OpenFile.with(path: filepath, refusesDirectory: false) { file in
            let transfer = BaizeFileTransfer(
                file: file,
                chunkSize: chunkSize,
                isZerocopy: delivery.isZerocopy,
                send: delivery.send
            )
            try await body(transfer)
        }
    }
}
