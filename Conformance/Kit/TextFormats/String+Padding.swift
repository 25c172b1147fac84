extension String {
    /// The text with spaces after it, so that it has as many characters.
    package func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// The text with spaces before it.
    package func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
