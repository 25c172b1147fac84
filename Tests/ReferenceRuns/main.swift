import AdapterProtocol
import AdapterSessions
import FoundationEssentials
import Glibc
import Judging
import Locking
import OrderedJSON
import ReferenceAdapter
import Runs
import Synchronization
import VectorSuites

// Runs every vector against the reference as often as the first argument says, and prints a line for each: how many passed, and the
// SHA-256 of all transcripts. With a second argument, `starved`, each thread of Swift's cooperative pool is busy until all is done.

/// The reference in simulated time, and all that it answers.
struct Reference: SimulatedImplementation {
    private let adapter = ReferenceAdapter()
    let transcripts = Locked<[UInt8]>([])

    var hello: JSON { adapter.hello }

    func answer(_ request: JSON) async -> JSON { await adapter.answer(request) }

    func answer(_ request: JSON, in environment: SimulatedEnvironment) async -> JSON {
        let result = await adapter.answer(request, in: environment.caseEnvironment)
        transcripts.withLock { $0 += result.utf8 }
        return result
    }
}

extension [UInt8] {
    /// The bytes without the folders of files, which are others in each run: `TMPDIR/conformance-run-PID-RANDOM/NUMBER`.
    func withoutFolders() -> [UInt8] {
        let mark = Array((FileManager.default.temporaryDirectory.path + "/conformance-run-").utf8)
        var (result, start) = ([UInt8](), 0)
        while let found = self[start...].firstRange(of: mark) {
            result += self[start..<found.lowerBound]
            start = self[found.upperBound...].firstIndex(of: UInt8(ascii: "/")) ?? endIndex
            if start < endIndex { start = self[(start + 1)...].firstIndex { !(48...57).contains($0) } ?? endIndex }
        }
        return result + self[start...]
    }
}

let count = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 1
let isPoolFree = Atomic(false)
if CommandLine.arguments.contains("starved") {
    let busy = Atomic(0)
    for _ in 0..<4 * sysconf(Int32(_SC_NPROCESSORS_ONLN)) {
        Task.detached {
            busy.add(1, ordering: .relaxed)
            // Until the process ends.
            while true {}
        }
    }
    while busy.load(ordering: .relaxed) == 0 { sched_yield() }
    Task.detached { isPoolFree.store(true, ordering: .relaxed) }
}

let vectors = try VectorLibrary.builtIn().vectors
var holds = true
for _ in 0..<count {
    let reference = Reference()
    let options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: .never)
    let run = Run(vectors: vectors, options: options, makeSession: { reference.session() }) { event in
        if case .finished(let result) = event, ![.passed, .unsupported].contains(result.verdict.kind) {
            print(result.vector.name, result.verdict)
        }
    }
    let summary = try run.run()
    print(summary.count(.passed), "passed", SHA256.hexadecimal(of: reference.transcripts.withLock { $0 }.withoutFolders()))
    holds = holds && summary.holds
}
if isPoolFree.load(ordering: .relaxed) {
    print("a thread of the pool was free before all vectors were run")
    holds = false
}
exit(holds ? 0 : 1)
