import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    /// What is done to a response of a class before it is called.
    mutating func actions(of className: ClassName) -> JSON? {
        guard once(in: 3) else { return .none }
        return .array((0...small(upTo: 3)).compactMap { _ in action(of: className) })
    }

    private mutating func action(of className: ClassName) -> JSON? {
        let names = headerActions(of: className)
        guard !names.isEmpty, once(in: 2) else {
            return action(once(in: 5) ? .deleteCookie : .setCookie, of: className)
        }
        let field = headerName()
        return action(element(of: names), of: className, field: field)
    }

    /// The actions on headers that a case may need, the most usual one twice. baize has no `vary`.
    private func headerActions(of className: ClassName) -> [Case.Action.Name] {
        let actions: [(Case.Action.Name, Feature)] = [
            (.headerSet, .headersSet), (.headerSet, .headersSet), (.headerAppend, .headersAppend),
            (.headerSetDefault, .headersSetDefault), (.headerRemove, .headersRemove), (.headerAddVary, .headersVary),
        ]
        return actions.filter { name, feature in
            features.contains(feature) && !(name == .headerAddVary && className == .baizeFileResponse)
        }.map(\.0)
    }

    private mutating func action(_ name: Case.Action.Name, of className: ClassName, field: String = "") -> JSON? {
        let isBaize = className == .baizeFileResponse
        switch name {
        case .setCookie: return ["set_cookie": object { $0.cookieMember($1, ofBaize: isBaize) }]
        case .deleteCookie: return ["delete_cookie": object { $0.deletedCookieMember($1, ofBaize: isBaize) }]
        case .headerSet: return ["header_set": [.string(field), .string(headerValue(of: field))]]
        case .headerAppend: return ["header_append": [.string(field), .string(headerValue(of: field))]]
        case .headerSetDefault: return ["header_setdefault": [.string(field), .string(headerValue(of: field))]]
        case .headerRemove: return ["header_remove": .string(field)]
        case .headerAddVary: return ["header_add_vary": .string(headerValue(of: "vary"))]
        case .writeFile: return .none  // A file that changes would need one of its own.
        }
    }

    /// An argument of `set_cookie`. Dates and `partitioned` are not for baize.
    private mutating func cookieMember(_ name: Case.SetCookie.Member.Name, ofBaize: Bool) -> JSON? {
        switch name {
        case .key: .string(cookieName())
        case .value: incidental(onceIn: 8) ? .none : .some(.string(cookieValue()))
        case .maxAge:
            sometimes(4) {
                .integer(
                    $0.element(of: [0, 1, -1, 60, 3600, 1_000_000, 31_536_000, 2_147_483_647, 2_147_483_648, 4_294_967_296])
                )
            }
        case .expires: sometimes(4) { $0.expiry(ofBaize: ofBaize) }
        case .path: path()
        case .domain:
            sometimes(5) {
                let names = ["example.org", ".example.org", "Example.ORG", "example.org.", ""]
                return .string($0.element(of: names, incidental: [$0.headerText()]))
            }
        case .secure, .httpOnly: flag()
        case .sameSite: sameSite(ofBaize: ofBaize)
        case .partitioned: ofBaize ? .none : sometimes(6, using: .cookiesPartitioned) { _ in true }
        }
    }

    private mutating func deletedCookieMember(_ name: Case.DeleteCookie.Member.Name, ofBaize: Bool) -> JSON? {
        switch name {
        case .key: .string(cookieName())
        case .path: path()
        case .domain: sometimes(5) { .string($0.element(of: ["example.org", ""], incidental: [$0.headerText()])) }
        case .secure, .httpOnly: flag()
        case .sameSite: sameSite(ofBaize: ofBaize)
        case .partitioned: ofBaize ? .none : sometimes(6, using: .cookiesPartitioned) { _ in true }
        }
    }

    private mutating func cookieName() -> String {
        switch integer(1...8) {
        case 1: drawsIncidental ? text() : word()
        case 2:
            element(
                of: ["__Host-a", "a b", "a=b", "a;b", "", "é"],
                incidental: ["a:b", "$Version", "path", "Max-Age", "expires", "[", "!#$%&'*+-.^_`|~:"]
            )
        default: word()
        }
    }

    private mutating func cookieValue() -> String {
        if drawsIncidental { return text() }
        return once(in: 2) ? word() : element(of: ["a b", "a,b;c", "\"a\"", "a\"b\\c", "!#$%&'*+-.^_`|~:", "", " a", "a "])
    }

    private mutating func flag() -> JSON? { sometimes(4) { .bool(!$0.once(in: 4)) } }

    private mutating func path() -> JSON? {
        sometimes(5) {
            $0.element(
                of: [.null, "", "/a", "/a/", "/A b", "a", "/a%20b", "/é"],
                incidental: [.string($0.headerText())]
            )
        }
    }

    private mutating func sameSite(ofBaize: Bool) -> JSON? {
        sometimes(4) { $0.element(of: ["lax", "strict", "none", "Strict", "NONE", "", "other", ofBaize ? "lax" : .null]) }
    }

    private mutating func expiry(ofBaize: Bool) -> JSON {
        switch ofBaize ? 1 : integer(1...3) {
        case 1: .integer(element(of: [0, 1, -1, 60, 3600, 86_400, -86_400, 31_536_000]))
        case 2: .string(element(of: ["", "Wed, 01 Jan 2020 00:00:00 GMT", "never"], incidental: [headerText()]))
        default: date(years: 1...9999)
        }
    }

    /// A Date of the protocol.
    mutating func date(years: ClosedRange<Int>) -> JSON {
        let year = once(in: 2) ? integer(years) : min(max(integer(1990...2040), years.lowerBound), years.upperBound)
        let parts = [integer(1...12), integer(1...28), integer(0...23), integer(0...59), integer(0...59)].map {
            Self.padded($0, to: 2)
        }
        return ["datetime": .string("\(Self.padded(year, to: 4))-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])Z")]
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Tasks that run after the response.
    mutating func background() -> JSON? {
        guard uses(.background, onceIn: 8) else { return .none }
        return .array(
            (0...small(upTo: 2)).map { index in
                .members(["name": .string(["a", "b", "c"][index]), "raises": sometimes(5) { _ in "boom" }])
            }
        )
    }
}
