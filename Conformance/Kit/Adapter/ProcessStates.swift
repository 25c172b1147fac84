import FoundationEssentials
import Glibc

/// What the kernel says that processes do (proc(5)).
enum ProcessStates {
    /// Whether a thread of some process in this group is running, or would be if there were a processor for it.
    static func isRunning(group: pid_t) -> Bool {
        names(in: "/proc").contains { process in
            guard process.first?.isNumber == true, fields(of: "/proc/\(process)/stat")?.group == group else { return false }
            return names(in: "/proc/\(process)/task").contains { thread in
                fields(of: "/proc/\(process)/task/\(thread)/stat")?.state == "R"
            }
        }
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// The third and the fifth field, behind the name in parentheses, which may hold anything.
    private static func fields(of path: String) -> (state: Substring, group: pid_t)? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 2, let group = pid_t(fields[2]) else { return nil }
        return (fields[0], group)
    }
}
