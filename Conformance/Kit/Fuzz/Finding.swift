import AdapterProtocol
import Judging
package import OrderedJSON
package import Runs
package import VectorSuites

/// A bug that fuzzing found: the smallest case that shows it.
package struct Finding: Sendable {
    /// The number of the generated case that showed it first.
    package let number: Int
    /// The smallest case, with what the oracle wants, as a vector.
    package let vector: Vector
    /// The suite that holds it, as a file of vectors.
    package let suite: JSON
    let divergence: Divergence
    package let standardError: String
    /// Whether the case agreed when it was run again alone.
    package let isFlaky: Bool

    /// How it ended, for a report.
    package var verdict: Verdict { divergence.verdict }
}

extension Finding {
    init(
        number: Int,
        generated: GeneratedCase,
        expect: JSON,
        divergence: Divergence,
        standardError: String,
        isFlaky: Bool
    ) throws(VectorError) {
        self.number = number
        self.divergence = divergence
        self.standardError = standardError
        self.isFlaky = isFlaky
        let request = try generated.request()
        let features = try Case(merged: request).requiredFeatures(expecting: expect)
        let project = ClassName(rawValue: generated.className)?.project.rawValue ?? ""
        let vector: JSON = .members([
            "id": .string(Self.id(divergence, generated)),
            "title": .string(Self.title(divergence)),
            "basis": "observed",
            "sources": [.string(Self.source(ofClass: generated.className, project))],
            "features": features.isEmpty ? .none : .some(.array(features.map(JSON.string))),
            "files": generated.files,
            "given": generated.given,
            "expect": expect,
        ])
        let name = "found/" + Self.slug(generated.className)
        suite = [
            "format": 1, "suite": .string(name), "class": .string(generated.className),
            "title": .string("What fuzzing found about \(generated.className)"), "vectors": [vector],
        ]
        let loaded = try VectorSuite(json: suite.utf8, path: name + ".json")
        self.vector = loaded.vectors[0]
    }

    /// A name that says what is checked; the same case always has the same.
    private static func id(_ divergence: Divergence, _ generated: GeneratedCase) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in generated.given.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return slug(divergence.name) + "-" + String(hash, radix: 16)
    }

    private static func slug(_ text: String) -> String {
        let words = text.lowercased().utf8.split { byte in
            !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return words.isEmpty ? "case" : words.map { String(Substring($0)) }.joined(separator: "-")
    }

    private static func title(_ divergence: Divergence) -> String {
        guard case .failed(let mismatches, _) = divergence.verdict, let first = Divergence.primary(of: mismatches) else {
            return "the adapter answers (\(divergence.name))"
        }
        return String("\(first.check.id): \(first.wantedText), not \(first.gotText)".prefix(160))
    }

    private static func source(ofClass name: String, _ project: String) -> String {
        switch project {
        case "starlette": "starlette-docs#" + (name.split(separator: ".").last.map { $0.lowercased() } ?? "")
        default: project + "#" + (name.split(separator: ".").last.map(String.init) ?? "")
        }
    }
}
