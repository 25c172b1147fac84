/// Numbers that both sides of the adapter protocol share (PROTOCOL.md §1 and §2).
package enum AdapterProtocolLimits {
    /// The version that this package speaks.
    package static let version = 1
    /// The longest line, in bytes without its line feed.
    package static let lineLimit = 64 << 20
    /// How many bytes of bodies a case may send in all: a response that ignores a range of a huge file would send it whole.
    package static let bodyLimit = 64 << 20
}
