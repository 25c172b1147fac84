import HTTPDates

/// A date in the form of HTTP, as Python's libraries write it, with the years that they know.
struct PythonHTTPDate: CustomStringConvertible {
    /// The years that Python's `datetime` holds.
    static let datetimeYears = 1...9999
    /// The years that `gmtime` holds.
    static let gmtimeYears = Int(Int32.min) + 1900...Int(Int32.max)

    /// The times of years that have a number in the system's calendar, a 32-bit one that counts from 1900.
    private static let calendarSeconds = -67_768_040_609_740_800...67_768_036_191_676_799

    let description: String

    /// The whole seconds of a time, where the system's calendar has it.
    ///
    /// - Throws: `ResponseError.timeOverflows`, `.yearOverflows`; `.dateOutOfRange` for NaN.
    static func countedSeconds(_ time: Double) throws(ResponseError) -> Int {
        if time.isNaN { throw .dateOutOfRange }
        guard let seconds = Int(exactly: time.rounded(.down)) else { throw .timeOverflows }
        guard calendarSeconds.contains(seconds) else { throw .yearOverflows }
        return seconds
    }

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
        _ = try Self.countedSeconds(timestamp)
        var whole = timestamp.rounded(.towardZero)
        let microseconds = ((timestamp - whole) * 1e6).rounded(.toNearestOrEven)
        if microseconds >= 1e6 { whole += 1 }
        if microseconds < 0 { whole -= 1 }
        try self.init(seconds: Int(whole))
    }
}
