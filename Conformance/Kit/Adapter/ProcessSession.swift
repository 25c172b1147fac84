import AdapterProtocol
import FoundationEssentials
import Glibc
package import OrderedJSON

/// An adapter process as a session, over its standard input and output.
package final class ProcessSession: AdapterSession {
    /// A case that is out.
    private struct Pending {
        let id: String
        let ticket: Int
        let callCount: Int
        let sent: Date
        let start: ContinuousClock.Instant
    }

    private typealias Answered = (id: String, ticket: Int)

    private let command: AdapterCommand
    private let options: SessionOptions
    private var process: ChildProcess?
    private var nextNumber = 1
    /// The cases that are out, by number.
    private var pending: [Int: Pending] = [:]
    /// The number of the oldest case that may be out.
    private var oldest = 1
    /// The ids and tickets of the cases that were answered, by number: the last ones, and those before them.
    private var answered: (last: [Int: Answered], before: [Int: Answered]) = ([:], [:])
    /// At least so many answers are remembered, so that a second one is blamed on its case, in memory that does not grow.
    private static let rememberedAnswers = 10_000
    private var lastAnswer = ContinuousClock.now
    private var standardErrorBefore = ""

    package init(_ command: AdapterCommand, options: SessionOptions) {
        self.command = command
        self.options = options
    }

    package func start() throws(AdapterFault) -> Hello {
        pending = [:]
        oldest = nextNumber
        answered = ([:], [:])
        let process = try ChildProcess(
            command,
            interruption: options.interruption,
            lineLimit: AdapterProtocolLimits.lineLimit,
            trace: options.trace
        )
        self.process = process
        let seconds = options.startSeconds
        process.write(Self.hello(runner: options.runner).utf8 + [0x0A])
        switch process.readLine(until: .now + .seconds(seconds)) {
        case .line(let line):
            do {
                do { return try Hello(try JSON(utf8: line)) } catch let error as WireError {
                    throw AdapterFault.badHello(reason: error.description)
                }
            } catch let fault as AdapterFault { throw fault } catch {
                throw .badHello(reason: "its first line is no JSON (\(error)): \(Self.excerpt(line))")
            }
        case .ended(let ending): throw .endedBeforeHello(ending: ending)
        case .late(let bytes): throw .noHello(seconds: seconds, bytesArrived: bytes)
        case .tooLong: throw .badHello(reason: "its first line is longer than 64 MiB")
        case .interrupted: throw .interrupted
        }
    }

    package func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
        try send(written: request.utf8, callCount: request.callCount, ticket: ticket)
    }

    package func send(written text: [UInt8], callCount: Int, ticket: Int) throws(AdapterFault) {
        guard let process else { throw .endedWithoutCase(ending: "was not started") }
        if pending.isEmpty { try checkIdle(process) }
        // Nobody can answer a case ahead of it.
        let id = "\(nextNumber)-" + String(UInt32.random(in: 0...(.max)), radix: 16)
        let line = Self.line(text, id: id)
        guard line.count <= AdapterProtocolLimits.lineLimit + 1 else {
            throw .filesNotMade(reason: "the case is a line of \(line.count) bytes, and the protocol allows 64 MiB")
        }
        pending[nextNumber] = Pending(id: id, ticket: ticket, callCount: callCount, sent: Date(), start: .now)
        nextNumber += 1
        process.writeLater(line)
    }

    /// While the adapter has no case it neither writes nor ends.
    private func checkIdle(_ process: ChildProcess) throws(AdapterFault) {
        switch process.readLine(until: .now) {
        case .late: return
        case .line(let line): throw .unaskedLine(Self.excerpt(line))
        case .tooLong: throw .unaskedLine("more than 64 MiB")
        case .ended(let ending): throw .endedWithoutCase(ending: ending)
        case .interrupted: throw .interrupted
        }
    }

    package func receive(knowing known: (_ ticket: Int) -> ArraySlice<UInt8>?) -> AdapterReply {
        guard let process, let oldest = oldestStart() else {
            return .broke(.endedWithoutCase(ending: "was not started"), ticket: nil)
        }
        let seconds = options.caseSeconds
        switch process.readLine(until: max(oldest, lastAnswer) + .seconds(seconds)) {
        case .line(let line):
            lastAnswer = .now
            return knownReply(line, known) ?? reply(line)
        case .ended(let ending): return .broke(.endedDuringCase(ending: ending), ticket: nil)
        case .late(let bytes): return .broke(.noResult(seconds: seconds, bytesArrived: bytes), ticket: nil)
        case .tooLong: return .broke(.protocolError(reason: "a line longer than 64 MiB"), ticket: nil)
        case .interrupted: return .broke(.interrupted, ticket: nil)
        }
    }

    package var hasAnswer: Bool { process?.holdsLine ?? false }

    private func oldestStart() -> ContinuousClock.Instant? {
        while oldest < nextNumber {
            if let start = pending[oldest]?.start { return start }
            oldest += 1
        }
        return nil
    }

    package func stop() -> AdapterFault? {
        guard let process else { return nil }
        let fault = process.end()
        keepStandardError()
        self.process = nil
        return fault
    }

    /// Ends the process at once, whatever it does.
    package func kill() {
        process?.kill()
        keepStandardError()
        process = nil
    }

    package func takeStandardError() -> String {
        process?.drainStandardError()
        keepStandardError()
        defer { standardErrorBefore = "" }
        return standardErrorBefore
    }

    private func keepStandardError() {
        if let text = process?.takeStandardError() { standardErrorBefore += text }
    }
}

