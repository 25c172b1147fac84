import FoundationEssentials
import Glibc
import TextFormats

/// What mends a program that the operating system could not start.
enum StartHint {
    /// - Parameters:
    ///   - folder: that in which it was to start; nil for the current one.
    ///   - error: why it didn't, an `errno`.
    static func text(program: String, folder: String?, error: Int32) -> String? {
        let path = program.hasPrefix("/") ? program : (folder.map { $0 + "/" } ?? "") + program
        let hasSlash = program.contains("/")
        let isFile = isFile(path)
        switch error {
        case ENOENT where program.contains(" "):
            return "the adapter's arguments follow --, as in --adapter node -- adapter.js"
        case ENOENT where !hasSlash && isFile:
            let name = "a program without a slash is looked up in PATH; the file here is ./\(program)"
            return access(path, X_OK) == 0 ? name : "\(name), and \(script("./" + program, path))"
        case ENOENT where isFile:
            return interpreter(of: path).map { "its first line asks for '\($0)', which isn't there" }
        case EACCES where isFile: return script(program, path)
        case ENOEXEC:
            return "a script begins with a line such as #!/usr/bin/env python3, or is an argument of its interpreter: "
                + command(program)
        default: return nil
        }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// A file that may not be executed: a script that its interpreter reads, or a program without the mode.
    private static func script(_ program: String, _ path: String) -> String {
        let mode = "it isn't executable: chmod +x \(Shell.quoted(program))"
        return interpreters.keys.contains { program.hasSuffix($0) } && interpreter(of: path) == nil
            ? "it isn't executable; a script is an argument of its interpreter: " + command(program) : mode
    }

    private static let interpreters = [".py": "python3", ".js": "node", ".mjs": "node", ".rb": "ruby", ".sh": "sh"]

    private static func command(_ program: String) -> String {
        let name = interpreters.first { program.hasSuffix($0.key) }?.value ?? "python3"
        return "--adapter \(name) -- \(Shell.quoted(program))"
    }

    /// The program of a script's first line.
    private static func interpreter(of path: String) -> String? {
        guard let handle = fopen(path, "r") else { return nil }
        defer { fclose(handle) }
        var buffer = [CChar](repeating: 0, count: 256)
        guard fgets(&buffer, CInt(buffer.count), handle) != nil else { return nil }
        let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard line.hasPrefix("#!") else { return nil }
        return line.dropFirst(2).split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
}
