import OrderedJSON
import Testing

@testable import ConformanceKit

/// How a case becomes smaller.
@Suite struct ShrinkerTests {
    @Test func `one of several calls stays, with what was done before it`() {
        let given: JSON = [
            "actions": [["header_remove": "a"]],
            "calls": [["scope": ["method": "HEAD"]], ["actions": [["header_remove": "b"]], "send": ["fails_at": 1]]],
        ]
        #expect(shrunk(given) { $0["scope"]?["method"] == "HEAD" } == ["scope": ["method": "HEAD"]])
        #expect(shrunk(given) { $0["send"] != nil && $0["actions"]?.arrayValue?.count == 2 }["calls"] == nil)
        #expect(shrunk(given) { $0["calls"] != nil }["calls"] != nil)
    }

    private func shrunk(_ given: JSON, while isInteresting: @escaping (JSON) -> Bool) -> JSON {
        var shrinker = Shrinker(attempts: 1_000) { isInteresting($0.given) }
        return shrinker.shrink(GeneratedCase(className: "starlette.Response", given: given, files: nil)).given
    }
}
