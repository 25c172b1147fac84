import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// The background tasks of a case (PROTOCOL.md §3).
enum BackgroundScript {
    /// Nothing, one task, or several.
    static func background(_ json: JSON?, recordingIn transcript: Transcript) throws -> (any Background)? {
        guard let json else { return nil }
        guard let descriptions = json.arrayValue else { throw WireError("\"background\" is an array, not \(json.brief)") }
        let tasks = try descriptions.map { try task($0, recordingIn: transcript) }
        return tasks.count == 1 ? tasks[0] : BackgroundTasks(tasks)
    }

    private static func task(_ json: JSON, recordingIn transcript: Transcript) throws -> BackgroundTask {
        guard let name = json["name"]?.stringValue else { throw WireError("a background task has a name, unlike \(json.brief)") }
        let message = json["raises"]?.stringValue
        return BackgroundTask {
            transcript.record("background") { $0.string(name) }
            if let message { throw TaskError(description: message) }
        }
    }
}
