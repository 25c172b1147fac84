/// The one date form that HTTP generates, IMF-fixdate (RFC 9110 §5.6.7).
enum HTTPDate {
    /// How many bytes each has.
    static let length = 29

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map {
        Array($0.utf8)
    }
    /// From the day of the week of 1970-01-01 on.
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"].map { Array($0.utf8) }
    /// What stands between the fields, each at the field's digits.
    private static let form = Array("___, 00 ___ 0000 00:00:00 GMT".utf8)

    /// The seconds since 1970, or nil where the text is no such date, its day of the week included.
    static func secondsSince1970(_ text: [UInt8]) -> Double? {
        guard text.count == length, zip(text, form).allSatisfy(fits) else { return nil }
        func number(_ range: Range<Int>) -> Int { text[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        let (day, year, hour, minute, second) = (
            number(5..<7), number(12..<16), number(17..<19), number(20..<22), number(23..<25)
        )
        guard let month = months.firstIndex(where: { text[8..<11].elementsEqual($0) }), hour < 24, minute < 60, second < 60,
            (1...daysIn(month: month, year: year)).contains(day)
        else { return nil }
        let days = daysSince1970(toYear: year) + (0..<month).reduce(0) { $0 + daysIn(month: $1, year: year) } + day - 1
        guard text[0..<3].elementsEqual(weekdays[((days % 7) + 7) % 7]) else { return nil }
        return Double(((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    private static func fits(_ byte: UInt8, _ form: UInt8) -> Bool {
        switch form {
        case UInt8(ascii: "0"): (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        case UInt8(ascii: "_"): true
        default: byte == form
        }
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
