// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

package import OrderedJSON

/// What an adapter constructs and calls.
package struct Case: WireRecord {
    package enum Member: WireMember {
        /// The arguments of the class, by its own parameter names.
        case response(Response)
        /// Done between construction and the call.
        case actions([Action])
        /// Tasks that run after the response (feature background).
        case background([Task])
        /// Freeze the wall clock here (feature clock).
        case clock(Instant)
        /// Several calls of the one object (feature reuse).
        case calls([Call])

        package enum Name: String, Sendable, CaseIterable {
            case response
            case actions
            case background
            case clock
            case calls
        }

        package init(_ name: Name, json: JSON) throws {
            switch name {
            case .response: self = .response(try decoded(json))
            case .actions: self = .actions(try decoded(json))
            case .background: self = .background(try decoded(json))
            case .clock: self = .clock(try decoded(json))
            case .calls: self = .calls(try decoded(json))
            }
        }

        package var encoded: (name: Name, value: any WireValue) {
            switch self {
            case .response(let value): (.response, value)
            case .actions(let value): (.actions, value)
            case .background(let value): (.background, value)
            case .clock(let value): (.clock, value)
            case .calls(let value): (.calls, value)
            }
        }

        package var feature: Feature? {
            switch self {
            case .background: .background
            case .clock: .clock
            default: nil
            }
        }
    }

    package static let noun = "case"
    package static let required: [Member.Name] = [.response, .calls]
    package static let ignoresOthers = true
    package var members: [Member]

    package init(members: [Member]) { self.members = members }

    package var response: Response {
        for case .response(let value) in members { return value }
        preconditionFailure("a case has 'response'")
    }

    package var actions: [Action]? {
        for case .actions(let value) in members { return value }
        return .none
    }

    package var background: [Task]? {
        for case .background(let value) in members { return value }
        return .none
    }

    package var clock: Instant? {
        for case .clock(let value) in members { return value }
        return .none
    }

    package var calls: [Call] {
        for case .calls(let value) in members { return value }
        preconditionFailure("a case has 'calls'")
    }

    package func addFeatures(to features: inout Set<Feature>) {
        addMemberFeatures(to: &features)
        addValueFeatures(to: &features)
    }
}
