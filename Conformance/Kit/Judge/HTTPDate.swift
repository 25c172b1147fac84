/// The one date form that HTTP generates, IMF-fixdate (RFC 9110 §5.6.7).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// From the day of the week of 1970-01-01 on.
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// The seconds since 1970, or nil where the text is no such date, its day of the week included.
    static func secondsSince1970(_ text: String) -> Double? {
        let form = #/([A-Z][a-z]{2}), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT/#
        guard let fields = text.wholeMatch(of: form)?.output, let month = months.firstIndex(of: String(fields.3)),
            let day = Int(fields.2), let year = Int(fields.4), (1...daysIn(month: month, year: year)).contains(day),
            let hour = Int(fields.5), let minute = Int(fields.6), let second = Int(fields.7), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = daysSince1970(toYear: year) + (0..<month).reduce(0) { $0 + daysIn(month: $1, year: year) } + day - 1
        guard weekdays[((days % 7) + 7) % 7] == fields.1 else { return nil }
        return Double(((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// - Parameter month: from 0.
    private static func daysIn(month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    }

    /// The days from 1970-01-01 to the first of January of a year, in the Gregorian calendar.
    private static func daysSince1970(toYear year: Int) -> Int {
        let leapDays = { (before: Int) in (before - 1) / 4 - (before - 1) / 100 + (before - 1) / 400 }
        return (year - 1970) * 365 + leapDays(year) - leapDays(1970)
    }
}
