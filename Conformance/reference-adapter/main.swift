import AdapterProtocol
import Glibc
import Locking
import ReferenceAdapter

// The reference implementation as an adapter: cases on standard input, results on standard output (PROTOCOL.md).

let input = LineInput(descriptor: STDIN_FILENO)
let output = LineWriter(descriptor: STDOUT_FILENO)
let executor = ThreadExecutor(
    whenIdle: {
        output.flush()
        input.readSome()
    },
    sleep: input.sleep(until:),
    wake: input.wake
)
do {
    try await withTaskExecutorPreference(executor) {
        let environment = CaseEnvironment.real(on: TimerClock(executor.timers))
        try await AdapterLoop(adapter: ReferenceAdapter(), in: environment, on: executor, input: input, output: output).run()
    }
    output.flush()
} catch {
    output.flush()
    let errors = LineWriter(descriptor: STDERR_FILENO)
    errors.write(Array("reference-adapter: \(error)".utf8))
    errors.flush()
    exit(1)
}
