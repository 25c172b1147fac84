import HTTPDates

/// A date in the form of HTTP, as Python's libraries write it, with the years that they know.
struct PythonHTTPDate: CustomStringConvertible {
    /// The years that Python's `datetime` holds.
    static let datetimeYears = 1...9999
    /// The years that `gmtime` holds.
    static let gmtimeYears = Int(Int32.min) + 1900...Int(Int32.max)

    let description: String

    /// The date of a number of seconds since 1970.
    ///
    /// - Parameter padding: a zero as in `email.utils.format_datetime`, or a space as in `http.cookies._getdate`.
    /// - Throws: `ResponseError.dateOutOfRange` if the year is not among these.
    init(
        seconds: Int,
        years: ClosedRange<Int> = datetimeYears,
        padding: HTTPDate.YearPadding = .zero
    ) throws(ResponseError) {
        let year = CivilDate(daysSince1970: seconds.floorDivided(by: 86400)).year
        guard years.contains(year) else { throw .dateOutOfRange }
        description = HTTPDate.text(ofSeconds: seconds, padding: padding)
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
}
