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
        return VectorLint.findings(in: library, published: PublishedIDs(text: published)).map(\.description)
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
        #expect(gone == ["old/name is in ids.txt, and no vector has that id; ids are permanent, so keep it in 'aliases'"])
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

    @Test func `adding ids keeps all, sorts them, and drops repetitions`() {
        var published = PublishedIDs(text: "b/x\n\na/x\nb/x\n")
        #expect(!published.isSorted)
        published.add(["b/a", "a/x"])
        #expect(published.text == "a/x\nb/a\nb/x\n" && published.isSorted)
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
        let pair = (plain.with(["releases": one]), plain.with(["id": "twin", "releases": two]))
        let findings = try findings(pair.0, pair.1, published: "response/sample/plain\nresponse/sample/twin\n")
        #expect(findings.count == (overlap ? 1 : 0))
        #expect(findings.allSatisfy { $0.hasPrefix("response/sample/twin has the input of response/sample/plain, ") })
    }

    @Test func `files and class are part of the input`() throws {
        let withFile = plain.with(["id": "twin", "files": ["a.txt": ["content": "a"]]])
        let published = "response/sample/plain\nresponse/sample/twin\n"
        #expect(try findings(plain, withFile, published: published) == [])
        let html = SampleSuite.file.with(["class": "starlette.HTMLResponse", "suite": "response/twin"])
        var both = try library([plain])
        both.suites.append(try VectorSuite(json: html.utf8, path: "response/twin.json"))
        let ids = PublishedIDs(text: "response/sample/plain\nresponse/twin/plain\n")
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
