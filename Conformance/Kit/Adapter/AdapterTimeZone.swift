import Glibc

/// The time zone in which adapters run: neither UTC nor the machine's own, so that local time under the name of GMT shows on every machine.
package enum AdapterTimeZone {
    /// Its name, as `TZ` has it: a quarter of an hour off everybody else's, or where that is the machine's own, half an hour.
    package static let name = machineSeconds == 20_700 ? "Pacific/Marquesas" : "Asia/Kathmandu"

    /// Whether the system's time zone data has it. Where it hasn't, many languages take UTC instead.
    package static let isKnown: Bool = {
        let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
        return access("\(folder)/\(name)", R_OK) == 0
    }()

    /// How far the machine's own time is ahead of UTC.
    private static let machineSeconds: Int = {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return local.tm_gmtoff
    }()
}
