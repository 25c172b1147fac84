import ASGI

/// The error of a `raise` step.
struct SourceError: Error, CustomStringConvertible {
    let description: String
}

/// The error of a `raise` step that is to be an I/O error.
struct SourceIOError: IOFailure, CustomStringConvertible {
    let description: String
}

/// The error of a background task.
struct TaskError: Error, CustomStringConvertible {
    let description: String
}

/// The error of a send that `fails_at` told to fail.
struct SendError: IOFailure, CustomStringConvertible {
    var description: String { "the client has disconnected" }
}
