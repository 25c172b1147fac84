import OrderedJSON
import Runs
import TestSupport
import Testing
import VectorSuites

/// What `--run` and `--skip` stand for.
@Suite struct SelectionTests {
    private static let names = [
        "cookies/attributes/path", "cookies/attributes/path-empty", "cookies/expires/past", "response/content/text",
        "response/text",
    ]

    private func vectors() throws -> [Vector] {
        try Self.names.map { name in
            let parts = name.split(separator: "/").map(String.init)
            let suite = parts.dropLast().joined(separator: "/")
            let vector = SampleSuite.vector.with([
                "id": .string(parts[parts.count - 1]), "aliases": name == "response/text" ? ["old/suite/text", "older"] : [],
            ])
            return try VectorSuite(json: SampleSuite.file(vector).with(["suite": .string(suite)]).utf8, path: suite + ".json")
                .vectors[0]
        }
    }

    private func selected(_ run: [String], skip: [String] = []) throws -> [String] {
        let selection = Selection(run: run.map(NamePattern.init(_:)), skip: skip.map(NamePattern.init(_:)))
        return try selection.select(from: vectors()).map(\.name)
    }

    @Test(
        arguments: [
            (["cookies/attributes/path"], [0]), (["cookies/attributes/path*"], [0, 1]), (["cookies/attributes/p*y"], [1]),
            (["cookies/*/pa*"], [0, 1, 2]),
            (["*/*/text"], [3, 4]), (["**/text"], [3, 4]), (["**text"], [3, 4]), (["**"], [0, 1, 2, 3, 4]),
            (["*"], [0, 1, 2, 3, 4]), (["*/*/*"], [0, 1, 2, 3, 4]),
            (["cookies"], [0, 1, 2]), (["cookies/"], [0, 1, 2]), (["cookies/attributes"], [0, 1]),
            (["cookies/attributes/"], [0, 1]), (["response"], [3, 4]),
            (["c*"], [0, 1, 2]), (["cookies/*/past"], [2]), (["cookies**past"], [2]), (["**/attributes/**"], [0, 1]),
            (["cookies/***/past"], [2]),
            (["response/text", "cookies/expires"], [2, 4]), (["cookies", "cookies/expires"], [0, 1, 2]), ([], [0, 1, 2, 3, 4]),
            (["old/suite/text"], [4]), (["old"], [4]), (["older"], [4]), (["old*"], [4]), (["*er"], [4]),
        ] as [([String], [Int])]
    )
    func `patterns select, in the order of the vectors`(run: [String], selected indices: [Int]) throws {
        #expect(try selected(run) == indices.map { Self.names[$0] })
    }

    @Test func `every vector is in one shard, and stays there when others come`() async throws {
        let vectors = try await BuiltInVectors.read().vectors
        for count in [1, 2, 5] {
            let shards = try (1...count).map { number in
                var selection = Selection()
                selection.shard = Shard("\(number)/\(count)")
                return try selection.select(from: vectors).map(\.name)
            }
            #expect(shards.joined().sorted() == vectors.map(\.name).sorted())
            let share = vectors.count / count
            #expect(shards.allSatisfy { abs($0.count - share) * 4 <= share }, "\(shards.map(\.count))")
        }
        var selection = Selection()
        selection.shard = Shard("2/5")
        let some = try selection.select(from: Array(vectors.suffix(100)))
        #expect(Set(some.map(\.name)).isSubset(of: try selection.select(from: vectors).map(\.name)))
    }

