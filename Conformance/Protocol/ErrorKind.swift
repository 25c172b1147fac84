/// The kind of thing that went wrong, as PROTOCOL.md §6 lists them.
package enum ErrorKind: String, Sendable, CaseIterable {
    case invalidArgument = "invalid_argument"
    case encoding
    case notSerializable = "not_serializable"
    case fileNotFound = "file_not_found"
    case notAFile = "not_a_file"
    case clientDisconnect = "client_disconnect"
    case source
    case background
    case send
    case timeout
    case other
}
