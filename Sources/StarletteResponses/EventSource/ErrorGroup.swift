/// Several errors of tasks that ran at the same time, Python's `ExceptionGroup`. There are two or more.
public struct ErrorGroup: Error, CustomStringConvertible {
    /// The errors in the order in which they came.
    public var errors: [any Error]

    /// All errors in words.
    public var description: String { errors.map { "\($0)" }.joined(separator: "; ") }
}
