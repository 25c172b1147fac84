import AdapterProtocol
import AdapterSessions
import OrderedJSON
import Testing
import VectorSuites

@testable import Fuzzing

/// A case that needs what an adapter does not claim would be a red that is no bug of it.
@Suite("Generated cases") struct CaseGeneratorTests {
    @Test("need every feature but those that ARCHITECTURE.md leaves out")
    func allFeatures() async throws {
        let needed = try await Self.needed(Set(Feature.names), cases: 4_000)
        #expect(
            Feature.finest(of: Feature.names).subtracting(needed)
                == Feature.finest(of: [
                    "file.write", "python.values", "send.blocks", "text.surrogates",
                ])
        )
    }

    /// The rarest features are needed by three of 1,000 cases each.
    @Test(
        "need no feature that the generator was not given",
        arguments: Feature.names.filter { Feature(rawValue: $0)?.implied == [] }
    )
    func features(without feature: String) async throws {
        let features = Feature.finest(of: Feature.names).subtracting([feature])
        #expect(try await !Self.needed(features, cases: 1_000).contains(feature))
    }

    /// A port may treat each of these as it likes; the vectors about them are incidental and say why.
    @Test("hold no incidental input unless asked for", arguments: [Vector.Basis.Threshold.observed, .all])
    func incidental(basis: Vector.Basis.Threshold) async throws {
        let found = await Blocking.run {
            let generator = CaseGenerator(seed: 4, classes: ClassName.names, features: Set(Feature.names), basis: basis)
            return (0..<3_000).reduce(into: Set<String>()) { $0.formUnion(Self.incidentals(of: generator.makeCase($1))) }
        }
        let all: Set = ["control", "status", "method", "cookie without a value", "second call of a stream", "Range"]
        #expect(found == (basis == .all ? all : []))
    }

    private static func incidentals(of generated: GeneratedCase) -> Set<String> {
        let response = generated.given["response"]
        let headers = response["headers"]?.arrayValue ?? []
        let actions = generated.given["actions"]?.arrayValue ?? []
        let calls = generated.given["calls"]?.arrayValue ?? []
        let scopes = (calls + [generated.given]).compactMap { $0["scope"] }
        let found = [
            "control": headers.flatMap { $0.arrayValue ?? [] }.compactMap(\.stringValue).contains { text in
                text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
            },
            "status": response["status_code"].map { !(200...599).contains($0.intValue ?? 0) || [204, 304].contains($0.intValue) }
                ?? false,
            "method": scopes.contains { $0["method"]?.stringValue.map { $0 != $0.uppercased() || $0.isEmpty } ?? false },
            "cookie without a value": actions.contains { $0["set_cookie"].map { $0["value"] == nil } ?? false },
            "second call of a stream": calls.count > 1 && generated.className == ClassName.streamingResponse.rawValue,
            "Range": scopes.contains { $0["headers"]?.arrayValue?.contains { $0.arrayValue?.first == "Range" } ?? false },
        ]
        return Set(found.filter(\.value).keys)
    }

    /// Values at which a grammar breaks, and forms that look alike: what a port gets wrong for a few values only.
    static let fewValues = [
        "4294967296", "9223372036854775808", "18446744073709551616", "2147483648", "\"http_version\":\"2\"", "w/\\\"abc\\\"",
        "\\\"x\\\", ${etag}", "1577836801.5", "-62135596800", "Example.ORG", "\"Inline\"", "text/html;\"", "\"ping\":0.65",
        "\"cleanup_timeout\":0.6",
    ]

    @Test func `hold the values at which few ports go wrong`() async throws {
        let missing = try await Blocking.run {
            Result {
                // The classes that have all of these values: with the others, it takes three times as long.
                let classes = ["sse_starlette.EventSourceResponse", "starlette.FileResponse", "starlette.Response"]
                let generator = CaseGenerator(seed: 1, classes: classes, features: Feature.finest(of: Feature.names))
                var missing = Self.fewValues
                for number in 0..<20_000 where !missing.isEmpty {
                    let text = try generator.makeCase(number).request().text
                    missing.removeAll { text.contains($0) }
                }
                return missing
            }
        }.get()
        #expect(missing == [])
    }

    /// What the first cases of a generator need that was given these features.
    private static func needed(_ features: Set<String>, cases count: Int) async throws -> Set<String> {
        try await Blocking.run {
            Result {
                let generator = CaseGenerator(seed: 1, classes: ClassName.names, features: features)
                return try (0..<count).reduce(into: []) { needed, number in
                    needed.formUnion(try Case(json: try generator.makeCase(number).request()).requiredFeatures(expecting: nil))
                }
            }
        }.get()
    }
}

extension JSON {
    fileprivate subscript(name: String) -> JSON? { objectValue?[name] }
}

extension JSON? {
    fileprivate subscript(name: String) -> JSON? { flatMap { $0[name] } }
}
