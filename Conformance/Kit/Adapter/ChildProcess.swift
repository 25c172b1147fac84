import Glibc
import ProcessShims

/// A program with pipes on its standard descriptors, in a process group of its own.
///
/// Everything is non-blocking and waits in `poll(2)`: a blocking write of a line larger than the pipe would wait for a child that waits
/// for us to read.
final class ChildProcess {
    /// What came of waiting for a line.
    enum Reading {
        case line([UInt8])
        /// The program has ended or closed its standard output; a sentence says which.
        case ended(String)
        /// Nothing in time; this many bytes of a line had come.
        case late(bytesArrived: Int)
        /// A line that came before all was written to which it could be an answer.
        case early([UInt8])
        case tooLong
        case interrupted
    }

    /// How long a program has to end by itself once its input has ended, and then once it was asked to.
    private static let graceSeconds = 2.0
    private static let terminationSeconds = 0.5
    /// How often a wait looks whether the program has ended: a grandchild may hold the pipe open.
    private static let pollMilliseconds: Int32 = 50

    private let pid: pid_t
    private var input: Descriptor
    private let output: Descriptor
    private let errorOutput: Descriptor
    private let interruption: Interruption
    private let lineLimit: Int
    private var lines: LineBuffer
    private var standardError = TailBuffer()

    /// Starts the program, looked up in PATH unless its name has a slash.
    init(program: String, arguments: [String], interruption: Interruption, lineLimit: Int) throws(AdapterFault) {
        guard let input = Descriptor.pipe(), let output = Descriptor.pipe(), let error = Descriptor.pipe() else {
            throw .cannotStart(program: program, reason: String(cString: strerror(errno)))
        }
        var pid: pid_t = 0
        let standard = [input.reading.number, output.writing.number, error.writing.number]
        let code = Self.withCStrings([program] + arguments) { process_spawn(&pid, program, $0, standard) }
        guard code == 0 else { throw .cannotStart(program: program, reason: String(cString: strerror(code))) }
        self.pid = pid
        self.input = input.writing
        self.output = output.reading
        self.errorOutput = error.reading
        self.interruption = interruption
        self.lineLimit = lineLimit
        lines = LineBuffer()
        for descriptor in [self.input, self.output, self.errorOutput] { _ = process_set_nonblocking(descriptor.number) }
    }

    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        pointers.append(nil)
        defer { pointers.forEach { free($0) } }
        return body(pointers)
    }

    /// Writes these bytes and waits for the next line, both at once, until the deadline.
    func readLine(writing bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Reading {
        var rest = bytes[...]
        while readSome() == .some, lines.partialCount <= lineLimit {}
        while true {
            if let line = lines.next() {
                guard rest.isEmpty else { return .early(line) }
                return line.count > lineLimit ? .tooLong : .line(line)
            }
            guard lines.partialCount <= lineLimit else { return .tooLong }
            let now = ContinuousClock.now
            guard now < deadline else { return .late(bytesArrived: lines.partialCount) }
            var requests = [
                pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errorOutput.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: rest.isEmpty ? -1 : input.number, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(
                &requests,
                nfds_t(requests.count),
                min(Self.pollMilliseconds, Self.milliseconds(from: now, to: deadline))
            )
            if requests[3].revents != 0 { return .interrupted }
            if requests[1].revents != 0 { drainStandardError() }
            if requests[2].revents != 0 { writeSome(&rest) }
            if requests[0].revents != 0, readSome() == .end { return .ended(ending()) }
            if ready == 0, let ending = exit() {
                // Its last lines may still be in the pipe, which a grandchild may hold open.
                while readSome() == .some {}
                if let line = lines.next() { return .line(line) }
                return .ended(ending)
            }
        }
    }

    /// Ends the program and everything it started. Returns how it ended, unless it exited with status 0 by itself.
    func end() -> String? {
        input.close()
        var ending = waitForExit(seconds: Self.graceSeconds)
        var remark: String?
        if ending == nil {
            remark = "did not end when its standard input ended, and was terminated"
            killpg(pid, SIGTERM)
            ending = waitForExit(seconds: Self.terminationSeconds)
        } else if ending != "exited with status 0" {
            remark = ending
        }
        reap()
        return remark
    }

    /// Ends the program and everything it started, at once.
    func kill() {
        input.close()
        reap()
    }

    /// How the program ended, once it has: a sentence without its subject.
    private func exit() -> String? {
        var code: Int32 = 0
        var signaled = false
        guard process_has_ended(pid, &code, &signaled) else { return nil }
        return signaled ? "was killed by signal \(code) (\(String(cString: strsignal(code))))" : "exited with status \(code)"
    }

    /// How it ended, where its standard output has: it may need a moment to exit.
    private func ending() -> String {
        waitForExit(seconds: Self.terminationSeconds) ?? "closed its standard output"
    }

    private func waitForExit(seconds: Double) -> String? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            while readSome() == .some, lines.partialCount <= lineLimit {}
            drainStandardError()
            if let ending = exit() {
                drainStandardError()
                return ending
            }
            guard ContinuousClock.now < deadline else { return nil }
            usleep(1000)
        }
    }

    /// The leader is not reaped before its whole group is killed, so that the group's number cannot be another's by then.
    private func reap() {
        killpg(pid, SIGKILL)
        while waitpid(pid, nil, 0) < 0, errno == EINTR {}
        drainStandardError()
    }

    func takeStandardError() -> String { standardError.take() }

    /// Takes what standard error holds now, and no more than a pipe does: a flood must not hold us up.
    func drainStandardError() {
        var budget = 16
        while budget > 0, Self.read(errorOutput, { standardError.append($0) }) == .some { budget -= 1 }
    }

    private enum ReadResult {
        case some, nothingYet, end
    }

    private func readSome() -> ReadResult { Self.read(output) { lines.append($0) } }

    private static func read(_ descriptor: Descriptor, _ consume: (UnsafeRawBufferPointer) -> Void) -> ReadResult {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
            let count = Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
            guard count <= 0 else {
                consume(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                return .some
            }
            return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothingYet : .end
        }
    }

    private func writeSome(_ rest: inout ArraySlice<UInt8>) {
        let count = rest.withUnsafeBytes { write(input.number, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if errno != EAGAIN, errno != EINTR {
            rest = []  // It no longer reads; whether it still answers is what the wait finds out.
        }
    }

    private static func milliseconds(from now: ContinuousClock.Instant, to deadline: ContinuousClock.Instant) -> Int32 {
        let (seconds, attoseconds) = now.duration(to: deadline).components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}

/// A file descriptor that is closed with its owner.
private final class Descriptor {
    private(set) var number: Int32

    private init(_ number: Int32) { self.number = number }

    static func pipe() -> (reading: Descriptor, writing: Descriptor)? {
        var numbers: [Int32] = [-1, -1]
        guard process_pipe(&numbers) == 0 else { return nil }
        return (Descriptor(numbers[0]), Descriptor(numbers[1]))
    }

    func close() {
        if number >= 0 { Glibc.close(number) }
        number = -1
    }

    deinit { close() }
}
