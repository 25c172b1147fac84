/// An instant in UTC as RFC 3339 writes it, to the second: `2037-01-22T12:00:10Z`.
package enum UTCInstant {
    /// The seconds since 1970 of an instant of the Gregorian calendar, in the years 1 to 9999, without leap seconds; nil for other text.
    package static func seconds(of text: String) -> Int? {
        guard let number = FixedForm("0000-00-00T00:00:00Z").numbers(in: Array(text.utf8)), number[0] > 0,
            let date = CivilDate(year: number[0], month: number[1], day: number[2]),
            let second = HTTPDate.secondOfDay(number[3], number[4], number[5])
        else { return nil }
        return date.daysSince1970 * 86400 + second
    }
}
