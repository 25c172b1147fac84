import Glibc
import ReferenceAdapter

// The reference implementation as an adapter: cases on standard input, results on standard output (PROTOCOL.md).

do {
    try await AdapterLoop(adapter: ReferenceAdapter()).run(readingFrom: STDIN_FILENO)
} catch {
    let errors = LineWriter(descriptor: STDERR_FILENO)
    errors.write(Array("reference-adapter: \(error)".utf8))
    errors.flush()
    exit(1)
}
