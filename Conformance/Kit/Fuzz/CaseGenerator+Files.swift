import OrderedJSON

/// A file of a generated case.
struct GeneratedFile: Sendable, Hashable {
    let name: String
    let size: Int
    let modified: Double
    /// The file as `files` of a vector has it.
    let json: JSON
}

extension CaseGenerator.Parts {
    /// The chunks in which Starlette reads a file; baize's are four times as long.
    private static let chunkSize = 65_536

    /// A file with any name and time, empty or small mostly, and now and then about as long as a chunk or several.
    package mutating func file() -> GeneratedFile {
        let size =
            once(in: 12)
            ? Self.chunkSize * element(of: [1, 1, 2, 4]) + integer(-1...1) : element(of: [0, 1, 2, 3, 9, 10, 10, 11, 100])
        let modified = modified()
        let name = fileName()
        let json: JSON = .members(["content": Self.content(size), "modified": .number("\(modified)")])
        return GeneratedFile(name: name, size: size, modified: modified, json: json)
    }

    private static func content(_ size: Int) -> JSON {
        let digits = "0123456789"
        if size <= 100 { return .string(String(String(repeating: digits, count: 10).prefix(size))) }
        let whole: JSON = ["repeat": .string(digits), "count": .integer(size / 10)]
        return size % 10 == 0 ? whole : ["concat": [whole, .string(String(digits.prefix(size % 10)))]]
    }

    /// A name whose media type Vectors/README.md lists, as it is: a template needs it escaped.
    mutating func fileName() -> String {
        let ending = element(of: [".txt", ".html", ".css", ".json", ".png", ".pdf", ".tar.gz", ".unknown", "", ".txt", ".TXT"])
        guard once(in: 2) else { return "a" + ending }
        let base = anyText().unicodeScalars.filter { $0 != "/" && $0 != "\0" }
        let name = String(String.UnicodeScalarView(base).prefix(20))
        // A further dot would make another ending of what follows.
        return (name.contains(".") || name.isEmpty ? word() : name) + ending
    }

    /// Seconds since 1970, with and without a fraction, before and after.
    private mutating func modified() -> Double {
        switch integer(1...6) {
        case 1:
            element(of: [
                0, 1, -1, 0.5, -0.5, 1.5, -1.5, 1e-5, 1e9, 2_147_483_647, 2_147_483_647.5, 2_147_483_648, 4_294_967_296,
                951_782_400,
                1_577_836_801.5, 1_577_836_801.999, 1_577_836_800.1234, 1_577_836_803.999999,
            ])
        case 2: Double(integer(-2_000_000_000...4_000_000_000)) / 8
        case 3: Double(integer(0...2_000_000_000)) + Double(integer(0...999_999)) / 1e6
        default: 1_577_836_800
        }
    }
}
