import AdapterProtocol
import Glibc
import ProcessShims

/// A program with pipes on its standard descriptors, in a process group of its own.
///
/// Everything is non-blocking and waits in `poll(2)`: a blocking write of a line larger than the pipe would wait for a child that waits
/// for us to read.
package final class ChildProcess {
    /// What came of waiting for a line.
    package enum Reading {
        case line([UInt8])
        /// The program has ended or closed its standard output.
        case ended(ProcessEnding)
        /// Nothing in time; this many bytes of a line had come.
        case late(bytesArrived: Int)
        case tooLong
        case interrupted
    }

    /// How long a program has to end by itself once its input has ended: an interpreter with threads takes seconds on a busy machine.
    private static let graceSeconds = 10.0
    /// The same once it has closed its output.
    private static let exitSeconds = 3.0
    /// How long it has to heed a signal.
    private static let terminationSeconds = 0.5
    /// How often a wait looks whether the program has ended: a grandchild may hold the pipe open.
    private static let pollMilliseconds: Int32 = 50
    /// How often one looks whether it's busy.
    private static let looks = 5
    /// How many pieces are read before the clock is looked at again: what a pipe holds at most, for a flood must not hold us up.
    private static let piecesAtOnce = 16
    /// How many bytes are worth a call of `write` before there is nothing else to do.
    private static let enoughToWrite = 16 * 1024

    private let pid: pid_t
    private var input: Descriptor
    private let output: Descriptor
    private let errorOutput: Descriptor
    private let interruption: Interruption
    private let lineLimit: Int
    private let trace: WireTrace.Process?
    private var lines: LineBuffer
    /// What is still to be written.
    private var unwritten: [UInt8] = []
    /// How much of that was written.
    private var written = 0
    /// Whether the pipe took no more, and the program has written nothing since by which it may have read.
    private var isFull = false
    private var standardError = TailBuffer()
    private var standardErrorHasEnded = false

    /// How many descriptors it has open, nil where the system doesn't say.
    package var openDescriptors: Int? {
        let count = process_open_descriptors(pid)
        return count < 0 ? nil : Int(count)
    }

    /// Starts the program in its folder, looked up in PATH unless its name has a slash.
    package init(_ command: AdapterCommand, interruption: Interruption, lineLimit: Int, trace: WireTrace?) throws(AdapterFault) {
        let program = String(decoding: command.program, as: UTF8.self)
        guard let input = Descriptor.pipe(), let output = Descriptor.pipe(), let error = Descriptor.pipe() else {
            throw .cannotStart(program: program, reason: String(cString: strerror(errno)))
        }
        interruption.watch()
        var pid: pid_t = 0
        let standard = [input.reading.number, output.writing.number, error.writing.number]
        let code = Self.withCStrings([command.program] + command.arguments) {
            process_spawn(&pid, $0[0], $0, command.folder, AdapterTimeZone.name, standard)
        }
        guard code == 0 else {
            let place = command.folder.map { " in the folder \($0)" } ?? ""
            let hint = StartHint.text(program: program, folder: command.folder, error: code)
            throw .cannotStart(program: program, reason: String(cString: strerror(code)) + place + (hint.map { "; " + $0 } ?? ""))
        }
        interruption.adopt(pid)
        self.pid = pid
        self.input = input.writing
        self.output = output.reading
        self.errorOutput = error.reading
        self.interruption = interruption
        self.lineLimit = lineLimit
        self.trace = trace?.process()
        lines = LineBuffer()
        for descriptor in [self.input, self.output, self.errorOutput] { _ = process_set_nonblocking(descriptor.number) }
        self.trace?.note("started as process \(pid), with TZ=\(AdapterTimeZone.name): \(command.text)")
    }

    private static func withCStrings<Result>(
        _ strings: [[UInt8]],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { string in
            strndup(string.map { CChar(bitPattern: $0) }, string.count)
        }
        pointers.append(nil)
        defer { pointers.forEach { free($0) } }
        return body(pointers)
    }

    /// Writes these bytes after those that are still to be written: as many as the pipe takes now, the rest while waiting for lines.
    package func write(_ bytes: [UInt8]) {
        writeLater(bytes)
        writeSome()
    }

    /// Writes these bytes when there are many, or the next line is waited for. To be woken for a line costs a program more than to read it.
    func writeLater(_ bytes: [UInt8]) {
        trace?.sent(bytes)
        unwritten += bytes
        if !isFull, unwritten.count - written >= Self.enoughToWrite { writeSome() }
    }

    /// Whether a whole line was read that was not given out.
    var holdsLine: Bool { lines.holdsLine }

    /// Waits for the next line until the deadline, and writes meanwhile.
    package func readLine(until deadline: ContinuousClock.Instant) -> Reading {
        let reading = nextLine(until: deadline)
        switch reading {
        case .line(let line): trace?.received(line)
        case .ended(let ending): trace?.note(ending.description)
        case .tooLong: trace?.note("wrote a line of more than \(lineLimit) bytes")
        case .late, .interrupted: break
        }
        return reading
    }

    private func nextLine(until deadline: ContinuousClock.Instant) -> Reading {
        var nextLook = ContinuousClock.now
        if !isFull { writeSome() }
        while true {
            if let line = lines.next() { return line.count > lineLimit ? .tooLong : .line(line) }
            guard lines.partialCount <= lineLimit else { return .tooLong }
            if readSome() == .some {
                isFull = false
                continue
            }
            let now = ContinuousClock.now
            if now >= nextLook {
                if let ending = exit() { return lastLine() ?? ended(ending) }
                nextLook = now + .milliseconds(Int(Self.pollMilliseconds))
            }
            guard now < deadline else { return .late(bytesArrived: lines.partialCount) }
            var requests = [
                pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: standardErrorHasEnded ? -1 : errorOutput.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: unwritten.isEmpty ? -1 : input.number, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&requests, nfds_t(requests.count), min(Self.pollMilliseconds, Self.milliseconds(from: now, to: deadline)))
            if requests[3].revents != 0 { return .interrupted }
            if requests[1].revents != 0 { drainStandardError() }
            if requests[2].revents != 0 { writeSome() }
            if requests[0].revents != 0, readSome() == .end { return lastLine() ?? ended(ending()) }
        }
    }

    /// A program that dies of the signal that stops the run is not to blame for it.
    private func ended(_ ending: ProcessEnding) -> Reading { interruption.isRequested ? .interrupted : .ended(ending) }

    /// A line that was in the pipe when the program ended; a grandchild may hold the pipe open.
    private func lastLine() -> Reading? {
        while !lines.holdsLine, lines.partialCount <= lineLimit, readSome() == .some {}
        return lines.next().map { $0.count > lineLimit ? .tooLong : .line($0) }
    }

    /// Ends the program and everything it started. Returns what it did wrong, unless it wrote nothing more and exited with status 0.
    package func end() -> AdapterFault? {
        closeInput()
        let ending = waitForExit(seconds: Self.graceSeconds)
        if ending == nil {
            killpg(pid, SIGTERM)
            _ = waitForExit(seconds: Self.terminationSeconds)
        }
        reap()
        if let line = lines.next() ?? (lines.partialCount > 0 ? Array(lines.partial) : nil) {
            trace?.received(line)
            return .unaskedLine(String(decoding: line.prefix(120), as: UTF8.self))
        }
        trace?.note(ending?.description ?? "went on when its input had ended, and was terminated")
        guard let ending else { return .doesNotEnd }
        return ending == .exited(status: 0) ? nil : .endedWithoutCase(ending)
    }

    /// Ends the program and everything it started, at once; where a signal was passed on to it, after a moment to heed that.
    package func kill() {
        closeInput()
        if interruption.isRequested { _ = waitForExit(seconds: Self.terminationSeconds) }
        reap()
        trace?.note("was terminated")
    }

    /// Ends the program's input, with what is unwritten lost.
    package func closeInput() {
        input.close()
        unwritten = []
        written = 0
    }

    /// Whether a thread of the program, or of what it started, computes or is about to: it's seen doing so most of the times that one looks.
    var isBusy: Bool {
        var seen = 0
        for _ in 0..<Self.looks {
            if ProcessStates.isRunning(group: pid) { seen += 1 }
            usleep(10_000)
        }
        return seen * 2 > Self.looks
    }

    /// How the program ended, once it has.
    private func exit() -> ProcessEnding? {
        var code: Int32 = 0
        var signaled = false
        guard process_has_ended(pid, &code, &signaled) else { return nil }
        if code < 0 { return .lostStatus }
        return signaled ? .killed(signal: code) : .exited(status: code)
    }

    /// How it ended, where its standard output has: it may need a moment to exit.
    private func ending() -> ProcessEnding { waitForExit(seconds: Self.exitSeconds) ?? .closedOutput }

    private func waitForExit(seconds: Double) -> ProcessEnding? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            drainOutput()
            drainStandardError()
            if let ending = exit() {
                drainStandardError()
                return ending
            }
            guard ContinuousClock.now < deadline else { return nil }
            usleep(1000)
        }
    }

    /// Takes what standard output holds now, at most what a pipe does; nothing more is kept once there is a line that nobody asked for.
    private func drainOutput() {
        for _ in 0..<Self.piecesAtOnce {
            let isEnough = lines.holdsLine || lines.partialCount > lineLimit
            guard (isEnough ? Self.read(output, { _ in }) : readSome()) == .some else { return }
        }
    }

    /// The leader is not reaped before its whole group is killed, so that the group's number cannot be another's by then.
    private func reap() {
        killpg(pid, SIGKILL)
        interruption.release(pid)
        while waitpid(pid, nil, 0) < 0, errno == EINTR {}
        drainStandardError()
    }

    /// What has come of a line whose end has not.
    package var partialLine: ArraySlice<UInt8> { lines.partial }

    package func takeStandardError() -> String { standardError.take() }

    /// Takes what standard error holds now, and no more than a pipe does: a flood must not hold us up.
    func drainStandardError() {
        for _ in 0..<Self.piecesAtOnce {
            switch Self.read(errorOutput, { standardError.append($0) }) {
            case .some: continue
            case .nothingYet: return
            case .end:
                standardErrorHasEnded = true
                return
            }
        }
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

    private func writeSome() {
        guard !unwritten.isEmpty else { return }
        isFull = false
        let count = unwritten.withUnsafeBytes {
            Glibc.write(input.number, $0.baseAddress?.advanced(by: written), $0.count - written)
        }
        if count > 0 {
            written += count
            isFull = written < unwritten.count
        } else if errno == EAGAIN {
            isFull = true
        } else if errno != EINTR {
            written = unwritten.count  // It no longer reads; whether it still answers is what the wait finds out.
        }
        if written == unwritten.count {
            unwritten.removeAll(keepingCapacity: true)
            written = 0
        }
    }

    private static func milliseconds(from now: ContinuousClock.Instant, to deadline: ContinuousClock.Instant) -> Int32 {
        let (seconds, attoseconds) = now.duration(to: deadline).components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}

/// A file descriptor that is closed with its owner.
private final class Descriptor {
    package private(set) var number: Int32

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
