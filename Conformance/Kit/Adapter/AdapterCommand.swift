/// The program of an adapter and its arguments, as bytes: they need not be UTF-8.
package struct AdapterCommand: Sendable, Hashable {
    /// Looked up in PATH unless it has a slash.
    package var program: [UInt8]
    package var arguments: [[UInt8]]

    package init(program: [UInt8], arguments: [[UInt8]]) {
        self.program = program
        self.arguments = arguments
    }

    package init(program: String, arguments: [String] = []) {
        self.init(program: Array(program.utf8), arguments: arguments.map { Array($0.utf8) })
    }

    /// The words of the runner's command line that name it, quoted for a shell.
    package var options: String {
        let dashes = arguments.isEmpty ? [] : [Array("--".utf8)]
        return (["--adapter".utf8.map { $0 }, program] + dashes + arguments).map(Shell.quoted).joined(separator: " ")
    }

    /// The words of a shell line that starts it.
    package var text: String { ([program] + arguments).map(Shell.quoted).joined(separator: " ") }
}
