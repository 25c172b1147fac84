import AdapterProtocol
package import AdapterSessions

/// The boundary of a multipart answer, which every call draws anew.
package enum RandomBoundary {
    /// The media type of such an answer; the boundary follows.
    static let contentType = "multipart/byteranges; boundary="
    /// The shortest that an implementation draws.
    private static let shortest = 13

    /// The boundary that the value of a header names, if it looks like one that was drawn.
    static func named(by value: [UInt8]) -> ArraySlice<UInt8>? {
        guard value.starts(with: contentType.utf8) else { return nil }
        let boundary = value.dropFirst(contentType.utf8.count)
        return boundary.count >= shortest && boundary.allSatisfy(isRandom) ? boundary : nil
    }

    private static func isRandom(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}

extension Transcript {
    /// The transcript with another's boundaries in place of its own, call by call, where both have drawn one of the same length.
    package func withBoundaries(of other: Transcript) -> Transcript {
        var transcript = self
        for (index, other) in zip(calls.indices, other.calls) {
            guard let own = calls[index].boundary, let others = other.boundary, own.count == others.count else { continue }
            transcript.calls[index].replace(own, with: others)
        }
        return transcript
    }
}

extension CallTranscript {
    fileprivate var boundary: ArraySlice<UInt8>? {
        for message in messages {
            guard case .value(let headers) = message.headers else { continue }
            for header in headers { if let boundary = RandomBoundary.named(by: header.value) { return boundary } }
        }
        return nil
    }

    fileprivate mutating func replace(_ boundary: ArraySlice<UInt8>, with other: ArraySlice<UInt8>) {
        for index in events.indices {
            guard case .send(var message) = events[index] else { continue }
            if case .value(let headers) = message.headers {
                message.headers = .value(
                    headers.map { .init(name: $0.name, value: $0.value.replacing(boundary, with: other)) }
                )
            }
            if case .value(.bytes(let bytes)) = message.body {
                message.body = .value(.bytes(bytes.replacing(boundary, with: other)))
            }
            events[index] = .send(message)
        }
    }
}

extension [UInt8] {
    /// The bytes with some in place of others, of which there are as many and one at least.
    fileprivate func replacing(_ old: ArraySlice<UInt8>, with new: ArraySlice<UInt8>) -> [UInt8] {
        var (bytes, index) = (self, 0)
        while let found = self[index...].firstIndex(of: old[old.startIndex]), found + old.count <= count {
            let isOccurrence = self[found..<found + old.count].elementsEqual(old)
            if isOccurrence { bytes.replaceSubrange(found..<found + old.count, with: new) }
            index = found + (isOccurrence ? old.count : 1)
        }
        return bytes
    }
}
