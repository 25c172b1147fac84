import Glibc
import OrderedJSON

/// What the kernel says about this process's memory.
enum ProcessMemory {
    /// The most that was ever resident (`VmHWM` of proc(5)).
    static func peakKiB() throws -> Int {
        guard let file = fopen("/proc/self/status", "r") else { throw UnknownForm("/proc/self/status") }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, CInt(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split(whereSeparator: \.isWhitespace)
            if words.count > 1, words[0] == "VmHWM:", let number = Int(words[1]) { return number }
        }
        throw UnknownForm("VmHWM")
    }
}

/// The time that all threads of this process have worked together.
enum ProcessTime {
    static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension Duration {
    /// The seconds as a JSON number.
    var json: JSON { .number("\(self / .seconds(1))") }
}
