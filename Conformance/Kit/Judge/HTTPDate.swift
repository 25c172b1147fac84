import FoundationEssentials

/// The one date form that HTTP generates, IMF-fixdate (RFC 9110 §5.6.7).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// From the day of the week of 1970-01-01 on.
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// The seconds since 1970, or nil where the text is no such date, its day of the week included.
    static func secondsSince1970(_ text: String) -> Double? {
        let form = #/([A-Z][a-z]{2}), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) GMT/#
        guard let (_, weekday, day, month, year, time) = text.wholeMatch(of: form)?.output,
            let index = months.firstIndex(of: String(month))
        else { return nil }
        let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
        guard let date = try? Date("\(year)-\(number)-\(day)T\(time)Z", strategy: .iso8601) else { return nil }
        let seconds = date.timeIntervalSince1970
        let days = Int((seconds / 86_400).rounded(.down))
        guard weekdays[((days % 7) + 7) % 7] == weekday else { return nil }
        return seconds
    }
}
