import OrderedJSON

extension Case {
    /// What an adapter must have for it.
    package var needs: CaseNeeds {
        var needs = CaseNeeds()
        addNeeds(to: &needs)
        return needs
    }

    /// Whether every other case in an adapter's process sees what it changes: the clock, or that the server shuts down.
    package var changesProcess: Bool { clock != nil || calls.contains { $0.shutdownAfterSends != nil } }

    /// What its scopes and the number of its calls need.
    func addValueNeeds(to needs: inout CaseNeeds) {
        if calls.count > 1 { needs.features.insert(.reuse) }
        for call in calls {
            if call.scope["type"] == "websocket" { needs.features.insert(.websocket) }
            switch response.className {
            case .baizeFileResponse:
                if call.hasExtension("http.response.zerocopysend") { needs.features.insert(.fileZerocopysend) }
                fallthrough
            case .fileResponse:
                if call.hasExtension("http.response.pathsend") { needs.features.insert(.filePathsend) }
                if call.asksForRange { needs.features.insert(.fileRange) }
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
