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
                for number in 0..<6_000 where !missing.isEmpty {
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
