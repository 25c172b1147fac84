import Glibc

/// Adapters that are wrong on purpose, for the tests of the runner and of the vectors: `test-adapter NAME [PIPE]`, or the class after `claims-only`, or what it lacks after `lacks`.
@main
struct TestAdapter {
    static func main() async {
        let name = CommandLine.arguments.dropFirst().first ?? ""
        if let narrow = NarrowAdapter(rawValue: name) { return await narrow.run(Array(CommandLine.arguments.dropFirst(2))) }
        if let pipe = CommandLine.arguments.dropFirst(2).first { Pipe.open(pipe) }
        if let null = NullAdapter(rawValue: name) {
            null.run()
        } else if let misbehaviour = Misbehaviour(rawValue: name) {
            misbehaviour.run()
        } else if let correct = CorrectAdapter(rawValue: name) {
            await correct.run()
        } else if let mistake = WireMistake(rawValue: name) {
            await mistake.run()
        } else if name == "hostile" {
            await HostileAdapter.run()
        } else {
            let names =
                NullAdapter.allCases.map(\.rawValue) + Misbehaviour.allCases.map(\.rawValue)
                + CorrectAdapter.allCases.map(\.rawValue) + WireMistake.allCases.map(\.rawValue)
                + NarrowAdapter.allCases.map(\.rawValue) + ["hostile"]
            Wire.write("usage: test-adapter \(names.joined(separator: "|")) [PIPE]\n", to: STDERR_FILENO)
            exit(64)
        }
    }
}
