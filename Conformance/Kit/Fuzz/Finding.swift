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
    /// How it ended, for a report.
    package let verdict: Verdict
    package let standardError: String
    /// Whether the case agreed when it was run again alone.
    package let isFlaky: Bool

    /// What the oracle says of a case.
    struct OracleAnswer {
        let expect: JSON
        /// The ASGI rules that it breaks itself, as the real project does.
        let breaks: Set<ASGIRule>
    }
}

extension Finding {
    init(
        number: Int,
        generated: GeneratedCase,
        oracle: OracleAnswer,
        verdict: Verdict,
        shows symptom: Symptom,
        _ mismatch: Mismatch?,
        standardError: String,
        isFlaky: Bool
    ) throws(VectorError) {
        self.number = number
        self.verdict = verdict
        self.standardError = standardError
        self.isFlaky = isFlaky
        let request = try generated.request()
        let features = try Case(merged: request).requiredFeatures(expecting: oracle.expect)
        let project = ClassName(rawValue: generated.className)?.project.rawValue ?? ""
        let vector: JSON = .members([
            "id": .string(Self.id(symptom, generated)),
            "title": .string(Self.title(symptom, mismatch)),
            "basis": "observed",
            "sources": [.string(Self.source(ofClass: generated.className, project))],
            "features": features.isEmpty ? .none : .some(.array(features.map(JSON.string))),
            "files": generated.files,
            "given": generated.given,
            "breaks": oracle.breaks.isEmpty ? .none : .some(.strings(oracle.breaks.map(\.rawValue).sorted())),
            "expect": oracle.expect,
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
    private static func id(_ symptom: Symptom, _ generated: GeneratedCase) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in generated.given.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return slug(symptom.name) + "-" + String(hash, radix: 16)
    }

    private static func slug(_ text: String) -> String {
        let words = text.lowercased().utf8.split { byte in
            !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return words.isEmpty ? "case" : words.map { String(Substring($0)) }.joined(separator: "-")
    }

    private static func title(_ symptom: Symptom, _ mismatch: Mismatch?) -> String {
        guard let mismatch else { return "the adapter answers (\(symptom.name))" }
        return String("\(mismatch.check.id): \(mismatch.wantedText), not \(mismatch.gotText)".prefix(160))
    }

    private static func source(ofClass name: String, _ project: String) -> String {
        switch project {
        case "starlette": "starlette-docs#" + (name.split(separator: ".").last.map { $0.lowercased() } ?? "")
        default: project + "#" + (name.split(separator: ".").last.map(String.init) ?? "")
        }
    }
}
