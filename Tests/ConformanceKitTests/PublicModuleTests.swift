import ConformanceKit
import OrderedJSON
import Testing

/// What a port in Swift needs for its own tests, from the one module that it imports.
@Suite struct PublicModuleTests {
    private struct Refusing: InProcessImplementation {
        let hello: JSON = [
            "op": "hello", "protocol": 1, "implementation": ["name": "mine"], "classes": ["starlette.Response"],
        ]

        func answer(_ request: JSON) async -> JSON {
            ["op": "result", "construct": ["kind": "unsupported", "reason": "nothing is done yet"], "calls": []]
        }
    }

    @Test func `a port checks itself with nothing but ConformanceKit`() async throws {
        let vectors = try VectorLibrary.builtIn().vectors.filter { $0.suite == "response/content" }
        let results = try await Refusing().results(for: vectors)
        #expect(
            results.contains {
                if case .failed(let mismatches, _) = $0.verdict { mismatches[0].check == .supported } else { false }
            }
        )
    }
}
