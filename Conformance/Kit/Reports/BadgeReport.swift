import OrderedJSON
import Runs

/// The JSON of an endpoint badge of shields.io: how many of the judged vectors pass.
struct BadgeReport {
    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    var text: String {
        var badge = JSONObject()
        badge["schemaVersion"] = 1
        badge["label"] = "Starlette responses"
        badge["message"] = .string(run.scoreText)
        badge["color"] = !run.holds ? "red" : run.deviating.byBug > 0 || run.unsupportedOfClaimed > 0 ? "yellow" : "brightgreen"
        if !run.holds { badge["isError"] = true }
        return JSON.object(badge).inertText + "\n"
    }
}
