import AdapterProtocol
import FoundationEssentials
package import OrderedJSON

/// An adapter process as a session: one case at a time, over its standard input and output.
package final class ProcessSession: AdapterSession {
    private let program: String
    private let arguments: [String]
    private let options: SessionOptions
    private var process: ChildProcess?
    private var nextNumber = 1
    private var issued: Set<String> = []
    private var standardErrorBefore = ""

    package init(program: String, arguments: [String], options: SessionOptions) {
        self.program = program
        self.arguments = arguments
        self.options = options
    }

    package func start() throws(AdapterFault) -> Hello {
        let process = try ChildProcess(
            program: program,
            arguments: arguments,
            interruption: options.interruption,
            lineLimit: AdapterProtocolLimits.lineLimit
        )
        self.process = process
        let hello: JSON = ["op": "hello", "protocol": .integer(AdapterProtocolLimits.version), "runner": .string(options.runner)]
        let seconds = options.startSeconds
        switch process.readLine(writing: hello.utf8 + [0x0A], until: .now + .seconds(seconds)) {
        case .line(let line), .early(let line):
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

    package func run(_ request: JSON) throws(AdapterFault) -> Transcript {
        guard let process else { throw .endedDuringCase(ending: "was not started") }
        // Nobody can answer a case ahead of it.
        let id = "\(nextNumber)-" + String(UInt32.random(in: 0...(.max)), radix: 16)
        nextNumber += 1
        issued.insert(id)
        let line = Self.line(request, id: id)
        guard line.count <= AdapterProtocolLimits.lineLimit + 1 else {
            throw .filesNotMade(reason: "the case is a line of \(line.count) bytes, and the protocol allows 64 MiB")
        }
        let sent = Date()
        let clock = ContinuousClock.now
        let seconds = options.caseSeconds
        switch process.readLine(writing: line, until: clock + .seconds(seconds)) {
        case .line(let line):
            let result = try result(line, id: id)
            return try AdapterReply.transcript(result, for: request, sent: sent, duration: clock.duration(to: .now))
        case .ended(let ending): throw .endedDuringCase(ending: ending)
        case .late(let bytes): throw .noResult(seconds: seconds, bytesArrived: bytes)
        case .early(let line):
            throw .protocolError(reason: "before case \(id) was sent, there was one line too many: \(Self.excerpt(line))")
        case .tooLong: throw .protocolError(reason: "a line longer than 64 MiB")
        case .interrupted: throw .interrupted
        }
    }

    package func stop() -> String? {
        guard let process else { return nil }
        let remark = process.end()
        keepStandardError()
        self.process = nil
        return remark.map { "the adapter \($0)" }
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

    private static func line(_ request: JSON, id: String) -> [UInt8] {
        var members = request.objectValue?.members ?? []
        members.insert(.init(name: "id", value: .string(id)), at: min(1, members.count))
        var bytes = JSON.object(JSONObject(members)).utf8
        bytes.append(0x0A)
        return bytes
    }

    private func result(_ line: [UInt8], id: String) throws(AdapterFault) -> JSON {
        let value: JSON
        do { value = try JSON(utf8: line) } catch {
            throw .protocolError(
                reason: "a line of standard output is no JSON (\(error)): \(Self.excerpt(line)). Log to standard error instead"
            )
        }
        guard value.objectValue != nil else {
            throw .protocolError(reason: "a line is \(value.kindName), not an object: \(Self.excerpt(line))")
        }
        guard value["op"] == "result" else {
            throw .protocolError(reason: "wanted {\"op\":\"result\",…}, got \(Self.excerpt(line))")
        }
        guard let got = value["id"]?.stringValue else { throw .protocolError(reason: "a result has no 'id', a string") }
        guard got == id else {
            throw .protocolError(
                reason: issued.contains(got)
                    ? "case \(got) is answered twice" : "there is no case '\(got)'; case \(id) is in flight"
            )
        }
        return value
    }

    /// The beginning of a line that makes no sense, for a message.
    private static func excerpt(_ line: [UInt8]) -> String {
        let limit = 120
        return String(decoding: line.prefix(limit), as: UTF8.self) + (line.count > limit ? "…" : "")
    }
}

/// What a session needs to know beside its program.
package struct SessionOptions: Sendable {
    /// How long an adapter has for its hello, in seconds.
    package var startSeconds: Double
    /// How long it has for a case, in seconds.
    package var caseSeconds: Double
    /// The runner's name and version, for the hello.
    package var runner: String
    package var interruption: Interruption

    package init(startSeconds: Double, caseSeconds: Double, runner: String, interruption: Interruption) {
        self.startSeconds = startSeconds
        self.caseSeconds = caseSeconds
        self.runner = runner
        self.interruption = interruption
    }
}