    @Test func `classes, features and basis select`() async throws {
        let vectors = try await BuiltInVectors.read().vectors
        var selection = Selection()
        selection.classes = ["starlette.Response"]
        selection.features = ["background", "websocket"]
        selection.basis = .documented
        let selected = try selection.select(from: vectors)
        #expect(
            selected.allSatisfy {
                $0.className == "starlette.Response" && !Set($0.features).isDisjoint(with: selection.features)
                    && $0.basis == .documented
            }
        )
    }

    @Test func `an umbrella selects what needs any feature that it implies`() async throws {
        let vectors = try await BuiltInVectors.read().vectors
        var selection = Selection()
        selection.features = ["headers.mutate"]
        let umbrella = try selection.select(from: vectors).map(\.name)
        selection.features = ["headers.vary"]
        let vary = try selection.select(from: vectors).map(\.name)
        selection.features = ["headers.set", "headers.append", "headers.setdefault", "headers.remove"]
        #expect(try Set(selection.select(from: vectors).map(\.name)).union(vary) == Set(umbrella))
        #expect(!vary.isEmpty && vary.count < umbrella.count)
    }

    @Test(
        arguments: [
            (.documented, ["documented"]), (.observed, ["documented", "observed"]),
            (.all, ["documented", "observed", "incidental"]),
        ] as [(Vector.Basis.Threshold, [String])]
    )
    func `a basis selects what rests on it or on a firmer one`(threshold: Vector.Basis.Threshold, selected: [String]) throws {
        var selection = Selection(run: [NamePattern("response/sample")])
        selection.basis = threshold
        #expect(try selection.select(from: Self.ofEachBasis()).map(\.id) == selected)
    }

    @Test(arguments: ["response/sample/incidental", "response/sample/incidental/", "response/before"])
    func `a vector that is named in full is selected whatever its basis`(name: String) throws {
        var selection = Selection(run: [NamePattern(name)])
        selection.basis = .documented
        #expect(try selection.select(from: Self.ofEachBasis()).map(\.id) == ["incidental"])
        selection.run = [NamePattern("response/sample/in*")]
        #expect(throws: SelectionError.nothingSelected) { try selection.select(from: Self.ofEachBasis()) }
    }

    private static func ofEachBasis() throws -> [Vector] {
        let vectors = Vector.Basis.allCases.map { basis in
            let isIncidental = basis == .incidental
            return SampleSuite.vector.with([
                "id": .string(basis.rawValue), "basis": .string(basis.rawValue),
                "reason": isIncidental ? "a port may refuse it" : nil, "aliases": isIncidental ? ["response/before"] : nil,
            ])
        }
        let file = SampleSuite.file.with(["vectors": .array(vectors)])
        return try VectorSuite(json: file.utf8, path: SampleSuite.path).vectors
    }

    @Test func `a shuffle has the same order for the same seed, and each round its own`() throws {
        var order = RunOrder()
        order.rounds = 3
        let inOrder: [Int32] = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4]
        #expect(order.places(of: 5) == inOrder)
        order.seed = 7
        let places = order.places(of: 5)
        #expect(places == order.places(of: 5) && places != inOrder)
        #expect(places[..<5].sorted() == places[5..<10].sorted() && places[..<5].sorted() == [0, 1, 2, 3, 4])
        #expect(places[..<5] != places[5..<10])
    }

    @Test(arguments: [
        "cookie", "cookies/attribute", "attributes", "path", "cookies/*/*/path", "*/text/x", "text", "", "/", "/cookies",
        "cookies//", "Cookies", "response/*/*/*",
        "cookies/attributes/path/", "cookies/attributes/pat?", "olde", "suite",
    ])
    func `a pattern stands for whole names and whole folders only`(pattern: String) throws {
        // A name with a slash after it is that name too.
        if pattern == "cookies/attributes/path/" {
            #expect(try selected([pattern]) == [Self.names[0]])
        } else {
            #expect(throws: SelectionError.self) { try selected([pattern]) }
            #expect(throws: SelectionError.self) { try selected([], skip: [pattern]) }
        }
    }

    @Test func `a star does not cross a slash, two do`() throws {
        #expect(throws: SelectionError.self) { try selected(["cookies*past"]) }
        #expect(try selected(["cookies**past"]) == ["cookies/expires/past"])
        #expect(throws: SelectionError.self) { try selected(["*attributes*"]) }
    }

    @Test func `skip takes away from what run selects`() throws {
        #expect(try selected(["cookies"], skip: ["cookies/attributes"]) == ["cookies/expires/past"])
        #expect(try selected([], skip: ["cookies", "response/content"]) == ["response/text"])
        #expect(try selected(["response"], skip: ["older"]) == ["response/content/text"])
        #expect(try selected(["cookies"], skip: ["response"]).count == 3)
    }

    @Test func `skip that leaves nothing says so`() {
        let error = #expect(throws: SelectionError.self) { try selected(["cookies"], skip: ["cookies"]) }
        #expect(error == .nothingSelected)
        #expect(error?.description == "nothing is selected: no vector is left that all of the options select")
        #expect(throws: SelectionError.nothingSelected) { try selected([], skip: ["*"]) }
    }

    @Test func `a pattern that matches nothing names near ones`() throws {
        let error = #expect(throws: SelectionError.self) { try selected(["cookies", "cookies/attributes/pth"]) }
        #expect(
            error
                == .patternMatchesNothing(
                    "cookies/attributes/pth",
                    nearest: ["cookies/attributes/path", "cookies/attributes/path-empty"]
                )
        )
        #expect(
            error?.description
                == "no vector matches 'cookies/attributes/pth'; near it are cookies/attributes/path, cookies/attributes/path-empty"
        )
        let suite = #expect(throws: SelectionError.self) { try selected(["respons"]) }
        #expect(suite?.description.contains("near it are response/content/text, response/text, response") == true)
        let skip = #expect(throws: SelectionError.self) { try selected([], skip: ["cookies/expirse/past"]) }
        #expect(skip?.description.contains("near it are cookies/expires/past") == true)
        let far = #expect(throws: SelectionError.self) { try selected(["zzz"]) }
        #expect(far?.description == "no vector matches 'zzz'; --list shows all names")
    }

    @Test func `many stars end in good time`() throws {
        let selection = Selection(run: [NamePattern("response/sample/" + String(repeating: "*a", count: 8) + "*z")], skip: [])
        /// The time for a name in which every star could stand for any of the letters. The pattern matches another one alone.
        func time(ofLetters count: Int) throws -> Double {
            let (letters, other) = (String(repeating: "a", count: count), "aaaaaaaaz")
            let vectors = try [letters, other].map { id in
                let file = SampleSuite.file(SampleSuite.vector.with(["id": .string(id)]))
                return try VectorSuite(json: file.utf8, path: SampleSuite.path).vectors[0]
            }
            var selected: [Vector] = []
            let time = try processorTime { selected = try selection.select(from: vectors) }
            #expect(selected.map(\.name) == ["response/sample/\(other)"])
            return time
        }
        // To try every way in which eight stars share out the letters would take a thousand times as long for twice as many letters.
        let (few, many) = (try time(ofLetters: 10), try time(ofLetters: 20))
        #expect(many < 30 * few, "\(few) s, \(many) s")
    }
}
