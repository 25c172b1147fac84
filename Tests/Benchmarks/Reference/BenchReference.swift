import Glibc
import OrderedJSON

/// Measures the reference: a command a line on standard input, its answer a line on standard output (README.md).
@main
struct BenchReference {
    static func main() async throws {
        while let line = readLine() {
            print(try await answer(JSON(parsing: line)).text)
            fflush(nil)
        }
    }

    private static func answer(_ command: JSON) async throws -> JSON {
        switch command["op"]?.stringValue {
        case "messages":
            guard let measured = try MeasuredCase(command["case"] ?? .null) else { return ["unsupported": true] }
            return ["messages": .array(try await measured.messages().map(\.summary))]
        case "calls":
            guard let measured = try MeasuredCase(command["case"] ?? .null) else { return ["unsupported": true] }
            return try await measured.calls(.seconds(command["seconds"]?.doubleValue ?? 1)).json
        case "read": return try FileReading(command).readLoop()
        case "stream": return try await FileReading(command).fileResponse()
        case "peak": return ["kib": .integer(try ProcessMemory.peakKiB())]
        case let op: throw UnknownForm("op \(op ?? "")")
        }
    }
}

/// A command, or a part of a case, that this program does not know.
struct UnknownForm: Error, CustomStringConvertible {
    let description: String

    init(_ what: String) { description = "unknown: \(what)" }
}
