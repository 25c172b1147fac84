import OrderedJSON
import Runs

/// The JSON of an endpoint badge of shields.io: how many of the judged vectors pass.
struct BadgeReport {
    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    var text: String {
        let judged = run.results.count - run.count(.unsupported)
        var message = "\(run.count(.passed)) of \(judged) vectors"
        if run.count(.unsupported) > 0 { message += ", \(run.count(.unsupported)) unsupported" }
        var badge = JSONObject()
        badge["schemaVersion"] = 1
        badge["label"] = "Starlette responses"
        badge["message"] = .string(message)
        badge["color"] = !run.holds ? "red" : run.count(.knownFailure) > 0 ? "yellow" : "brightgreen"
        if !run.holds { badge["isError"] = true }
        return JSON.object(badge).inertText + "\n"
    }
}
