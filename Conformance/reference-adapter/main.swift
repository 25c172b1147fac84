import Glibc
import Locking
import ReferenceAdapter

// The reference implementation as an adapter: cases on standard input, results on standard output (PROTOCOL.md).

let output = LineWriter(descriptor: STDOUT_FILENO)
do {
    try await withTaskExecutorPreference(ThreadExecutor(whenIdle: output.flush)) {
        try await AdapterLoop(adapter: ReferenceAdapter(), output: output).run(readingFrom: STDIN_FILENO)
    }
    output.flush()
} catch {
    output.flush()
    let errors = LineWriter(descriptor: STDERR_FILENO)
    errors.write(Array("reference-adapter: \(error)".utf8))
    errors.flush()
    exit(1)
}
