import AdapterProtocol
import FoundationEssentials

extension Date {
    /// The instant of a text like `2037-01-22T12:00:10Z`, in the Gregorian calendar for all years; nil for another form.
    ///
    /// Foundation's own reader goes over to the Julian calendar before 1582, which Python's does not.
    init?(wire text: String) {
        guard WireDate.isInstant(text) else { return nil }
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        // Years that begin in March end with the leap day.
        let month = (number(5..<7) + 9) % 12
        let year = number(0..<4) - (month >= 10 ? 1 : 0) + 400
        let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + number(8..<10) - 1
        let seconds = number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
        self.init(timeIntervalSince1970: Double((days - 719_468 - 146_097) * 86400 + seconds))
    }
}
