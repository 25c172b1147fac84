import Glibc
import OrderedJSON
import ReferenceAdapter

/// Reads messages until the input ends, and answers each in turn.
struct AdapterLoop {
    /// Why the adapter gives up: the other side does not speak the protocol.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let adapter: ReferenceAdapter

    /// Runs until the end of the input.
    ///
    /// - Throws: `Failure` for a line that is no JSON object or too long, or a protocol that this adapter cannot speak.
    func run(readingFrom descriptor: CInt) async throws {
        var input = LineReader(descriptor: descriptor)
        while let line = try input.next() {
            guard let message = try? JSON(utf8: line), message.objectValue != nil else {
                throw Failure(description: "a line is no JSON object: \(String(decoding: line.prefix(200), as: UTF8.self))")
            }
            switch message["op"]?.stringValue {
            case "hello": try greet(message)
            case "case": writeLine(await adapter.answer(message).utf8, to: STDOUT_FILENO)
            default: break
            }
        }
    }

    private func greet(_ message: JSON) throws {
        guard let offered = message["protocol"]?.intValue, offered >= 1 else {
            let offer = message["protocol"]?.text ?? "none"
            throw Failure(description: "this adapter speaks protocol 1, and the runner \(offer)")
        }
        writeLine(adapter.hello.utf8, to: STDOUT_FILENO)
    }
}
