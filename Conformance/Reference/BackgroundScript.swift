import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// The background tasks of a case (PROTOCOL.md §3).
enum BackgroundScript {
    /// Nothing, one task, or several.
    static func background(_ descriptions: [Case.Task]?, recordingIn transcript: Transcript) -> (any Background)? {
        guard let tasks = descriptions?.map({ task($0, recordingIn: transcript) }) else { return nil }
        return tasks.count == 1 ? tasks[0] : BackgroundTasks(tasks)
    }

    private static func task(_ description: Case.Task, recordingIn transcript: Transcript) -> BackgroundTask {
        let (name, message) = (description.name, description.raises)
        return BackgroundTask {
            transcript.record(.background(name))
            if let message { throw TaskError(description: message) }
        }
    }
}
