import ConformanceKit
import FoundationEssentials

/// The options that select vectors: of a run, and of everything else that is about some of them.
struct SelectionOptions {
    var selection = Selection()
    /// The folder of vectors, or those of the binary.
    var vectors: String?
    /// Whether `--basis` is there, be it for all.
    private(set) var hasBasis = false

    /// Takes an argument that is one of these; false if it is another.
    mutating func take(_ argument: ArgumentReader.Argument, _ reader: inout ArgumentReader) throws(UsageError) -> Bool {
        switch argument.name {
        case "--run": selection.run += try Self.patterns(argument, &reader)
        case "--skip": selection.skip += try Self.patterns(argument, &reader)
        case "--class": selection.classes.append(try reader.word(of: argument, from: Vocabulary.classes))
        case "--feature": selection.features.append(try reader.word(of: argument, from: Vocabulary.features))
        case "--basis":
            let word = try reader.word(of: argument, from: Vector.Basis.allCases.map(\.rawValue) + ["all"])
            selection.basis = Vector.Basis(rawValue: word)
            hasBasis = true
        case "--shard":
            let text = try reader.value(of: argument)
            guard let shard = Shard(text) else {
                throw UsageError("--shard is N/M, the Nth of M parts, for example 2/5, not '\(text)'")
            }
            selection.shard = shard
        case "--vectors": vectors = try reader.value(of: argument)
        default: return false
        }
        return true
    }

    /// A pattern, or with `@FILE` those of a file, one a line; `#` begins a remark.
    private static func patterns(_ argument: ArgumentReader.Argument, _ reader: inout ArgumentReader) throws(UsageError)
        -> [NamePattern]
    {
        let text = try reader.value(of: argument)
        guard text.hasPrefix("@") else { return [NamePattern(text)] }
        let path = String(text.dropFirst())
        let content: String
        do { content = try String(contentsOf: URL(filePath: path), encoding: .utf8) } catch {
            throw UsageError("\(argument.name) \(text): the file '\(path)' cannot be read")
        }
        let patterns = content.split(separator: "\n").compactMap { line -> NamePattern? in
            let pattern = line.prefix { $0 != "#" }.trimming { $0.isWhitespace }
            return pattern.isEmpty ? nil : NamePattern(String(pattern))
        }
        guard !patterns.isEmpty else { throw UsageError("\(argument.name) \(text): the file has no pattern, one a line") }
        return patterns
    }
}

extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var rest = drop(while: isTrimmed)
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
