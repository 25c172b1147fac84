import ASGI

/// The sending of an open file or of a range of it, in body messages or by the server itself.
///
/// Source: `baize/asgi/responses.py: FileResponse.create_send_or_zerocopy`.
struct BaizeFileTransfer {
    let file: OpenFile
    /// As much as is read and sent at once.
    let chunkSize: Int
    /// Whether the server takes the open file itself (extension `http.response.zerocopysend`).
    let isZerocopy: Bool
    let send: Send

    /// Sends all that the file holds, whatever its size was said to be, and ends the response.
    func sendWhole() async throws {
        if isZerocopy {
            return try await send(.httpResponseZerocopysend(file: file.descriptor, offset: nil, count: nil, moreBody: false))
        }
        var offset = 0
        var moreBody = true
        while moreBody {
            let chunk = try await file.read(count: chunkSize, at: offset)
            offset += chunk.count
            // A file that ends with a full chunk is followed by an empty one.
            moreBody = chunk.count == chunkSize
            try await sendBody(chunk, moreBody: moreBody)
        }
    }

    /// Sends one range. Where the file is shorter, the messages are as many, and short or empty.
    func send(_ range: Range<Int>, moreBody: Bool) async throws {
        if isZerocopy {
            return try await send(
                .httpResponseZerocopysend(
                    file: file.descriptor,
                    offset: range.lowerBound,
                    count: range.count,
                    moreBody: moreBody
                )
            )
        }
        var offset = range.lowerBound
        var asked = 0
        var isLast = false
        while !isLast {
            let length = min(chunkSize, range.count - asked)
            asked += length
            isLast = asked == range.count
            let chunk = try await file.read(count: length, at: offset)
            offset += chunk.count
            try await sendBody(chunk, moreBody: moreBody || !isLast)
        }
    }

    /// Sends a chunk unless the call was cancelled while it was read.
    func sendBody(_ body: [UInt8], moreBody: Bool) async throws {
        try Task.checkCancellation()
        try await send(.httpResponseBody(body: body, moreBody: moreBody))
    }
}
