import AdapterProtocol
import AdapterSessions
import Foundation
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// Umbrellas imply finer features: who claimed one before its parts had names is judged by the same vectors.
@Suite struct FinerFeatureTests {
    /// What vectors needed, and what the adapters in this repository claimed, before features were split.
    private static let before = Result {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Claims/before-finer-features.json")
        return try JSON(parsing: try String(contentsOf: path, encoding: .utf8))
    }

    private static func hello(_ classes: [JSON], _ features: [JSON]) throws -> Hello {
        try Hello([
            "op": "hello", "protocol": 1, "implementation": ["name": "mine"], "classes": .array(classes),
            "features": .array(features),
        ])
    }

    /// The features that each vector needed, by every name that it has had since.
    private static func formerNeeds() throws -> [String: [JSON]] {
        var needs: [String: [JSON]] = [:]
        for member in try before.get()["vectors"]?.objectValue?.members ?? [] {
            let features = member.name.split(separator: " ").map { JSON.string(String($0)) }
            for name in member.value.arrayValue ?? [] { needs[name.stringValue ?? ""] = features }
        }
        return needs
    }

    private static func formerNeeds(of vector: Vector, _ needs: [String: [JSON]]) -> [JSON]? {
        ([vector.name] + vector.aliases).lazy.compactMap { needs[$0] }.first
    }

    @Test(arguments: ["reference", "baize", "sse_starlette", "starlette"])
    func `no vector that an adapter was judged by became unsupported`(adapter: String) async throws {
        let adapter = try #require(try Self.before.get()["adapters"]?[adapter])
        let features = try #require(adapter["features"]?.arrayValue)
        let hello = try Self.hello(try #require(adapter["classes"]?.arrayValue), features)
        let needs = try Self.formerNeeds()
        let judged = try await BuiltInVectors.read().vectors.filter { vector in
            guard hello.classes.contains(vector.className) else { return false }
            return Self.formerNeeds(of: vector, needs).map { Set($0).isSubset(of: features) } ?? false
        }
        #expect(judged.count == adapter["judged"]?.intValue)
        #expect(judged.filter { hello.unclaimed(by: $0) != nil }.map(\.name) == [])
    }

    @Test func `who claims just what a vector needed before is still judged by it`() async throws {
        let needs = try Self.formerNeeds()
        var count = 0
        for vector in try await BuiltInVectors.read().vectors {
            guard let features = Self.formerNeeds(of: vector, needs) else { continue }
            count += 1
            let hello = try Self.hello([.string(vector.className)], features)
            #expect(hello.unclaimed(by: vector) == nil, "\(vector.name)")
        }
        #expect(count == needs.count)
    }

    @Test(arguments: Feature.allCases.filter { !$0.implied.isEmpty })
    func `an umbrella claims all that it implies, and all of that claims it`(umbrella: Feature) throws {
        let one = try Self.hello([], [.string(umbrella.rawValue)])
        #expect(umbrella.implied.allSatisfy { one.claims(feature: $0.rawValue) && $0.umbrella == umbrella })
        let parts = umbrella.implied.map { JSON.string($0.rawValue) }
        #expect(try Self.hello([], parts).claims(feature: umbrella.rawValue))
        #expect(try !Self.hello([], Array(parts.dropLast())).claims(feature: umbrella.rawValue))
    }

    @Test func `no vector needs an umbrella`() async throws {
        let umbrellas = Feature.allCases.filter { !$0.implied.isEmpty }.map(\.rawValue)
        #expect(try await BuiltInVectors.read().vectors.allSatisfy { Set($0.features).isDisjoint(with: umbrellas) })
    }

    @Test(
        arguments: [
            (["b", "a"], .jsonInsertionOrder), (["a", "b"], nil), (["10", "9"], nil), (["b", "1"], .jsonNumberNames),
            (["9", "10", "b", "a"], .jsonInsertionOrder), (["b", "01"], .jsonInsertionOrder),
            (["b", "4294967295"], .jsonInsertionOrder), (["b", "4294967294"], .jsonNumberNames), (["1", "10", "9"], nil),
        ] as [([String], Feature?)]
    )
    func `names like numbers are told from others`(names: [String], feature: Feature?) throws {
        let value = JSON.object(JSONObject(names.map { .init(name: $0, value: 1) }))
        let request: JSON = [
            "response": ["class": "starlette.JSONResponse", "content": ["json": value]], "calls": [["scope": ["type": "http"]]],
        ]
        #expect(try Case(json: request).needs.features == (feature.map { [$0] } ?? []))
    }

    @Test(
        arguments: [
            ("UTF-8", .charsetUTF8), ("ISO_8859_1", .charsetLatin1), ("us-ascii", .charsetASCII), ("utf_16_be", .charsetUTF16),
            ("koi8-r", .charsetOther), ("Shift_JIS", .charsetMultiByte), ("", .charsetOther),
        ] as [(String, Feature)]
    )
    func `a charset needs the feature of its name`(name: String, feature: Feature) throws {
        let request: JSON = [
            "response": ["class": "starlette.Response", "charset": .string(name)], "calls": [["scope": ["type": "http"]]],
        ]
        #expect(try Case(json: request).needs.features == [feature])
    }
}
