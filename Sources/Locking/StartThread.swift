import Glibc

/// Has a thread of its own do work that may block. Those of Dispatch and of Swift's pool are few, and such work may wait for other such work.
package func startThread(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(ThreadWork(body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread,
        nil,
        {
            $0.map { Unmanaged<ThreadWork>.fromOpaque($0).takeRetainedValue().body() }; return nil
        },
        work.toOpaque()
    )
    precondition(code == 0, "no thread can be started: \(String(cString: strerror(code)))")
    pthread_detach(thread)
}

/// What a new thread is to do.
private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
