import OrderedJSON
import Testing
import VectorSuites

/// What `conformance-run lint` refuses.
@Suite struct VectorLintTests {
    private func library(_ vectors: [JSON]) throws -> VectorLibrary {
        try VectorLibrary(files: [
            ("sources.json", SampleSuite.sources.utf8),
            (SampleSuite.path, SampleSuite.file.with(["vectors": .array(vectors)]).utf8),
        ])
    }

    private func findings(_ vectors: JSON..., published: String) throws -> [String] {
        let library = try library(vectors)
        return VectorLint.findings(in: library, published: try Self.published(published, library)).map(\.description)
    }

    /// What is published of these names, a line each: the vectors as they are, in edition 1.
    private static func published(_ names: String, _ library: VectorLibrary) throws -> PublishedVectors {
        let lines = names.split(separator: "\n").map { name in
            "\(name) 1 \(library.vectors.first { $0.name == name }?.digest ?? "0123456789abcdef")\n"
        }
        return try PublishedVectors(text: lines.joined())
    }

    private let plain = SampleSuite.vector
    private let other = SampleSuite.vector.with(["id": "other", "given": ["response": ["content": ["text": "other"]]]])

    @Test func `vectors whose ids are all published, each with an input of its own, are good`() throws {
        #expect(try findings(other, plain, published: "response/sample/other\nresponse/sample/plain\n") == [])
        let renamed = plain.with(["aliases": ["old/name"]])
        #expect(try findings(renamed, published: "old/name\nresponse/sample/plain\n") == [])
    }

