import AdapterProtocol
import OrderedJSON

/// What libFuzzer calls with each input that it made up: the JSON reader and the decoder of results must take any bytes, and what the
/// reader accepts must come out of it as it went in. `scripts/fuzz-reader` builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReader(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let value = try? JSON(utf8: UnsafeBufferPointer(start: start, count: count)) else { return 0 }
    check(value)
    if let result = try? CaseResult(value, callCount: value["calls"]?.arrayValue?.count ?? 0) { check(result) }
    return 0
}

/// Written on one line or laid out, a value is read as the same.
private func check(_ value: JSON) {
    let line = value.utf8
    precondition(!line.contains(0x0A), "a line feed in a document on one line")
    for text in [line, Array(value.laidOut(width: 40).utf8)] {
        guard let again = try? JSON(utf8: text) else { preconditionFailure("what was written cannot be read") }
        precondition(
            again == value && again.hashValue == value.hashValue && again.utf8 == line,
            "what was written is read as another"
        )
    }
}

/// No number in a result is out of its range.
private func check(_ result: CaseResult) {
    precondition(result.construct == .returned || result.calls.isEmpty, "calls of what was not constructed")
    for event in result.calls.flatMap(\.events) {
        switch event {
        case .received(let position), .pulled(let position): precondition(position >= 0, "a negative position")
        case .send(let message):
            guard case .value(let body) = message.body else { break }
            precondition((0...WireBytes.digestLimit).contains(body.length), "a body of a length that none has")
        default: break
        }
    }
}
