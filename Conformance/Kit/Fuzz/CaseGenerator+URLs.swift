import OrderedJSON

extension CaseGenerator.Parts {
    /// Where a redirection leads to: an address, or any text.
    mutating func url() -> JSON {
        switch integer(1...5) {
        case 1: return .string(text())
        case 2:
            return .string(
                element(of: [
                    "/", "", "//evil.example", "https://example.org/a?b=c#d", "/a b", "/%zz", "?q=ü", "http://ü.example/",
                ])
            )
        default:
            let parts = (0...small(upTo: 3)).map { _ in once(in: 3) ? text() : word() }
            return .string(
                (once(in: 3) ? "https://example.org/" : "/")
                    + parts.joined(separator: element(of: ["/", "?", "&", "=", "#", ";"]))
            )
        }
    }
}
