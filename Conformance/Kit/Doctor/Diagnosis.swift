import AdapterProtocol
import OrderedJSON

/// What is wrong with an adapter, how to mend it, and where PROTOCOL.md says so.
package struct Diagnosis: Error, Sendable, Hashable {
    /// What it did, in a sentence without its full stop.
    package var problem: String
    /// What to change.
    package var remedy: String
    /// The section of PROTOCOL.md.
    package var section: Int
    /// Whether it does not even start.
    package var isNoStart = false
    /// Whether it was a signal that ended the conversation.
    package var isInterruption = false

    init(_ problem: String, mend remedy: String, section: Int) {
        self.problem = problem
        self.remedy = remedy
        self.section = section
    }

    static var interruption: Diagnosis {
        var diagnosis = Diagnosis("interrupted", mend: "", section: 1)
        diagnosis.isInterruption = true
        return diagnosis
    }

    static func noStart(_ problem: String, mend remedy: String) -> Diagnosis {
        var diagnosis = Diagnosis(problem, mend: remedy, section: 2)
        diagnosis.isNoStart = true
        return diagnosis
    }

    /// What a member of a result is that the reader of results refuses.
    init(result error: WireError) {
        let remedies: [(part: String, remedy: String)] = [
            ("headers are an array", "write headers as [[\"name\",\"value\"],…], for names may repeat and their order counts"),
            (
                "a header is a pair",
                "write each header as two strings with one code point a byte (Latin-1): the byte E9 is \"é\""
            ),
            ("base64", "encode with the standard alphabet (+ and /), padded with =, without line breaks"),
            ("'construct'", "add \"construct\":{\"kind\":\"returned\"}, or the error that construction raised"),
            (
                "'calls' has",
                "answer one entry in \"calls\" for each call of the case, and none where \"construct\" is not returned"
            ),
            ("'calls'", "add \"calls\":[{\"events\":[…],\"outcome\":{\"kind\":\"returned\"}}], an entry for each call"),
            ("'events'", "add \"events\":[{\"send\":MESSAGE},…], in the order in which they happened"),
            ("an 'error' of", "map the error to a kind of section 6; what fits none is \"other\""),
            ("'outcome'", "add \"outcome\":{\"kind\":\"returned\"} to the call, or what it raised"),
            ("an outcome", "write {\"kind\":\"returned\"} or {\"kind\":\"raised\",\"error\":…}"),
            ("event", "write each event as an object with one member, such as {\"send\":MESSAGE}"),
            ("bytes from an adapter", "write a body as a string of its UTF-8, and as {\"base64\":…} where it is none"),
        ]
        let remedy = remedies.first { error.description.contains($0.part) }?.remedy ?? "write it as the grammar there has it"
        self.init("its result cannot be read: \(error.description)", mend: remedy, section: 5)
    }
}
