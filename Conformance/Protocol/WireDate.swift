/// Dates as the adapter protocol writes them (PROTOCOL.md §1).
package enum WireDate {
    private static let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Whether a text like `2037-01-22T12:00:10Z` is an instant of the Gregorian calendar, in the years 1 to 9999, without leap seconds.
    package static func isInstant(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, zip(bytes, "0000-00-00T00:00:00Z".utf8).allSatisfy(fits) else { return false }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        let (year, month) = (number(0..<4), number(5..<7))
        guard year > 0, (1...12).contains(month) else { return false }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return (1...days[month - 1] + (month == 2 && isLeapYear ? 1 : 0)).contains(number(8..<10))
            && number(11..<13) < 24 && number(14..<16) < 60 && number(17..<19) < 60
    }

    private static func fits(_ byte: UInt8, _ form: UInt8) -> Bool {
        form == UInt8(ascii: "0") ? (form...UInt8(ascii: "9")).contains(byte) : byte == form
    }
}
