/// What the reference has no way to do: the case's outcome is `unsupported`, with this reason (PROTOCOL.md §8).
struct Unsupported: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
