import AdapterProtocol
import OrderedJSON
import ReferenceAdapter

/// Reads messages until the input ends, and answers each as soon as it can, several at a time.
struct AdapterLoop {
    /// Why the adapter gives up: the other side does not speak the protocol.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// How many lines are read before others have a turn: a few tenths of a millisecond.
    private static let linesInTurn = 8

    let adapter: ReferenceAdapter
    let environment: CaseEnvironment
    let executor: any TaskExecutor
    let input: LineInput
    let output: LineWriter
    /// It reads ahead, and so keeps to its number of cases itself (PROTOCOL.md §2).
    private let semaphore = AsyncSemaphore(ReferenceAdapter.inFlight)

    init(
        adapter: ReferenceAdapter,
        in environment: CaseEnvironment,
        on executor: any TaskExecutor,
        input: LineInput,
        output: LineWriter
    ) {
        self.executor = executor
        self.adapter = adapter
        self.environment = environment
        self.input = input
        self.output = output
    }

    /// Runs until the end of the input.
    ///
    /// - Throws: `Failure` for a line that is no JSON object or too long, or a protocol that this adapter cannot speak.
    @concurrent func run() async throws {
        while let lines = try await input.next() {
            for (index, line) in lines.enumerated() {
                // Those whose wait is over have their turn between.
                if index % Self.linesInTurn == 0 { await Task.yield() }
                let message = try Self.message(line)
                switch message["op"]?.stringValue {
                case "hello": try greet(message)
                case "case":
                    await semaphore.wait()
                    CaseTask(StartedCase(message, in: environment), on: environment.clock) { line in
                        output.write(line)
                        semaphore.signal()
                    }
                    .begin(on: executor, deadlineMilliseconds: message["deadline_ms"]?.intValue)
                default: break
                }
            }
        }
        for _ in 0..<ReferenceAdapter.inFlight { await semaphore.wait() }
    }

    private static func message(_ line: [UInt8]) throws -> JSON {
        guard let message = try? JSON(utf8: line), message.objectValue != nil else {
            throw Failure(description: "a line is no JSON object: \(String(decoding: line.prefix(200), as: UTF8.self))")
        }
        return message
    }

    private func greet(_ message: JSON) throws {
        guard let offered = message["protocol"]?.intValue, offered >= 1 else {
            let offer = message["protocol"]?.text ?? "none"
            throw Failure(description: "this adapter speaks protocol 1, and the runner \(offer)")
        }
        write(adapter.hello)
    }

    private func write(_ message: JSON) { output.write(message.utf8) }
}
