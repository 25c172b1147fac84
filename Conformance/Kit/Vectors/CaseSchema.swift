import AdapterProtocol
import HTTPDates
package import OrderedJSON
import Vectors

/// What `given` and `files` may be, in a vector and in what a suite's vectors share (Vectors/schema.json).
///
/// An adapter must understand nothing else. What it does with a member that it does not know, and that somebody only misspelt, is
/// green as often as not.
package enum CaseSchema {
    private static let schema: Schema = {
        guard let document = try? JSON(utf8: Array(VectorFiles.schema.description.utf8)) else {
            preconditionFailure("Vectors/schema.json is no JSON")
        }
        return Schema(
            document,
            [
                "bytes": problem(ofBytes:), "date": problem(ofDate:), "textHeaders": problem(ofHeaders:),
                "event": problem(ofEvent:),
                "streamContent": problem(ofStream:), "eventStreamContent": problem(ofStream:),
            ]
        )
    }()

    /// - Throws: `VectorError` for the first part that no case may have.
    package static func check(given: JSON?, files: JSON?, className: String) throws(VectorError) {
        try check(given, "given", as: "given")
        if ClassName(rawValue: className) != nil { try check(given?["response"], "given.response", as: "response." + className) }
        try check(files, "files", as: "files")
    }

    private static func check(_ value: JSON?, _ name: String, as definition: String) throws(VectorError) {
        guard let value, let misfit = schema.misfit(of: value, as: definition) else { return }
        throw VectorError(misfit.sentence, at: [([name] + misfit.path).joined(separator: ".")])
    }
}

// MARK: - What the schema's keywords cannot say

extension CaseSchema {
    private static func problem(ofBytes value: JSON) -> String? {
        do throws(WireError) {
            _ = try WireBytes.count(value)
            return nil
        } catch { return error.description }
    }

    private static func problem(ofDate value: JSON) -> String? {
        guard let text = value["datetime"]?.stringValue, UTCInstant.seconds(of: text) == nil else { return nil }
        return "'\(text)' is on no calendar"
    }

    /// TextHeaders are a mapping in Python.
    private static func problem(ofHeaders value: JSON) -> String? {
        let names = (value.arrayValue ?? []).compactMap { $0.arrayValue?.first }.map(codePoints)
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            return "two headers have the same name, \(value.arrayValue?[index].arrayValue?.first?.brief ?? "")"
        }
        return nil
    }

    private static func codePoints(of text: JSON) -> [Int] {
        text["code_points"]?.arrayValue?.compactMap(\.intValue) ?? text.stringValue?.unicodeScalars.map { Int($0.value) } ?? []
    }

    private static func problem(ofEvent value: JSON) -> String? {
        guard let data = value["data"], value["as"] != "JSONServerSentEvent" else { return nil }
        if data == .null || data.stringValue != nil || data["code_points"] != nil || data["value"] != nil { return nil }
        return "'data' is a text unless 'as' is \"JSONServerSentEvent\", not \(data.brief)"
    }

    private static func problem(ofStream value: JSON) -> String? {
        let waits = value["stream"]?.arrayValue?.contains { $0["wait"] != nil } == true
        return waits && value["kind"] == "sync" ? "a stream of kind \"sync\" cannot wait" : nil
    }
}
