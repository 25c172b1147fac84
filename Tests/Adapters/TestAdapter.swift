import Glibc

/// Adapters that are wrong on purpose, for the tests of the runner and of the vectors: `test-adapter NAME`.
@main
struct TestAdapter {
    static func main() {
        let name = CommandLine.arguments.dropFirst().first ?? ""
        if let null = NullAdapter(rawValue: name) {
            null.run()
        } else if let misbehaviour = Misbehaviour(rawValue: name) {
            misbehaviour.run()
        } else {
            let names = NullAdapter.allCases.map(\.rawValue) + Misbehaviour.allCases.map(\.rawValue)
            Wire.write("usage: test-adapter \(names.joined(separator: "|"))\n", to: STDERR_FILENO)
            exit(64)
        }
    }
}
