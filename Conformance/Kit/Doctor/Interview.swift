import AdapterProtocol
import AdapterSessions
import OrderedJSON
import VectorSuites

/// A conversation with one adapter process, line by line, that names what is wrong with a line as soon as it comes.
final class Interview {
    /// How much longer an adapter that did not answer is waited for at most, to tell a slow one from one that does not flush.
    private static let patienceSeconds = 10.0
    /// How long it has to answer when its input has ended.
    private static let lastChanceSeconds = 2.0

    /// What the next message is to be: the adapter's, or a case of ours.
    enum Due: String {
        case hello, result, `case`
    }

    let process: ChildProcess
    private let caseSeconds: Double
    private var lastNumber = 0
    /// The cases that are out, by id.
    private var open: [String: JSON] = [:]
    private var answered: Set<String> = []
    /// The last line that came, to be shown.
    private(set) var lastLine: [UInt8] = []
    /// When the last case was ready to be written, and how long after that its result had come: the adapter's time and that of the pipe.
    private var lastAsked = ContinuousClock.now
    private(set) var lastDuration = Duration.zero

    init(_ command: AdapterCommand, _ options: SessionOptions) throws(AdapterFault) {
        process = try ChildProcess(
            command,
            interruption: options.interruption,
            lineLimit: AdapterProtocolLimits.lineLimit,
            trace: options.trace
        )
        caseSeconds = options.caseSeconds
    }

    func write(_ message: JSON) { process.write(message.utf8 + [0x0A]) }

    /// Gives a case an id that no other has, and returns its line.
    func open(_ request: JSON) -> (id: String, line: [UInt8]) {
        lastNumber += 1
        let id = "doctor-\(lastNumber)"
        open[id] = request
        guard var object = request.objectValue else { preconditionFailure("a case is an object") }
        object["id"] = .string(id)
        return (id, JSON.object(object).utf8 + [0x0A])
    }

    /// Sends a case and waits for its result.
    func ask(_ request: JSON, seconds: Double? = nil) throws(Diagnosis) -> Transcript {
        let line = open(request).line
        lastAsked = .now
        process.write(line)
        return try result(seconds: seconds).transcript
    }

    /// Waits for the result to one of the cases that are out.
    func result(seconds: Double? = nil) throws(Diagnosis) -> (id: String, transcript: Transcript) {
        let value = try object(seconds: seconds ?? caseSeconds, due: .result)
        guard value["op"] == "result" else {
            throw Diagnosis(
                value["op"] == nil ? "its line has no \"op\"" : "its line has the \"op\" \((value["op"] ?? .null).brief)",
                mend: "answer a case with {\"op\":\"result\",…}, and nothing else with anything",
                section: 2
            )
        }
        let id = try id(of: value)
        guard let request = open.removeValue(forKey: id) else { preconditionFailure("the id is of a case that is out") }
        answered.insert(id)
        if let error = value["error"], error != .null {
            throw Diagnosis(
                "it answers a plain case with an error of its own: \(Diagnosis.excerpt(error.stringValue ?? error.text))",
                mend: "mend that error; its stack on standard error helps",
                section: 5
            )
        }
        do { return (id, try Transcript(value, callCount: request.callCount)) } catch {
            throw Diagnosis(result: error)
        }
    }

    private func id(of value: JSON) throws(Diagnosis) -> String {
        let out = open.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        guard let member = value["id"] else {
            throw Diagnosis("its result has no \"id\"", mend: "copy the case's \"id\", \(out), into the result", section: 2)
        }
        guard let id = member.stringValue, open[id] != nil else {
            let isAgain = member.stringValue.map(answered.contains) ?? false
            throw Diagnosis(
                isAgain
                    ? "it answers the case \(member.brief) twice"
                    : "its result has the \"id\" \(member.brief), and the case that is out has \(out)",
                mend: isAgain ? "write one result for each case" : "copy the \"id\" of the case as it came, a string",
                section: 2
            )
        }
        return id
    }

    /// Waits for a line and reads it.
    func object(seconds: Double, due: Due) throws(Diagnosis) -> JSON {
        lastLine = []
        switch process.readLine(until: .now + .seconds(seconds)) {
        case .line(let line):
            lastDuration = lastAsked.duration(to: .now)
            lastLine = line
            return try Diagnosis.object(line)
        case .ended(let ending): throw ended(ending, due: due)
        case .late(let bytes): throw late(seconds: seconds, bytes: bytes, due: due)
        case .tooLong:
            throw Diagnosis(
                "it wrote a line of more than 64 MiB",
                mend: "write the body of a message of 65,536 bytes and more as {\"sha256\":…,\"length\":n}",
                section: 1
            )
        case .interrupted: throw .interruption
        }
    }

    private func ended(_ ending: ProcessEnding, due: Due) -> Diagnosis {
        if due == .hello {
            return .noStart(
                "it \(ending) before its hello",
                mend: "what it wrote to standard error says why; started by hand it must wait for a line"
            )
        }
        return Diagnosis(
            "it \(ending) when a \(due.rawValue) was due",
            mend: "catch what a case raises, answer with it, and read the next line until standard input ends",
            section: 8
        )
    }

    /// Why a line did not come: whether it comes when the input ends tells.
    private func late(seconds: Double, bytes: Int, due: Due) -> Diagnosis {
        let partial = process.partialLine
        let time = "\(seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)) s"
        if partial.last == 0x0D || partial.contains(0x0D) && !partial.contains(0x0A) {
            return Diagnosis(
                "no \(due.rawValue) after \(time): its line ends with CR alone, not with LF",
                mend: "end each line with a line feed (\\n)",
                section: 1
            )
        }
        if bytes > 0 {
            return Diagnosis(
                "no \(due.rawValue) after \(time): \(bytes) bytes of a line have come, and not its line feed: "
                    + Diagnosis.excerpt(String(decoding: partial, as: UTF8.self)),
                mend: "end each line with a line feed (\\n), and flush it",
                section: 1
            )
        }
        if case .line = process.readLine(until: .now + .seconds(min(seconds, Self.patienceSeconds))) {
            let option = due == .hello ? "--start-timeout" : "--timeout"
            return Diagnosis(
                "its \(due.rawValue) took longer than \(time)",
                mend: "make it faster, or give it longer with \(option) SECONDS",
                section: 2
            )
        }
        process.closeInput()
        if case .line = process.readLine(until: .now + .seconds(Self.lastChanceSeconds)) {
            return Diagnosis(
                "its \(due.rawValue) came only when its standard input had ended",
                mend: "flush standard output after every line, and read standard input a line at a time, not to its end",
                section: 1
            )
        }
        if due == .hello {
            return Diagnosis(
                "no hello after \(time)",
                mend: "read a line, answer it with a hello, and flush; an adapter that needs longer to start is given it with "
                    + "--start-timeout SECONDS",
                section: 2
            )
        }
        return Diagnosis(
            "no \(due.rawValue) after \(time)",
            mend: "see where it hangs: in the call, or in its 'receive', which must block only as section 4 says; "
                + "--timeout SECONDS gives it longer",
            section: 4
        )
    }

    /// Whatever it writes while nothing is due, within a moment.
    func unasked(milliseconds: Int) throws(Diagnosis) -> [UInt8]? {
        switch process.readLine(until: .now + .milliseconds(milliseconds)) {
        case .line(let line):
            lastLine = line
            return line
        case .late(let bytes): return bytes > 0 ? Array(process.partialLine) : nil
        case .ended(let ending): throw ended(ending, due: .case)
        case .tooLong: return Array("more than 64 MiB".utf8)
        case .interrupted: throw .interruption
        }
    }
}
