/// A date in the form of HTTP, `Tue, 15 Nov 1994 08:12:31 GMT` (RFC 9110 §5.6.7: IMF-fixdate).
struct HTTPDate: CustomStringConvertible {
    /// What fills a year of fewer than four digits.
    enum YearPadding: String {
        /// `email.utils.format_datetime`.
        case zero = "0"
        /// `http.cookies._getdate`.
        case space = " "
    }

    /// The years that Python's `datetime` holds.
    static let datetimeYears = 1...9999
    /// The years that `gmtime` holds.
    static let gmtimeYears = Int(Int32.min) + 1900...Int(Int32.max)

    let description: String

    /// The date of a number of seconds since 1970.
    ///
    /// - Throws: `ResponseError.dateOutOfRange` if the year is not among these.
    init(
        seconds: Int,
        years: ClosedRange<Int> = datetimeYears,
        padding: YearPadding = .zero
    ) throws(ResponseError) {
        let day = seconds.floorDivided(by: 86400)
        let date = CivilDate(daysSince1970: day)
        guard years.contains(date.year) else { throw .dateOutOfRange }
        let second = seconds - day * 86400
        let weekday = Self.weekdays[(day + 4) - (day + 4).floorDivided(by: 7) * 7]
        let year = date.year.padded(to: 4, with: padding.rawValue)
        let parts = [
            weekday, ", ", Self.twoDigits[date.day], " ", Self.months[date.month - 1], " ", year, " ",
            Self.twoDigits[second / 3600], ":", Self.twoDigits[second / 60 % 60], ":", Self.twoDigits[second % 60], " GMT",
        ]
        // Byte by byte, for to append each to a string takes ten times as long.
        description = String(unsafeUninitializedCapacity: 25 + year.utf8.count) { text in
            var count = 0
            for part in parts {
                for byte in part.utf8 {
                    text[count] = byte
                    count += 1
                }
            }
            return count
        }
    }

    private static let twoDigits = (0..<60).map { $0.padded(to: 2) }

    /// The date of a file's time of modification: rounded to microseconds, half to even, and then cut off to seconds.
    ///
    /// Source: CPython `Lib/email/utils.py: formatdate`, which goes through `datetime.fromtimestamp`.
    init(timestamp: Double) throws(ResponseError) {
        guard timestamp.magnitude < 1e15 else { throw .dateOutOfRange }
        var whole = timestamp.rounded(.towardZero)
        let microseconds = ((timestamp - whole) * 1e6).rounded(.toNearestOrEven)
        if microseconds >= 1e6 { whole += 1 }
        if microseconds < 0 { whole -= 1 }
        try self.init(seconds: Int(whole))
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
