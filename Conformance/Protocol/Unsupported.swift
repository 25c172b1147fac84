/// A form that this package has no way to understand: the case's outcome is `unsupported`, with this reason (PROTOCOL.md §8).
package struct Unsupported: Error, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }

    package var description: String { "there is " + reason }
}
