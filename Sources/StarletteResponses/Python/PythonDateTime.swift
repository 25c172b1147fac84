import FoundationEssentials
import HTTPDates

/// The text of Python's `datetime.now(timezone.utc)`, such as `2026-01-31 09:05:07.000123+00:00`.
enum PythonDateTime {
    /// The text of an instant, without a fraction where the second is whole. Source: CPython `Lib/_pydatetime.py: datetime.isoformat`.
    static func text(of date: Date) -> String {
        let microseconds = Int((date.timeIntervalSince1970 * 1e6).rounded(.toNearestOrEven))
        let seconds = microseconds.floorDivided(by: 1_000_000)
        let days = seconds.floorDivided(by: 86400)
        let day = CivilDate(daysSince1970: days)
        let second = seconds - days * 86400
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(separator: ":")
        let fraction = microseconds - seconds * 1_000_000
        return "\(day.year.padded(to: 4))-\(day.month.padded(to: 2))-\(day.day.padded(to: 2)) \(time)"
            + (fraction == 0 ? "" : ".\(fraction.padded(to: 6))") + "+00:00"
    }
}
