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
        let date = Self.civilDate(daysSince1970: day)
        guard years.contains(date.year) else { throw .dateOutOfRange }
        let second = seconds - day * 86400
        let weekday = Self.weekdays[(day + 4) - (day + 4).floorDivided(by: 7) * 7]
        let year = Self.padded(date.year, to: 4, with: padding.rawValue)
        let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2, with: "0") }
        description =
            "\(weekday), \(Self.padded(date.day, to: 2, with: "0")) \(Self.months[date.month - 1]) \(year) "
            + time.joined(separator: ":") + " GMT"
    }

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

    /// The date of the proleptic Gregorian calendar, counted in eras of 400 years that begin on a first of March.
    private static func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = days.floorDivided(by: 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The number in at least so many columns, the sign before zeros but after spaces, as `%04d` and `%4d` have it.
    private static func padded(_ value: Int, to width: Int, with padding: String) -> String {
        let digits = String(value.magnitude)
        let sign = value < 0 ? "-" : ""
        let fill = String(repeating: padding, count: max(0, width - digits.utf8.count - sign.utf8.count))
        return padding == "0" ? sign + fill + digits : fill + sign + digits
    }
}

extension Int {
    /// The quotient rounded towards negative infinity; the divisor is positive.
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