    @Test func `a published id must stay, as an alias at least`() throws {
        let gone = try findings(plain, published: "old/name\nresponse/sample/plain\n")
        #expect(
            gone == [
                "old/name is in ids.txt, and no vector has that id; ids are permanent, so keep it in 'aliases', or put 'withdrawn' in place of its digest if it was wrong"
            ]
        )
    }

    @Test func `an id must be published`() throws {
        let unpublished = try findings(plain, other, published: "response/sample/plain\n")
        #expect(unpublished == ["response/sample/other is not in ids.txt; conformance-run lint --add-ids adds it"])
    }

    @Test(arguments: ["response/sample/plain\nold/name\n", "old/name\nold/name\nresponse/sample/plain\n"])
    func `published ids are sorted, each once`(published: String) throws {
        let findings = try findings(plain.with(["aliases": ["old/name"]]), published: published)
        #expect(findings == ["ids.txt is not sorted, or has a name twice; conformance-run lint --add-ids sorts it"])
    }

    @Test func `adding ids keeps all, sorts them, and drops repetitions`() throws {
        let published = try PublishedVectors(text: "b/x 1 aa\n\na/x 1 withdrawn\nb/x 1 aa\n")
        #expect(!published.isSorted)
        let added = published.adding(try library([plain]).vectors, next: 2)
        let digest = try library([plain]).vectors[0].digest
        #expect(added.text == "a/x 1 withdrawn\nb/x 1 aa\nresponse/sample/plain 2 \(digest)\n" && added.isSorted)
    }

    @Test func `a vector that was published is as it was, or has a new id`() throws {
        let changed = plain.with(["given": ["response": ["content": ["text": "other"]]]])
        let library = try library([changed])
        for (edition, isFrozen) in [(1, true), (2, true), (9, true)] {
            let published = try PublishedVectors(text: "response/sample/plain \(edition) 0123456789abcdef\n")
            let findings = VectorLint.findings(in: library, published: published).map(\.description)
            #expect(findings.count == (isFrozen ? 1 : 0) && findings[0].contains("isn't what was published"), "\(findings)")
        }
        // Until its edition is published, it may change.
        let published = try PublishedVectors(text: "response/sample/plain 1 0123456789abcdef\n")
        let added = published.adding(library.vectors, next: 1)
        #expect(VectorLint.findings(in: library, published: added) == [])
        #expect(published.adding(library.vectors, next: 2) == published)
    }

    @Test func `a sentence, a source and a release may change in a published vector`() throws {
        let changes: JSON = plain.with([
            "title": "another", "releases": ["starlette": [["0.1.0", nil]]], "sources": ["rfc9110#5.5"],
        ])
        #expect(try library([changes]).vectors[0].digest == library([plain]).vectors[0].digest)
        for member in [
            ["basis": "observed"], ["given": ["response": ["content": ["text": "b"]]]], ["breaks": ["asgi.content-length"]],
        ]
            as [[String: JSON?]]
        {
            #expect(try library([plain.with(member)]).vectors[0].digest != library([plain]).vectors[0].digest, "\(member)")
        }
    }

    @Test func `a vector that was withdrawn is not there`() throws {
        let published = try PublishedVectors(text: "response/sample/plain 1 withdrawn\n")
        let findings = VectorLint.findings(in: try library([plain]), published: published).map(\.description)
        #expect(findings == ["response/sample/plain was withdrawn; take it out, or give it a new id"])
        #expect(VectorLint.findings(in: try library([other]), published: published).count == 1)
    }

    @Test(arguments: ["a/b\n", "a/b 1\n", "a/b x aa\n", "a/b 0 aa\n", "a/b 1 aa bb\n"])
    func `a line that is no entry is refused`(text: String) {
        let error = #expect(throws: VectorError.self) { try PublishedVectors(text: text) }
        #expect(error?.description.contains("a name, an edition and a digest or 'withdrawn'") == true)
    }

    @Test(
        arguments: [
            (nil, nil, true), (nil, [["1.0", nil]], true), ([[nil, "1.0"]], [["0.9", nil]], true),
            ([[nil, "1.0"]], [["1.0", nil]], false), ([[nil, "1.0rc1"]], [["1.0", nil]], false),
            ([["1.0", nil]], [[nil, "1.0.0"]], false), ([["0.1", "0.2"], ["0.4", nil]], [["0.2", "0.4"]], false),
            ([["0.1", "0.2"], ["0.4", nil]], [["0.2", "0.4.1"]], true), ([["0.1", "0.4"]], [["0.2", "0.3"]], true),
        ] as [(JSON?, JSON?, Bool)]
    )
    func `two vectors of one input must not hold for the same release`(one: JSON?, two: JSON?, overlap: Bool) throws {
        let (one, two) = (one.map { ["starlette": $0] as JSON }, two.map { ["starlette": $0] as JSON })
        let pair = (plain.with(["releases": one]), plain.with(["id": "twin", "releases": two]))
        let findings = try findings(pair.0, pair.1, published: "response/sample/plain\nresponse/sample/twin\n")
        #expect(findings.count == (overlap ? 1 : 0))
        #expect(findings.allSatisfy { $0.hasPrefix("response/sample/twin has the input of response/sample/plain, ") })
    }

    @Test(
        arguments: [
            (["python": [[nil, "3.14.0"]]], ["python": [["3.14.0", nil]]], false),
            (["starlette": [["1.0", nil]], "python": [[nil, "3.14.0"]]], ["python": [["3.13.0", nil]]], true),
            (["starlette": [["1.0", nil]]], ["python": [["3.13.0", nil]]], true),
            (["starlette": [["1.0", nil]], "python": [[nil, "3.14.0"]]], ["starlette": [[nil, "1.0"]]], false),
        ] as [(JSON, JSON, Bool)]
    )
    func `two vectors of one input may differ in one project`(one: JSON, two: JSON, overlap: Bool) throws {
        let pair = (plain.with(["releases": one]), plain.with(["id": "twin", "releases": two]))
        let findings = try findings(pair.0, pair.1, published: "response/sample/plain\nresponse/sample/twin\n")
        #expect(findings.count == (overlap ? 1 : 0))
    }

    @Test func `files and class are part of the input`() throws {
        let withFile = plain.with(["id": "twin", "files": ["a.txt": ["content": "a"]]])
        let published = "response/sample/plain\nresponse/sample/twin\n"
        #expect(try findings(plain, withFile, published: published) == [])
        let html = SampleSuite.file.with(["class": "starlette.HTMLResponse", "suite": "response/twin"])
        var both = try library([plain])
        both.suites.append(try VectorSuite(json: html.utf8, path: "response/twin.json"))
        let ids = try Self.published("response/sample/plain\nresponse/twin/plain\n", both)
        #expect(VectorLint.findings(in: both, published: ids) == [])
    }

    @Test(
        arguments: [
            (["documents": []], "the member 'format' is missing"), (["format": 2, "documents": []], "'format' is 1"),
            (["format": 1], "the member 'documents' is missing"), (["format": 1, "documents": [:]], "'documents' is an array"),
            (["format": 1, "documents": [], "note": ""], "there is no member 'note' here"),
        ] as [(JSON, String)]
    )
    func `a bad table of sources is refused`(table: JSON, problem: String) {
        let error = #expect(throws: VectorError.self) { try SourceTable(json: table.utf8) }
        #expect(error?.place == ["sources.json"] && error?.problem.contains(problem) == true, "\(error?.description ?? "")")
    }

    @Test(
        arguments: [
            (["title": nil], "the member 'title' is missing"), (["url": nil], "the member 'url' is missing"),
            (["title": ""], "has a title"), (["url": "http://x.example/"], "begins with https://"),
            (["sections": nil], "the member 'sections' is missing"), (["sections": [:]], "one section or more"),
            (["sections": ["1": 1]], "section '1' is a string"), (["sections": ["1": ""]], "section '1' is a string"),
            (["link": "x"], "there is no member 'link' here"),
        ] as [([String: JSON?], String)]
    )
    func `a bad document is refused by its id`(changes: [String: JSON?], problem: String) {
        let document: JSON = ["id": "doc", "title": "t", "url": "https://x.example/", "sections": ["1": "One"]]
        let table: JSON = ["format": 1, "documents": [document.with(changes)]]
        let error = #expect(throws: VectorError.self) { try SourceTable(json: table.utf8) }
        #expect(error?.place == ["sources.json", "doc"], "\(error?.description ?? "")")
        #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
        let same: JSON = ["format": 1, "documents": [document, document]]
        let twice = #expect(throws: VectorError.self) { try SourceTable(json: same.utf8) }
        #expect(twice?.problem == "there are two documents of this id")
    }
}
