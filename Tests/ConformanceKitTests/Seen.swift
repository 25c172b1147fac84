import Foundation
import Synchronization

/// What an implementation found in the folder of a vector's files.
final class Seen: Sendable {
    private struct State {
        var folder = ""
        var content: String?
        var modified: Double?
        var hasDirectory = false
    }

    private let state = Mutex(State())

    func look(_ folder: String) {
        let file = folder + "/l/a.txt"
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/d/a.txt")
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: folder + "/e", isDirectory: &isDirectory)
        let found = State(
            folder: folder,
            content: try? String(contentsOfFile: file, encoding: .utf8),
            modified: (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970,
            hasDirectory: exists && isDirectory.boolValue
        )
        state.withLock { $0 = found }
    }

    var content: String? { state.withLock { $0.content } }
    var modified: Double? { state.withLock { $0.modified } }
    var hasDirectory: Bool { state.withLock { $0.hasDirectory } }
    var isGone: Bool { !FileManager.default.fileExists(atPath: state.withLock { $0.folder }) }
}