// MARK: - Lines

extension ProcessSession {
    /// The runner's hello.
    package static func hello(runner: String) -> JSON {
        ["op": "hello", "protocol": .integer(AdapterProtocolLimits.version), "runner": .string(runner)]
    }

    /// The text of a case with its id, behind `op` as PROTOCOL.md shows it.
    private static func line(_ text: [UInt8], id: String) -> [UInt8] {
        let member = "\"id\":\"\(id)\","
        let place = text.starts(with: opening) ? opening.count : 1
        var line: [UInt8] = []
        line.reserveCapacity(text.count + member.utf8.count + 1)
        line += text[..<place]
        line += member.utf8
        line += text[place...]
        line.append(0x0A)
        return line
    }

    private static let opening = Array(#"{"op":"case","#.utf8)

    /// What a line means: a transcript, the adapter's own failure, or a breach of the protocol.
    private func reply(_ line: [UInt8]) -> AdapterReply {
        let value: JSON
        let id: String
        do throws(AdapterFault) { (value, id) = try Self.result(line) } catch { return .broke(error, ticket: nil) }
        guard let pending = take(id.utf8) else {
            let number = Self.number(of: id.utf8)
            if let answered = answered.last[number] ?? answered.before[number], answered.id == id {
                return .broke(.protocolError(reason: "case \(id) is answered twice"), ticket: answered.ticket)
            }
            let known = pending.sorted { $0.key < $1.key }.map(\.value.id).joined(separator: ", ")
            return .broke(.protocolError(reason: "there is no case '\(id)'; in flight: \(known)"), ticket: nil)
        }
        do throws(AdapterFault) {
            let duration = pending.start.duration(to: .now)
            let transcript = try Transcript(value, callCount: pending.callCount, sent: pending.sent, duration: duration)
            return .answered(ticket: pending.ticket, transcript)
        } catch {
            return error.leavesProcessUsable ? .failed(ticket: pending.ticket, error) : .broke(error, ticket: pending.ticket)
        }
    }

    /// The case of this id, which is out no longer.
    private func take(_ id: some Collection<UInt8>) -> Pending? {
        let number = Self.number(of: id)
        guard let known = pending[number], known.id.utf8.elementsEqual(id) else { return nil }
        pending[number] = nil
        if answered.last.count == Self.rememberedAnswers { answered = ([:], answered.last) }
        answered.last[number] = (known.id, known.ticket)
        return known
    }

    /// The number that an id of ours begins with; 0 for another.
    private static func number(of id: some Collection<UInt8>) -> Int {
        var number = 0
        for byte in id.prefix(18) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    /// The reply where a line is written as PROTOCOL.md shows it and ends in what is known.
    private func knownReply(_ line: [UInt8], _ known: (_ ticket: Int) -> ArraySlice<UInt8>?) -> AdapterReply? {
        guard line.starts(with: Self.beginning), let quote = line[Self.beginning.count...].firstIndex(of: UInt8(ascii: "\""))
        else { return nil }
        let id = line[Self.beginning.count..<quote]
        guard let pending = pending[Self.number(of: id)], let known = known(pending.ticket),
            line.count - known.count == quote + 2,
            line[quote + 1] == UInt8(ascii: ","), known.isEqual(toEndOf: line), take(id) != nil
        else { return nil }
        return .known(ticket: pending.ticket)
    }

    private static let beginning = Array(#"{"op":"result","id":""#.utf8)

    private static func result(_ line: [UInt8]) throws(AdapterFault) -> (JSON, id: String) {
        let value: JSON
        do { value = try JSON(utf8: line) } catch {
            throw .protocolError(
                reason: "a line of standard output is no JSON (\(error)): \(excerpt(line)). Log to standard error instead"
            )
        }
        guard value.objectValue != nil else {
            throw .protocolError(reason: "a line is \(value.kindName), not an object: \(excerpt(line))")
        }
        guard value["op"] == "result" else {
            throw .protocolError(reason: "wanted {\"op\":\"result\",…}, got \(excerpt(line))")
        }
        guard let id = value["id"]?.stringValue else { throw .protocolError(reason: "a result has no 'id', a string") }
        return (value, id)
    }

    /// The beginning of a line that makes no sense, for a message.
    private static func excerpt(_ line: [UInt8]) -> String {
        let limit = 120
        return String(decoding: line.prefix(limit), as: UTF8.self) + (line.count > limit ? "…" : "")
    }
}

extension ArraySlice<UInt8> {
    /// Whether an array ends in these bytes; it has as many at least.
    fileprivate func isEqual(toEndOf other: [UInt8]) -> Bool {
        withUnsafeBytes { bytes in
            other.withUnsafeBytes { other in
                guard let start = bytes.baseAddress, let end = other.baseAddress else { return true }
                return memcmp(start, end + (other.count - bytes.count), bytes.count) == 0
            }
        }
    }
}
