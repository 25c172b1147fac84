import AdapterProtocol
import FoundationEssentials
import Glibc
package import OrderedJSON
import VectorSuites

/// An adapter process as a session, over its standard input and output.
package final class ProcessSession: AdapterSession {
    /// A case that is out or was answered.
    private struct Sent {
        let id: String
        let ticket: Int
        let callCount: Int
        let time: Date
        let start: ContinuousClock.Instant
        var isAnswered = false
    }

    private let command: AdapterCommand
    private let options: SessionOptions
    private var process: ChildProcess?
    /// The cases of the process by their numbers, but for the oldest.
    private var sent: [Sent] = []
    /// The number of the first of them.
    private var firstNumber = 1
    /// The number of the oldest case that may be out.
    private var oldest = 1
    /// At least so many answered cases are remembered, so that a second answer is blamed on its case, in memory that does not grow.
    private static let remembered = 10_000
    /// How long after its deadline a result is still waited for, in seconds, and no longer than the case had.
    private static let longestGrace = 2.0
    /// What nobody can guess of an id.
    private var nonces = SystemRandomNumberGenerator()
    private var lastAnswer = ContinuousClock.now
    private var standardErrorBefore = ""

    package init(_ command: AdapterCommand, options: SessionOptions) {
        self.command = command
        self.options = options
    }

    package func start() throws(AdapterFault) -> Hello {
        firstNumber += sent.count
        sent = []
        oldest = firstNumber
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
            do { return try Hello(line: line) } catch { throw .badHello(error) }
        case .ended(let ending): throw .endedBeforeHello(ending)
        case .late(let bytes): throw .noHello(seconds: seconds, bytesArrived: bytes)
        case .tooLong: throw .badHello(.tooLong)
        case .interrupted: throw .interrupted
        }
    }

    package func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
        guard let process else { throw .endedWithoutCase(.notStarted) }
        moveToOldest()
        if oldest == nextNumber { try checkIdle(process) }
        // Nobody can answer a case ahead of it.
        let id = String(nextNumber) + "-" + String(UInt32(truncatingIfNeeded: nonces.next()), radix: 16)
        let line = Self.line(request.utf8, id: id, deadlineMilliseconds: Int(options.caseSeconds * 1000))
        guard line.count <= AdapterProtocolLimits.lineLimit + 1 else {
            throw .caseTooLong(bytes: line.count)
        }
        forget()
        sent.append(Sent(id: id, ticket: ticket, callCount: request.callCount, time: Date(), start: .now))
        process.writeLater(line)
    }

    /// While the adapter has no case it neither writes nor ends.
    private func checkIdle(_ process: ChildProcess) throws(AdapterFault) {
        switch process.readLine(until: .now) {
        case .late: return
        case .line(let line): throw .unaskedLine(LineExcerpt(line).description)
        case .tooLong: throw .unaskedLine("more than 64 MiB")
        case .ended(let ending): throw .endedWithoutCase(ending)
        case .interrupted: throw .interrupted
        }
    }

    package func receive() -> AdapterReply {
        moveToOldest()
        guard let process, oldest < nextNumber else {
            return .broke(.endedWithoutCase(.notStarted), ticket: nil)
        }
        let seconds = options.caseSeconds
        // An adapter that gives up by itself has time to say so.
        let patience = seconds + min(seconds, Self.longestGrace)
        switch process.readLine(until: max(sent[oldest - firstNumber].start, lastAnswer) + .seconds(patience)) {
        case .line(let line):
            lastAnswer = .now
            return reply(line)
        case .ended(let ending): return .broke(.endedDuringCase(ending), ticket: nil)
        case .late(let bytes):
            return .broke(.noResult(seconds: seconds, bytesArrived: bytes, isBusy: process.isBusy), ticket: nil)
        case .tooLong: return .broke(.protocolError(.lineTooLong), ticket: nil)
        case .interrupted: return .broke(.interrupted, ticket: nil)
        }
    }

    package var hasAnswer: Bool { process?.holdsLine ?? false }

    private var nextNumber: Int { firstNumber + sent.count }

    private func moveToOldest() {
        while oldest < nextNumber, sent[oldest - firstNumber].isAnswered { oldest += 1 }
    }

    /// Forgets the oldest cases, where so many are known that it is worth it.
    private func forget() {
        guard sent.count >= 2 * Self.remembered else { return }
        let count = min(sent.count - Self.remembered, oldest - firstNumber)
        sent.removeFirst(count)
        firstNumber += count
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

    /// The text of a case with its id and deadline, behind `op` as PROTOCOL.md shows it.
    private static func line(_ text: [UInt8], id: String, deadlineMilliseconds: Int) -> [UInt8] {
        let member =
            "\"id\":\"\(id)\",\"deadline_ms\":\(deadlineMilliseconds),\"limit_bytes\":\(AdapterProtocolLimits.bodyLimit),"
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

    /// What a line means: an answer, or a breach of the protocol.
    private func reply(_ line: [UInt8]) -> AdapterReply {
        // As PROTOCOL.md shows it, an answer needn't be read to find out whose it is.
        if line.starts(with: Self.beginning), let quote = line[Self.beginning.count...].firstIndex(of: UInt8(ascii: "\"")),
            quote + 1 < line.count, line[quote + 1] == UInt8(ascii: ","),
            let sent = take(line[Self.beginning.count..<quote])
        {
            let duration = sent.start.duration(to: lastAnswer)
            let text = line[(quote + 2)...]
            let answer = Answer(line: line, text: text, callCount: sent.callCount, sent: sent.time, duration: duration)
            return .answered(ticket: sent.ticket, answer)
        }
        let value: JSON
        let id: String
        do { (value, id) = try Self.result(line) } catch { return .broke(.protocolError(error), ticket: nil) }
        guard let sent = take(id.utf8) else {
            if let index = index(of: id.utf8) {
                return .broke(.protocolError(.answeredTwice(id: id)), ticket: self.sent[index].ticket)
            }
            let inFlight = self.sent.filter { !$0.isAnswered }.map(\.id)
            return .broke(.protocolError(.unknownID(id, inFlight: inFlight)), ticket: nil)
        }
        let duration = sent.start.duration(to: lastAnswer)
        return .answered(ticket: sent.ticket, Answer(value, callCount: sent.callCount, sent: sent.time, duration: duration))
    }

    /// The case of this id, which is out no longer.
    private func take(_ id: some Collection<UInt8>) -> Sent? {
        guard let index = index(of: id), !sent[index].isAnswered else { return nil }
        sent[index].isAnswered = true
        return sent[index]
    }

    /// Where the case of this id is.
    private func index(of id: some Collection<UInt8>) -> Int? {
        let index = Self.number(of: id) - firstNumber
        guard sent.indices.contains(index), sent[index].id.utf8.elementsEqual(id) else { return nil }
        return index
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

    private static let beginning = Array(#"{"op":"result","id":""#.utf8)

    private static func result(_ line: [UInt8]) throws(ProtocolError) -> (JSON, id: String) {
        let value: JSON
        do { value = try JSON(utf8: line) } catch { throw .notJSON(error, line: LineExcerpt(line)) }
        guard value.objectValue != nil else { throw .notObject(kind: value.kindName, line: LineExcerpt(line)) }
        guard value["op"] == "result" else { throw .notResult(line: LineExcerpt(line)) }
        guard let id = value["id"]?.stringValue else { throw .noID }
        return (value, id)
    }
}
