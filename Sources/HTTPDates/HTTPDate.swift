/// The one form in which HTTP generates dates, `Tue, 15 Nov 1994 08:12:31 GMT` (RFC 9110 §5.6.7: IMF-fixdate).
package enum HTTPDate {
    /// What fills a year of fewer than four digits.
    package enum YearPadding: String, Sendable {
        case zero = "0"
        case space = " "
    }

    /// How many bytes a date has whose year has four digits.
    package static let length = 29

    /// The date of a number of seconds since 1970.
    package static func text(ofSeconds seconds: Int, padding: YearPadding = .zero) -> String {
        let days = seconds.floorDivided(by: 86400)
        let date = CivilDate(daysSince1970: days)
        let second = seconds - days * 86400
        let year = date.year.padded(to: 4, with: padding.rawValue)
        let parts = [
            weekday(ofDay: days), ", ", twoDigits[date.day], " ", months[date.month - 1], " ", year, " ",
            twoDigits[second / 3600], ":", twoDigits[second / 60 % 60], ":", twoDigits[second % 60], " GMT",
        ]
        // Byte by byte, for to append each to a string takes ten times as long.
        return String(unsafeUninitializedCapacity: 25 + year.utf8.count) { text in
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

    /// The seconds since 1970, or nil where the text is no such date, its day of the week included.
    package static func seconds(of text: [UInt8]) -> Int? {
        guard let number = FixedForm("___, 00 ___ 0000 00:00:00 GMT").numbers(in: text),
            let month = months.firstIndex(where: { text[8..<11].elementsEqual($0.utf8) }),
            let date = CivilDate(year: number[1], month: month + 1, day: number[0]),
            let second = secondOfDay(number[2], number[3], number[4]),
            text[0..<3].elementsEqual(weekday(ofDay: date.daysSince1970).utf8)
        else { return nil }
        return date.daysSince1970 * 86400 + second
    }

    static func secondOfDay(_ hour: Int, _ minute: Int, _ second: Int) -> Int? {
        hour < 24 && minute < 60 && second < 60 ? (hour * 60 + minute) * 60 + second : nil
    }

    private static func weekday(ofDay days: Int) -> String { weekdays[(days + 4) - (days + 4).floorDivided(by: 7) * 7] }

    private static let twoDigits = (0..<60).map { $0.padded(to: 2) }
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

/// Text in which every byte has its place: a `0` stands for a digit, a `_` for any byte.
struct FixedForm {
    private let form: [UInt8]

    init(_ form: String) { self.form = Array(form.utf8) }

    /// The numbers of the runs of digits, in order; nil for text of another form.
    func numbers(in text: [UInt8]) -> [Int]? {
        guard text.count == form.count else { return nil }
        var numbers: [Int] = []
        var isInNumber = false
        for (byte, wanted) in zip(text, form) {
            switch wanted {
            case UInt8(ascii: "0"):
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                let digit = Int(byte - UInt8(ascii: "0"))
                if isInNumber {
                    numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + digit
                } else {
                    numbers.append(digit)
                }
            case UInt8(ascii: "_"): break
            default: if byte != wanted { return nil }
            }
            isInNumber = wanted == UInt8(ascii: "0")
        }
        return numbers
    }
}
