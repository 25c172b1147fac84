import OrderedJSON
import VectorSuites

/// A good suite file of one vector, which tests change.
enum SampleSuite {
    static let path = "response/sample.json"

    static let vector: JSON = [
        "id": "plain", "title": "a sentence", "basis": "documented", "sources": ["rfc9110#5.5"],
        "given": ["response": ["content": ["text": "hi"]]],
        "expect": ["start": ["status": 200, "headers": [["content-length", "2"]]], "body": "hi"],
    ]

    static let file: JSON = [
        "format": 1, "suite": "response/sample", "class": "starlette.Response", "title": "a suite", "vectors": [vector],
    ]

    static let sources: JSON = [
        "format": 1,
        "documents": [
            [
                "id": "rfc9110", "title": "RFC 9110", "url": "https://x.example/#section-{section}",
                "sections": ["5.5": "Field Values"],
            ],
            ["id": "doc", "title": "The document", "url": "https://y.example/", "sections": ["some-part": "Some part"]],
        ],
    ]

    static func file(_ vectors: JSON...) -> JSON { file.with(["vectors": .array(vectors)]) }

    /// The suite with its one vector, or itself, changed.
    static func read(_ changes: [String: JSON?] = [:], suite: [String: JSON?] = [:]) throws(VectorError) -> VectorSuite {
        try VectorSuite(json: file(vector.with(changes)).with(suite).utf8, path: path)
    }

    /// The case that is sent for a vector with this `given`, in a suite with that one.
    static func request(_ given: JSON, suite: JSON? = nil, features: JSON = []) throws -> JSON {
        let read = try read(["given": given, "features": features], suite: suite.map { ["given": $0] } ?? [:])
        return try read.vectors[0].request(files: "/tmp/files")
    }

    /// What is wrong with the changed suite, or nil.
    static func error(_ changes: [String: JSON?] = [:], suite: [String: JSON?] = [:]) -> VectorError? {
        do {
            _ = try read(changes, suite: suite)
            return nil
        } catch { return error }
    }
}
