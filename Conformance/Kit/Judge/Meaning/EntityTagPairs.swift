import AdapterProtocol
import AdapterSessions
import VectorSuites

/// The entity tags that an implementation makes in the calls of one case: equal for one state of the file, different where its size or its
/// time to the second differs. What is in them is the implementation's own.
struct EntityTagPairs {
    /// What a call of the real project says of the file, and the tag of the call that is judged.
    private struct Answer {
        let wanted: [UInt8]
        let lastModified: [UInt8]?
        let size: Int?
        let got: [UInt8]
        let pointer: String
    }

    private var answers: [Answer] = []

    mutating func add(_ call: CallTranscript, _ expected: CallExpectation, pointer: String) {
        guard let start = expected.start, let wanted = start.literal("etag"),
            let send = call.sends.first(where: \.message.isStart),
            case .value(let headers) = send.message.headers,
            let got = headers.first(where: { $0.name.lowercasedASCII.elementsEqual("etag".utf8) })
        else { return }
        answers.append(
            Answer(
                wanted: wanted,
                lastModified: start.literal("last-modified"),
                size: start.fileSize,
                got: got.value.trimmingBlanks,
                pointer: "\(pointer)/events/\(send.index)/send/headers"
            )
        )
    }

    var mismatches: [Mismatch] {
        answers.indices.dropFirst().compactMap { index in
            for earlier in answers[..<index] {
                if let found = Self.mismatch(earlier, answers[index]) { return found }
            }
            return nil
        }
    }

    private static func mismatch(_ first: Answer, _ second: Answer) -> Mismatch? {
        if first.wanted == second.wanted {
            if first.got == second.got { return nil }
            return Mismatch(.etagPair, at: second.pointer, wanted: .bytes(first.got), got: .bytes(second.got))
        }
        let differs = first.lastModified != second.lastModified || first.size != second.size
        guard differs, first.got == second.got else { return nil }
        return Mismatch(.etagPair, at: second.pointer, wanted: .otherThan(first.got), got: .bytes(second.got))
    }
}

extension Check {
    fileprivate static let etagPair = Check.header(name: "etag")
}

extension CallExpectation {
    fileprivate var start: StartExpectation? {
        switch content {
        case .response(let start, _, _): return start
        case .messages(let messages):
            for case .start(let start) in messages { return start }
            return nil
        }
    }
}

extension StartExpectation {
    fileprivate func literal(_ name: String) -> [UInt8]? { headers.first { $0.name == name }?.value.literal }

    /// How long the file is, where the headers say so.
    fileprivate var fileSize: Int? {
        let range = literal("content-range").flatMap { String(decoding: $0, as: UTF8.self).split(separator: "/").last }
        if let range { return Int(range) }
        guard status == 200, let length = literal("content-length") else { return nil }
        return Int(String(decoding: length, as: UTF8.self))
    }
}
