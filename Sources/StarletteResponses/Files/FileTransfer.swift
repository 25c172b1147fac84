import ASGI

/// The sending of a file, or of parts of it, once it is decided what to send.
///
/// Source: `starlette/responses.py: FileResponse._handle_simple, _handle_single_range, _handle_multiple_ranges`.
struct FileTransfer: Sendable {
    /// What is sent of the file.
    enum Part: Sendable {
        /// All that the file holds, whatever its size was said to be.
        case whole(statusCode: Int)
        /// One range of a file of this size (206). A shorter file is sent as far as it goes.
        case range(Range<Int>, fileSize: Int)
        /// Several ranges of a file of this size (206). A shorter file is an error.
        case ranges([Range<Int>], fileSize: Int)

        /// Leaves only these ranges; none leaves all.
        mutating func narrow(to byteRanges: ByteRanges, fileSize: Int) {
            switch byteRanges.ranges.count {
            case 0: break
            case 1: self = .range(byteRanges.ranges[0], fileSize: fileSize)
            default: self = .ranges(byteRanges.ranges, fileSize: fileSize)
            }
        }
    }

    /// How the content gets to the client.
    enum Delivery: Sendable {
        /// In body messages.
        case chunks
        /// Not at all: the answer to HEAD.
        case headersOnly
        /// By the server, which is told the path.
        case pathsend
    }

    let path: String
    let headers: Headers
    let part: Part
    let delivery: Delivery
    /// Whether a media type that breaks the headers of parts is refused.
    let isStrict: Bool
    /// Draws the boundary between several ranges.
    let randomNumberGenerator: any RandomNumberGenerator & Sendable

    /// Sends the start and the content.
    func send(to send: Send) async throws {
        switch part {
        case .whole(let statusCode): try await sendWhole(statusCode: statusCode, send)
        case .range(let range, let fileSize): try await sendRange(range, of: fileSize, send)
        case .ranges(let ranges, let fileSize): try await sendRanges(ranges, of: fileSize, send)
        }
    }

    private func sendWhole(statusCode: Int, _ send: Send) async throws {
        try await send(.httpResponseStart(status: statusCode, headers: headers))
        switch delivery {
        case .headersOnly: try await sendNothing(send)
        case .pathsend: try await send(.httpResponsePathsend(path: path))
        case .chunks:
            try await OpenFile.with(path: path) { file in
                let chunks = FileChunks(of: file, at: 0..<Int.max)
                var moreBody = true
                while moreBody {
                    let chunk = try await chunks.read()
                    // A file that ends with a full chunk is followed by an empty one.
                    moreBody = chunk.count == FileChunks.size
                    try await sendBody(chunk, moreBody: moreBody, send)
                }
            }
        }
    }

    private func sendRange(_ range: Range<Int>, of fileSize: Int, _ send: Send) async throws {
        var headers = headers
        try headers.set("content-range", to: MultipartByteRanges.contentRange(range, of: fileSize))
        try headers.set("content-length", to: String(range.count))
        try await send(.httpResponseStart(status: 206, headers: headers))
        if case .headersOnly = delivery { return try await sendNothing(send) }
        try await OpenFile.with(path: path) { file in
            let chunks = FileChunks(of: file, at: range)
            var moreBody = true
            while moreBody {
                let chunk = try await chunks.read()
                moreBody = chunk.count == FileChunks.size && !chunks.isComplete
                try await sendBody(chunk, moreBody: moreBody, send)
            }
        }
    }

    private func sendRanges(_ ranges: [Range<Int>], of fileSize: Int, _ send: Send) async throws {
        guard let contentType = headers["content-type"] else { throw ResponseError.missingHeader("content-type") }
        let multipart = MultipartByteRanges.starlette(
            ranges,
            fileSize: fileSize,
            contentType: contentType,
            randomNumberGenerator
        )
        if isStrict { try multipart.validate() }
        var headers = headers
        try headers.set("content-type", to: "multipart/byteranges; boundary=\(multipart.boundary)")
        try headers.set("content-length", to: String(multipart.contentLength))
        try await send(.httpResponseStart(status: 206, headers: headers))
        if case .headersOnly = delivery { return try await sendNothing(send) }
        try await OpenFile.with(path: path) { file in
            for range in ranges {
                try await sendBody(multipart.head(of: range), moreBody: true, send)
                let chunks = FileChunks(of: file, at: range)
                while !chunks.isComplete {
                    let chunk = try await chunks.read()
                    if chunk.isEmpty { throw ResponseError.fileShorterThanExpected(path: path) }
                    try await sendBody(chunk, moreBody: true, send)
                }
                try await sendBody(multipart.tail, moreBody: true, send)
            }
            try await sendBody(multipart.close, moreBody: false, send)
        }
    }

    /// Sends a chunk unless the client's disconnect has cancelled the transfer while it was read.
    private func sendBody(_ body: [UInt8], moreBody: Bool, _ send: Send) async throws {
        try Task.checkCancellation()
        try await send(.httpResponseBody(body: body, moreBody: moreBody))
    }

    private func sendNothing(_ send: Send) async throws {
        try await sendBody([], moreBody: false, send)
    }
}
