import OrderedJSON

extension Draw {
    /// What is done to a response of a class before it is called.
    mutating func actions(of className: String) -> JSON? {
        guard once(in: 3) else { return .none }
        return .array((0...small(upTo: 3)).map { _ in action(ofBaize: className == "baize.FileResponse") })
    }

    /// - Parameter ofBaize: whether the action must be one that baize has: its cookies have no dates, and its headers no `vary`.
    private mutating func action(ofBaize: Bool) -> JSON {
        guard features.contains("headers.mutate"), once(in: 2) else {
            return once(in: 5) ? ["delete_cookie": deletedCookie(ofBaize: ofBaize)] : ["set_cookie": cookie(ofBaize: ofBaize)]
        }
        let name = headerName()
        switch integer(1...(ofBaize ? 5 : 6)) {
        case 1, 2: return ["header_set": [.string(name), .string(headerValue(of: name))]]
        case 3: return ["header_append": [.string(name), .string(headerValue(of: name))]]
        case 4: return ["header_setdefault": [.string(name), .string(headerValue(of: name))]]
        case 5: return ["header_remove": .string(name)]
        default: return ["header_add_vary": .string(headerValue(of: "vary"))]
        }
    }

    private mutating func cookie(ofBaize: Bool) -> JSON {
        .members([
            "key": .string(cookieName()),
            "value": once(in: 8) ? .none : .some(.string(text())),
            "max_age": sometimes(4) { .integer($0.element(of: [0, 1, -1, 60, 3600, 31_536_000, 2_147_483_648])) },
            "expires": sometimes(4) { $0.expiry(ofBaize: ofBaize) },
            "path": path(),
            "domain": sometimes(5) { .string($0.element(of: ["example.org", ".example.org", "", $0.headerText()])) },
            "secure": flag(), "httponly": flag(), "samesite": sameSite(ofBaize: ofBaize),
            "partitioned": ofBaize ? .none : sometimes(6, using: "cookies.partitioned") { _ in true },
        ])
    }

    private mutating func deletedCookie(ofBaize: Bool) -> JSON {
        .members([
            "key": .string(cookieName()),
            "path": path(),
            "domain": sometimes(5) { .string($0.element(of: ["example.org", "", $0.headerText()])) },
            "secure": flag(), "httponly": flag(), "samesite": sameSite(ofBaize: ofBaize),
        ])
    }

    private mutating func cookieName() -> String {
        switch integer(1...8) {
        case 1: text()
        case 2: element(of: ["a:b", "$Version", "path", "Max-Age", "__Host-a", "expires", "a b", "a=b", "[", "!#$%&'*+-.^_`|~:"])
        default: word()
        }
    }

    private mutating func flag() -> JSON? { sometimes(4) { .bool(!$0.once(in: 4)) } }

    private mutating func path() -> JSON? {
        sometimes(5) { $0.element(of: [.null, "", "/a", "/é", .string($0.headerText())]) }
    }

    private mutating func sameSite(ofBaize: Bool) -> JSON? {
        sometimes(4) { $0.element(of: ["lax", "strict", "none", "Strict", "NONE", "", "other", ofBaize ? "lax" : .null]) }
    }

    private mutating func expiry(ofBaize: Bool) -> JSON {
        switch ofBaize ? 1 : integer(1...3) {
        case 1: .integer(element(of: [0, 1, -1, 60, 3600, 86_400, -86_400, 31_536_000]))
        case 2: .string(element(of: ["", "Wed, 01 Jan 2020 00:00:00 GMT", "never", headerText()]))
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
        guard uses("background", onceIn: 8) else { return .none }
        return .array(
            (0...small(upTo: 2)).map { index in
                .members(["name": .string(["a", "b", "c"][index]), "raises": sometimes(5) { _ in "boom" }])
            }
        )
    }
}
