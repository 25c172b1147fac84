/// The header that names a file to be saved (RFC 6266).
enum ContentDisposition {
    /// The value for a file name: in quotes if it needs no percent-encoding, else in the form of RFC 8187.
    ///
    /// A `/` needs none. Source: `starlette/responses.py: FileResponse.__init__`.
    static func value(type: String, filename: String) -> String {
        let quoted = PercentEncoding.quote(filename, safe: .ofPath)
        guard quoted.utf8.elementsEqual(filename.utf8) else { return "\(type); filename*=utf-8''\(quoted)" }
        return "\(type); filename=\"\(filename)\""
    }
}
