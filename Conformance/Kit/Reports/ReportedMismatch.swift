import OrderedJSON

/// A mismatch as reports show it.
public struct ReportedMismatch: Sendable, Hashable {
    /// What was checked.
    public var check: Check
    /// Where in the result, as a JSON pointer (RFC 6901).
    public var pointer: String
    /// What had to be there: invisible characters are visible, long values cut around the difference.
    public var wanted: String
    /// What was there, likewise.
    public var got: String
    /// What the implementation says of it, e.g. an error's message; never judged.
    public var detail: String?

    package init(_ mismatch: Mismatch) {
        check = mismatch.check
        pointer = mismatch.pointer
        (wanted, got) = ResultText.texts(of: mismatch)
        detail = mismatch.detail
    }

    /// The mismatch in one sentence.
    var sentence: String { "\(name): wanted \(wanted), got \(got)" }

    /// The check's id, with nothing in it that a terminal would act on.
    var name: String { PrintableText.escaped(check.id) }

    /// Reads it out of a run's JSON report.
    init(_ value: JSON) throws(ReportError) {
        let reader = ReportReader(value)
        let id = try reader.string("check")
        guard let check = Check(id: id) else { throw ReportError.unknownWord("check", id) }
        self.check = check
        pointer = try reader.string("pointer")
        wanted = try reader.string("wanted")
        got = try reader.string("got")
        detail = reader.optional("detail")
    }

    var json: JSON {
        var object = JSONObject()
        object["check"] = .string(name)
        object["pointer"] = .string(pointer)
        object["wanted"] = .string(wanted)
        object["got"] = .string(got)
        object["detail"] = detail.map(JSON.string)
        return .object(object)
    }
}
