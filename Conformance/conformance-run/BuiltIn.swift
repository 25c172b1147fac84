import AdapterSessions
import OrderedJSON
import ReferenceAdapter
import VectorSuites

/// What is in the binary: the vectors, and the reference implementation.
enum BuiltIn {
    /// The vectors of a folder, or those of the binary.
    static func library(folder: String?, allowsUnrecorded: Bool = false) throws(VectorError) -> VectorLibrary {
        guard let folder else { return try VectorLibrary.builtIn() }
        return try VectorLibrary(folder: folder, allowsUnrecorded: allowsUnrecorded)
    }

    static let reference: any OracleImplementation = Reference()

    private struct Reference: OracleImplementation {
        private let adapter = ReferenceAdapter()

        var hello: JSON { adapter.hello }

        func answer(_ request: JSON) async -> JSON { await adapter.answer(request) }

        func answer(_ request: JSON, in environment: SimulatedEnvironment) async -> JSON {
            await adapter.answer(request, in: environment.caseEnvironment)
        }

        func writtenAnswer(
            _ request: JSON,
            in environment: SimulatedEnvironment
        ) async -> (line: [UInt8], isRefusal: Bool) {
            await adapter.writtenAnswer(request, in: environment.caseEnvironment)
        }
    }
}
