import OrderedJSON

extension Case {
    /// The optional features of the protocol that an adapter needs for it (PROTOCOL.md §7).
    package var requiredFeatures: Set<Feature> {
        var features: Set<Feature> = []
        addFeatures(to: &features)
        return features
    }

    /// Whether every other case in an adapter's process sees what it changes: the clock, or that the server shuts down.
    package var changesProcess: Bool { clock != nil || calls.contains { $0.shutdownAfterSends != nil } }

    /// What its scopes and the number of its calls need.
    func addValueFeatures(to features: inout Set<Feature>) {
        if calls.count > 1 { features.insert(.reuse) }
        for call in calls {
            if call.scope["type"] == "websocket" { features.insert(.websocket) }
            switch response.className {
            case .baizeFileResponse:
                if call.hasExtension("http.response.zerocopysend") { features.insert(.fileZerocopysend) }
                fallthrough
            case .fileResponse:
                if call.hasExtension("http.response.pathsend") { features.insert(.filePathsend) }
                if call.asksForRange { features.insert(.fileRange) }
            default: break
            }
        }
    }
}

extension Case.Call {
    fileprivate func hasExtension(_ name: String) -> Bool { scope["extensions"]?[name] != nil }

    fileprivate var asksForRange: Bool {
        (scope["headers"]?.arrayValue ?? []).contains { header in
            ["range", "if-range"].contains(header.arrayValue?.first?.stringValue?.lowercased())
        }
    }
}
