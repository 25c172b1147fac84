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
            case .response: self = .response(try Response(json: json))
            case .actions: self = .actions(try [Action](json: json))
            case .background: self = .background(try [Task](json: json))
            case .clock: self = .clock(try Instant(json: json))
            case .calls: self = .calls(try [Call](json: json))
            }
        }

        @inline(never) package var jsonMember: JSONObject.Member {
            switch self {
            case .response(let value): .init(name: "response", value: value.json)
            case .actions(let value): .init(name: "actions", value: value.json)
            case .background(let value): .init(name: "background", value: value.json)
            case .clock(let value): .init(name: "clock", value: value.json)
            case .calls(let value): .init(name: "calls", value: value.json)
            }
        }

        package func addValueNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .response(let value): value.addNeeds(to: &needs)
            case .actions(let value): value.addNeeds(to: &needs)
            case .background(let value): value.addNeeds(to: &needs)
            case .clock(let value): value.addNeeds(to: &needs)
            case .calls(let value): value.addNeeds(to: &needs)
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

    @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

    @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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

    package func addNeeds(to needs: inout CaseNeeds) {
        addMemberNeeds(to: &needs)
        addValueNeeds(to: &needs)
    }
}
