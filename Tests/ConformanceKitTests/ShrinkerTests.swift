import OrderedJSON
import Testing

@testable import Fuzzing

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

    @Test func `a file gets a plain name where the name does not matter, and a text plain numbers`() {
        let generated = GeneratedCase(
            className: "starlette.FileResponse",
            given: ["response": ["path": "${files}/\r.TXT"], "scope": ["headers": [["range", "bytes=6-35,42-91"]]]],
            files: ["\r.TXT": ["content": "0123", "modified": 1_205_134_755]]
        )
        var shrinker = Shrinker(attempts: 1_000) { candidate in
            let header = candidate.given["scope"]?["headers"]?.arrayValue?.first?.arrayValue
            return candidate.given["response"]?["path"]?.stringValue?.hasPrefix("${files}/") == true
                && candidate.files?.objectValue?.members.count == 1 && header?.first == "range"
                && header?.last?.stringValue?.hasPrefix("bytes=") == true && header?.last?.stringValue?.contains("-") == true
                && header?.last?.stringValue?.contains(",") == true
        }
        let smallest = shrinker.shrink(generated)
        #expect(smallest.files == ["a": ["content": "", "modified": 0]])
        #expect(shrinker.attempts > 700, "an attempt at what is there already")
        #expect(smallest.given["response"] == ["path": "${files}/"] || smallest.given["response"] == ["path": "${files}/a"])
        #expect(smallest.given["scope"]?["headers"] == [["range", "bytes=,-"]])
    }

    private func shrunk(_ given: JSON, while isInteresting: @escaping (JSON) -> Bool) -> JSON {
        var shrinker = Shrinker(attempts: 1_000) { isInteresting($0.given) }
        return shrinker.shrink(GeneratedCase(className: "starlette.Response", given: given, files: nil)).given
    }
}
