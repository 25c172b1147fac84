/// How Python's `http.cookies` writes the value of a cookie.
///
/// Its quoting is that of RFC 2109. RFC 6265 §4.1.1 knows neither the backslash nor the octal escapes, and browsers keep them as
/// they are. Source: CPython `Lib/http/cookies.py: _quote`.
enum CookieQuoting {
    /// The value as it is if all its characters may stand in a token, else between double quotes with the rest escaped.
    ///
    /// Code points above U+00FF stay, for Latin-1 to refuse.
    static func quote(_ value: String) -> String {
        if isToken(value) { return value }
        var quoted = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted += "\\"
                quoted.unicodeScalars.append(scalar)
            case _ where isToken(scalar) || " ()/<=>?@[]{}".unicodeScalars.contains(scalar) || scalar.value > 0xFF:
                quoted.unicodeScalars.append(scalar)
            default:
                let octal = String(scalar.value, radix: 8)
                quoted += "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
            }
        }
        return quoted + "\""
    }

    /// Whether a text is one or more characters that need no quotes; a cookie's key must be.
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy(isToken)
    }

    private static func isToken(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "_", "`", "|", "~", ":": true
        default: false
        }
    }
}
