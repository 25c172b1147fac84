import TextFormats

/// The program of an adapter and its arguments, as bytes: they need not be UTF-8.
package struct AdapterCommand: Sendable, Hashable {
    /// Looked up in PATH unless it has a slash.
    package var program: [UInt8]
    package var arguments: [[UInt8]]
    /// The folder that it's started in; nil for the current one. A relative path of the program starts there, too.
    package var folder: String?

    package init(program: [UInt8], arguments: [[UInt8]], folder: String? = nil) {
        self.program = program
        self.arguments = arguments
        self.folder = folder
    }

    package init(program: String, arguments: [String] = [], folder: String? = nil) {
        self.init(program: Array(program.utf8), arguments: arguments.map { Array($0.utf8) }, folder: folder)
    }

    /// The words of the runner's command line that name it, quoted for a shell.
    package var options: String {
        let dashes = arguments.isEmpty ? [] : [Array("--".utf8)]
        return (["--adapter".utf8.map { $0 }, program] + dashes + arguments).map(Shell.quoted).joined(separator: " ")
    }

    /// The words of a shell line that starts it, in its folder.
    package var text: String { folder.map { "(cd \(Shell.quoted($0)) && \(words))" } ?? words }

    /// The program and its arguments, quoted for a shell.
    package var words: String { ([program] + arguments).map(Shell.quoted).joined(separator: " ") }
}
