import Glibc
import OrderedJSON

/// Adapters that break as programs, each in one way.
enum Misbehaviour: String, CaseIterable {
    case exitsAtOnce = "exits-at-once"
    case exitsWithStatus3 = "exits-with-status-3"
    case printsNoJSON = "prints-no-json"
    case printsANumber = "prints-a-number"
    case neverAnswers = "never-answers"
    case stopsInMidHello = "stops-in-mid-hello"
    case speaksVersion2 = "speaks-version-2"
    case hangsOnCases = "hangs-on-cases"
    case stopsInMidLine = "stops-in-mid-line"
    case crashesOnThirdCase = "crashes-on-third-case"
    case exitsOnCases = "exits-on-cases"
    case closesOutput = "closes-output"
    case printsBesideResults = "prints-beside-results"
    case answersTwice = "answers-twice"
    case answersAhead = "answers-ahead"
    case digestsTooMuch = "digests-too-much"
    case answersAnotherID = "answers-another-id"
    case leavesOutCalls = "leaves-out-calls"
    case sendsHeadersAsObject = "sends-headers-as-object"
    case sendsBadBase64 = "sends-bad-base64"
    case reportsErrors = "reports-errors"
    case givesUp = "gives-up"
    case leaks
    case sendsASnowman = "sends-a-snowman"
    case floodsStandardError = "floods-standard-error"
    case grandchildHoldsPipe = "grandchild-holds-pipe"
    case ignoresEndOfInput = "ignores-end-of-input"
    case escapesOnScreen = "escapes-on-screen"
    case misspellsAFeature = "misspells-a-feature"
    case supportsNothing = "supports-nothing"

    func run() {
        switch self {
        case .exitsAtOnce: return
        case .exitsWithStatus3: exit(3)
        case .printsNoJSON: Wire.write("Listening on port 8000…\n", to: STDOUT_FILENO)
        case .printsANumber: Wire.write("42\n", to: STDOUT_FILENO)
        case .neverAnswers: sleepForever()
        case .stopsInMidHello:
            Wire.write("{\"op\":\"hel", to: STDOUT_FILENO)
            sleepForever()
        case .speaksVersion2: Wire.exchangeHellos(protocol: 2)
        case .misspellsAFeature: misspell()
        case .supportsNothing:
            _ = Wire.read()
            Wire.write(["op": "hello", "protocol": 1, "implementation": ["name": "nothing"], "classes": []])
        default:
            Wire.exchangeHellos()
            answerCases()
            return
        }
        while Wire.read() != nil {}
    }

    private func answerCases() {
        if self == .grandchildHoldsPipe { return leaveGrandchild() }
        var count = 0
        while let request = Wire.read() {
            count += 1
            answer(request, count: count)
        }
        if self == .ignoresEndOfInput { sleepForever() }
    }

    private func answer(_ request: JSON, count: Int) {
        let good = Wire.result(to: request, sending: [])
        switch self {
        case .hangsOnCases:
            Pipe.write("has a case")
            sleepForever()
        case .stopsInMidLine:
            Wire.write("{\"op\":\"result\",", to: STDOUT_FILENO)
            sleepForever()
        case .crashesOnThirdCase:
            if count == 3 { abort() }
            Wire.write(good)
        case .exitsOnCases: exit(7)
        case .closesOutput:
            close(STDOUT_FILENO)
            sleepForever()
        case .printsBesideResults:
            Wire.write("debug: got a case\n", to: STDOUT_FILENO)
            Wire.write(good)
        case .answersTwice: Wire.write(good.text + "\n" + good.text + "\n", to: STDOUT_FILENO)
        case .answersAhead:
            let next = Wire.result("2", construct: ["kind": "returned"], calls: [])
            Wire.write(good.text + "\n" + next.text + "\n", to: STDOUT_FILENO)
        case .digestsTooMuch:
            let digest: JSON = ["sha256": .string(String(repeating: "0", count: 64)), "length": .integer(.max)]
            let body: JSON = ["type": "http.response.body", "body": digest]
            Wire.write(Wire.result(to: request, sending: [body, body]))
        case .answersAnotherID: Wire.write(Wire.result("nobody", construct: ["kind": "returned"], calls: []))
        case .leavesOutCalls: Wire.write(["op": "result", "id": request["id"] ?? "", "construct": ["kind": "returned"]])
        case .sendsHeadersAsObject:
            Wire.write(
                Wire.result(to: request, sending: [["type": "http.response.start", "status": 200, "headers": ["a": "b"]]])
            )
        case .sendsBadBase64:
            Wire.write(Wire.result(to: request, sending: [["type": "http.response.body", "body": ["base64": "%%%"]]]))
        case .givesUp, .leaks:
            let hasDeadline = request["deadline_ms"]?.intValue != nil
            let outcome: JSON = self == .leaks ? ["kind": "gave_up", "leaked": true] : ["kind": "gave_up"]
            let start: JSON = ["send": ["type": "http.response.start", "status": 200]]
            let call: JSON = ["events": [start], "outcome": hasDeadline ? outcome : ["kind": "returned"]]
            Wire.write("stack: in the port\n", to: STDERR_FILENO)
            Wire.write(Wire.result(request["id"] ?? "", construct: ["kind": "returned"], calls: [call]))
        case .sendsASnowman:
            let start: JSON = ["type": "http.response.start", "status": 200, "headers": [["x-a", "☃"]]]
            Wire.write(Wire.result(to: request, sending: [start, ["type": "http.response.body"]]))
        case .reportsErrors: Wire.write(["op": "result", "id": request["id"] ?? "", "error": "no database"])
        case .floodsStandardError:
            for _ in 0..<20_000 { Wire.write("a line of a log that nobody reads, again and again\n", to: STDERR_FILENO) }
            Wire.write(good)
        case .escapesOnScreen:
            Wire.write("\u{1B}[2J\u{1B}]0;owned\u{7}\n", to: STDERR_FILENO)
            Wire.write(
                Wire.result(
                    to: request,
                    sending: [["type": "\u{1B}[2J\u{202E}evil", "status": 200, "headers": [["\u{1B}[31m", "\u{9B}2J"]]]]
                )
            )
        default: Wire.write(good)
        }
    }

    /// A child that outlives this process and keeps its standard output open. It sleeps only because it must live on.
    private func leaveGrandchild() {
        _ = Wire.read()
        var pid: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
        posix_spawnp(&pid, "sleep", nil, nil, &arguments, environ)
        exit(0)
    }

    private func misspell() {
        _ = Wire.read()
        guard case .object(var hello) = Wire.hello(protocol: 1) else { return }
        hello["features"] = ["backgruond"]
        Wire.write(.object(hello))
        while let request = Wire.read() { Wire.write(Wire.result(to: request, sending: [])) }
    }

    /// Does nothing, and does not end. Nobody waits for this sleep to be over: the runner ends the process.
    private func sleepForever() -> Never {
        while true { sleep(3600) }
    }
}
