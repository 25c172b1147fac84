import ConformanceKit
import OrderedJSON
import ReferenceAdapter
import Vectors

/// What is in the binary: the vectors, and the reference implementation.
enum BuiltIn {
    /// The vectors of a folder, or those of the binary.
    static func library(folder: String?) throws(VectorError) -> VectorLibrary {
        if let folder { return try VectorLibrary(folder: folder) }
        return try VectorLibrary(
            files: EmbeddedFile.all.map { file in
                (file.path.description, file.text.withUTF8Buffer { Array($0) })
            }
        )
    }

    static let reference: any InProcessImplementation = Reference()

    private struct Reference: InProcessImplementation {
        private let adapter = ReferenceAdapter()

        var hello: JSON { adapter.hello }

        func answer(_ request: JSON) async -> JSON { await adapter.answer(request) }
    }
}
