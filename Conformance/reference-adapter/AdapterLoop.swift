import Dispatch
import Glibc
import OrderedJSON
import ReferenceAdapter

/// Reads messages until the input ends, and answers each as soon as it can, several at a time.
struct AdapterLoop {
    /// Why the adapter gives up: the other side does not speak the protocol.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let adapter: ReferenceAdapter
    private let output = LineWriter(descriptor: STDOUT_FILENO)

    init(adapter: ReferenceAdapter) { self.adapter = adapter }

    /// Runs until the end of the input.
    ///
    /// - Throws: `Failure` for a line that is no JSON object or too long, or a protocol that this adapter cannot speak.
    func run(readingFrom descriptor: CInt) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var underWay = 0
            for try await lines in Self.lines(of: descriptor) {
                for line in lines {
                    let message = try Self.message(line)
                    switch message["op"]?.stringValue {
                    case "hello": try greet(message)
                    case "case":
                        // It reads ahead, and so keeps to its number itself (PROTOCOL.md §2).
                        if underWay == ReferenceAdapter.inFlight { try await group.next() } else { underWay += 1 }
                        group.addTask { write(await adapter.answer(message)) }
                    default: break
                    }
                }
            }
        }
        output.flush()
    }

    private static func message(_ line: [UInt8]) throws -> JSON {
        guard let message = try? JSON(utf8: line), message.objectValue != nil else {
            throw Failure(description: "a line is no JSON object: \(String(decoding: line.prefix(200), as: UTF8.self))")
        }
        return message
    }

    /// The lines as they come, read on a thread that may block.
    private static func lines(of descriptor: CInt) -> AsyncThrowingStream<[[UInt8]], any Error> {
        AsyncThrowingStream { continuation in
            DispatchQueue(label: "reference-adapter.input").async {
                var input = LineReader(descriptor: descriptor)
                do {
                    while let lines = try input.next() { continuation.yield(lines) }
                    continuation.finish()
                } catch { continuation.finish(throwing: error) }
            }
        }
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
