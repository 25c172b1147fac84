/// Work that a response does after its last message.
///
/// Source: `starlette/background.py`.
public protocol Background: Sendable {
    /// Does the work. What it throws, the response throws.
    func callAsFunction() async throws
}

/// One piece of work to do after the response.
public struct BackgroundTask: Background {
    private let work: @Sendable () async throws -> Void

    /// The task that does this work.
    public init(_ work: @escaping @Sendable () async throws -> Void) {
        self.work = work
    }

    /// Does the work.
    public func callAsFunction() async throws {
        try await work()
    }
}

/// Several tasks, one after the other; the first error keeps the rest from running.
public struct BackgroundTasks: Background {
    /// The tasks in order.
    public var tasks: [BackgroundTask]

    /// The tasks in this order.
    public init(_ tasks: [BackgroundTask] = []) {
        self.tasks = tasks
    }

    /// Adds a task at the end.
    public mutating func addTask(_ work: @escaping @Sendable () async throws -> Void) {
        tasks.append(BackgroundTask(work))
    }

    /// Does the tasks' work in order.
    public func callAsFunction() async throws {
        for task in tasks { try await task() }
    }
}
