import OrderedJSON
import Vectors

/// What `given` and `files` may be, in a vector and in what a suite's vectors share (Vectors/schema.json).
///
/// An adapter must understand nothing else. What it does with a member that it does not know, and that somebody only misspelt, is
/// green as often as not.
enum CaseSchema {
    private static let schema: Schema = {
        guard let document = try? JSON(utf8: Array(EmbeddedFile.schema.text.description.utf8)) else {
            preconditionFailure("Vectors/schema.json is no JSON")
        }
        return Schema(document)
    }()

    /// - Throws: `VectorError` for the first part that no case may have.
    static func check(given: JSON?, files: JSON?, className: String) throws(VectorError) {
        try check(given, "given", as: "given")
        if Vocabulary.classes.contains(className) { try check(given?["response"], "given.response", as: "response." + className) }
        try check(files, "files", as: "files")
    }

    private static func check(_ value: JSON?, _ name: String, as definition: String) throws(VectorError) {
        guard let value, let misfit = schema.misfit(of: value, as: definition) else { return }
        throw VectorError(misfit.sentence, at: [([name] + misfit.path).joined(separator: ".")])
    }
}
