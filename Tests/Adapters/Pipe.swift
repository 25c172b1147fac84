import Glibc

/// A named pipe by which a test learns what this process does: it has a line when the adapter is where the test wants it, and ends
/// when the process does, however it ends.
enum Pipe {
    nonisolated(unsafe) private static var descriptor: Int32 = -1  // Set before there is a second thread.

    /// Opens the pipe, and waits until somebody reads it.
    static func open(_ path: String) {
        descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
        if descriptor < 0 { exit(66) }
    }

    /// Tells the test, if there is one that reads.
    static func write(_ line: String) { if descriptor >= 0 { Wire.write(line + "\n", to: descriptor) } }
}
