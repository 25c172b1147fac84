import Synchronization
import TextFormats

/// The wire as it happens, a line for each that crosses it: milliseconds since the beginning, the process's number, the direction, the line.
package final class WireTrace: Sendable {
    /// How many bytes of a line are shown where not all are.
    package static let usualLimit = 400

    private let start = ContinuousClock.now
    private let processes = Atomic(0)
    private let limit: Int
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - limit: how many bytes of a line are shown.
    ///   - write: takes whole lines, from any thread.
    package init(limit: Int = usualLimit, write: @escaping @Sendable (String) -> Void) {
        self.limit = limit
        self.write = write
    }

    /// The trace of one more process.
    func process() -> Process { Process(trace: self, number: processes.add(1, ordering: .relaxed).newValue) }

    /// What is traced of one process.
    struct Process: Sendable {
        fileprivate let trace: WireTrace
        fileprivate let number: Int

        /// What was written to it.
        func sent(_ bytes: [UInt8]) { trace.record(number, "→", trace.shown(bytes.last == 0x0A ? bytes.dropLast() : bytes[...])) }

        /// A line that came, without its line feed.
        func received(_ line: [UInt8]) { trace.record(number, "←", trace.shown(line[...])) }

        /// What happened to it, in words.
        func note(_ text: String) { trace.record(number, "·", PrintableText.escaped(text)) }
    }

    private func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let text = PrintableText.escaped(String(decoding: bytes.prefix(limit), as: UTF8.self))
        return bytes.count > limit ? "\(text)… (\(bytes.count) bytes)" : text
    }

    private func record(_ number: Int, _ direction: String, _ text: String) {
        let (seconds, attoseconds) = start.duration(to: .now).components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let fraction = String(microseconds % 1000)
        let time = "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
        write("\(time.paddedLeft(to: 10)) \("#\(number)".padded(to: 3)) \(direction) \(text)\n")
    }
}
