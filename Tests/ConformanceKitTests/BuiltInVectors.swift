import AdapterSessions
import VectorSuites

/// The vectors of the package, read once: in a debug build that takes more than a second, which other tests would wait for.
enum BuiltInVectors {
    private static let library = Result { try VectorLibrary.builtIn() }

    static func get() throws -> VectorLibrary { try library.get() }

    /// The same, without holding up other tests while they are read.
    static func read() async throws -> VectorLibrary { try await Blocking.run { library }.get() }
}
