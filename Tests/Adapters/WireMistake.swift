import Glibc
import OrderedJSON
import ReferenceAdapter

/// Adapters with a good implementation that make one mistake on the wire, or at its end.
enum WireMistake: String, CaseIterable {
    /// Ends its lines with CR and LF, which is none.
    case writesCRLF = "writes-crlf"
    case writesCRAlone = "writes-cr-alone"
    case writesByteOrderMark = "writes-byte-order-mark"
    case writesUTF16 = "writes-utf-16"
    case writesNoUTF8 = "writes-no-utf-8"
    case writesOverSeveralLines = "writes-over-several-lines"
    case writesEmptyLines = "writes-empty-lines"
    case printsADictionary = "prints-a-dictionary"
    case printsInALine = "prints-in-a-line"
    case neverFlushes = "never-flushes"
    case writesWithoutEnd = "writes-without-end"
    case answersNumericID = "answers-numeric-id"
    case leavesOutID = "leaves-out-id"
    case answersWithoutOp = "answers-without-op"
    case answersUnknownOps = "answers-unknown-ops"
    case refusesUnknownMembers = "refuses-unknown-members"
    case guessesUnknownClasses = "guesses-unknown-classes"
    case endsOnUnknownClasses = "ends-on-unknown-classes"
    case repeatsResults = "repeats-results"
    case startsSlowly = "starts-slowly"
    case losesLines = "loses-lines"
    case takesPiecesForLines = "takes-pieces-for-lines"
    case takesLineSeparatorsForEnds = "takes-line-separators-for-ends"
    case readsShortLines = "reads-short-lines"
    case readsAsLatin1 = "reads-as-latin-1"
    case recordsNothing = "records-nothing"
    /// Leaves the case that is the last before the end of its input, as one that ends at once does.
    case leavesTheLastCase = "leaves-the-last-case"
    case exitsWithStatus5AtTheEnd = "exits-with-status-5-at-the-end"
    case printsAtTheEnd = "prints-at-the-end"
    case floodsAtTheEnd = "floods-at-the-end"
    /// Closes its standard error, which is none.
    case closesStandardError = "closes-standard-error"
    case ignoresSignals = "ignores-signals"
    case stopsItself = "stops-itself"

    private static let adapter = ReferenceAdapter()
    /// What asyncio's line reader takes.
    private static let shortLine = 65_536
    /// What an adapter that starts slowly takes for its hello. It is slow only by a clock: longer than the doctor's deadline in
    /// `DoctorTests`, and not as long as twice that.
    private static let startSeconds: UInt32 = 6
    private static let muchOfALine = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)

    func run() async {
        switch self {
        case .closesStandardError: close(STDERR_FILENO)
        case .ignoresSignals: for ignored in [SIGINT, SIGTERM, SIGHUP] { signal(ignored, SIG_IGN) }
        default: break
        }
        var kept: [JSON] = []
        while let line = nextLine() {
            guard let request = try? JSON(utf8: line) else { exit(1) }
            for answer in await answers(to: request) { if self == .neverFlushes { kept.append(answer) } else { write(answer) } }
        }
        for answer in kept { write(answer) }
        switch self {
        case .exitsWithStatus5AtTheEnd: exit(5)
        case .printsAtTheEnd: Wire.write("bye", to: STDOUT_FILENO)
        case .floodsAtTheEnd: while true { Wire.write(String(repeating: "bye\n", count: 16_384), to: STDOUT_FILENO) }
        // It lives on; nobody waits for this sleep to be over.
        case .ignoresSignals: while true { sleep(3600) }
        default: break
        }
    }

    private func nextLine() -> [UInt8]? {
        switch self {
        case .losesLines: return Wire.readPiece().map { Array($0.prefix { $0 != 0x0A }) }
        case .takesPiecesForLines: return Wire.readPiece()
        case .readsShortLines:
            guard let line = Wire.readLine() else { return nil }
            if line.count > Self.shortLine { exit(1) }
            return line
        case .readsAsLatin1:
            return Wire.readLine().map { line in
                Array(String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) })).utf8)
            }
        case .takesLineSeparatorsForEnds:
            return Wire.readLine().flatMap { line in
                String(decoding: line, as: UTF8.self).unicodeScalars.contains("\u{2028}") ? [] : line
            }
        case .leavesTheLastCase: return Wire.readLine().flatMap { isLast($0) ? nil : $0 }
        default: return Wire.readLine()
        }
    }

    /// Whether a line is the case behind which the doctor ends the input.
    private func isLast(_ line: [UInt8]) -> Bool {
        (try? JSON(utf8: line))?["response"]?["content"]?["text"] == "last"
    }

    private func answers(to request: JSON) async -> [JSON] {
        guard request["op"] == "case" else {
            if request["op"] == "hello" {
                if self == .startsSlowly { sleep(Self.startSeconds) }
                return [hello]
            }
            return self == .answersUnknownOps ? [["op": "error", "error": "unknown op"]] : []
        }
        let isUnknownClass = request["response"]?["class"] == "starlette.NoSuchResponse"
        var result = await Self.adapter.answer(request)
        switch self {
        case .answersNumericID: result = changing(result, "id", 17)
        case .leavesOutID: result = changing(result, "id", nil)
        case .answersWithoutOp: result = changing(result, "op", nil)
        case .refusesUnknownMembers where request["x_unknown"] != nil: result = changing(result, "error", "KeyError: 'x_unknown'")
        case .guessesUnknownClasses where isUnknownClass: result = Wire.result(to: request, sending: [])
        case .endsOnUnknownClasses where isUnknownClass: exit(1)
        case .recordsNothing: result = Wire.result(to: request, sending: [])
        case .stopsItself: raise(SIGSTOP)
        case .repeatsResults: return [result, result]
        default: break
        }
        return [result]
    }

    private var hello: JSON {
        guard case .object(var hello) = Self.adapter.hello else { return .null }
        hello["in_flight"] = 1
        return .object(hello)
    }

    private func changing(_ value: JSON, _ name: String, _ member: JSON?) -> JSON {
        guard var object = value.objectValue else { return value }
        object[name] = member
        return .object(object)
    }

    private func write(_ answer: JSON) {
        let isResult = answer["op"] != "hello"
        switch self {
        case .writesCRLF: Wire.write(answer.text + "\r\n", to: STDOUT_FILENO)
        case .writesCRAlone: Wire.write(answer.text + "\r", to: STDOUT_FILENO)
        case .writesByteOrderMark: Wire.write("\u{FEFF}" + answer.text + "\n", to: STDOUT_FILENO)
        case .writesUTF16:
            Wire.write((answer.text + "\n").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: STDOUT_FILENO)
        case .writesNoUTF8 where isResult:
            Wire.write(answer.utf8.dropLast() + Array(#","x":"caf"#.utf8) + [0xE9] + Array("\"}\n".utf8), to: STDOUT_FILENO)
        case .writesOverSeveralLines where isResult: Wire.write(answer.laidOut(width: 40) + "\n", to: STDOUT_FILENO)
        case .writesEmptyLines where isResult: Wire.write("\n" + answer.text + "\n", to: STDOUT_FILENO)
        case .printsADictionary where isResult: Wire.write(answer.text.replacing("\"", with: "'") + "\n", to: STDOUT_FILENO)
        case .printsInALine where isResult: Wire.write(answer.text + "done\n", to: STDOUT_FILENO)
        case .writesWithoutEnd where isResult: while true { Wire.write(Self.muchOfALine, to: STDOUT_FILENO) }
        default: Wire.write(answer)
        }
    }
}
