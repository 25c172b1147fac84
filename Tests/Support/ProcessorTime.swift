import Glibc

/// The processor's time that work takes on this thread, in seconds: the least of several runs. Whatever else the machine does meanwhile
/// does not count, so two sizes can be compared on a busy one, too.
package func processorTime(ofRuns count: Int = 5, _ body: () throws -> Void) rethrows -> Double {
    try (0..<count).map { _ in
        let start = threadTime()
        try body()
        return threadTime() - start
    }.min() ?? 0
}

private func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
