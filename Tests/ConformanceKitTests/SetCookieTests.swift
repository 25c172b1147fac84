import AdapterProtocol
import Judging
import OrderedJSON
import Testing

/// Cookies compared by meaning (in `semantic`), and byte for byte (in `exact`).
@Suite struct SetCookieTests {
    private static let cookie = "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure"

    private func matches(_ got: String, _ wanted: JSON = .string(cookie), _ comparison: Comparison = .semantic) throws -> Bool {
        let checks = try Judged.header("set-cookie", got, expecting: wanted, comparison).checks()
        #expect(checks.allSatisfy { $0 == "start.headers.set-cookie" })
        return checks.isEmpty
    }

    @Test(arguments: [
        cookie, "k=v; Secure; SameSite=lax; Path=/p; Max-Age=10; HttpOnly; Domain=d.example",
        "k=v; domain=d.example; HTTPONLY; max-age=10; PATH=/p; samesite=lax; secure",
        "k=v;Domain=d.example;HttpOnly;Max-Age=10;Path=/p;SameSite=lax;Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=Lax; Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; sameSITE=LAX; Secure",
    ])
    func `the order and case of attributes and the case of SameSite's value are free, and count in exact`(got: String) throws {
        #expect(try matches(got))
        #expect(try matches(got, .string(Self.cookie), .exact) == (got == Self.cookie))
    }

    @Test(arguments: [
        // The pair.
        "K=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "k=V; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "k=\"v\"; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "k; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "Domain=d.example; k=v; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        // Another value.
        "k=v; Domain=D.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=11; Path=/p; SameSite=lax; Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/P; SameSite=lax; Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=strict; Secure",
        "k=v; Domain=d.example; HttpOnly=true; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure=",
        "k=v; Domain=d.example; HttpOnly; Max-Age=; Path=/p; SameSite=lax; Secure",
        // Missing, extra, twice.
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure; Partitioned",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure; Secure",
        "k=v; Domain=d.example; HttpOnly; HttpOnly; Path=/p; SameSite=lax; Secure",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure;",
        "k=v; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure; ",
        "k=v; ; Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure",
        "k=v, Domain=d.example; HttpOnly; Max-Age=10; Path=/p; SameSite=lax; Secure", "k=v", "",
    ])
    func `another pair, value or set of attributes is refused`(got: String) throws {
        #expect(try !matches(got))
        #expect(try !matches(got, .string(Self.cookie), .exact))
    }

    @Test func `a blank at either end or before a semicolon is refused`() throws {
        for got in [" k=v; Path=/", "k=v; Path=/ ", "k=v ; Path=/", "k=v; Path=/\t"] { #expect(try !matches(got, "k=v; Path=/")) }
    }

    @Test func `an attribute that is expected twice must come twice`() throws {
        #expect(try matches("k=v; Path=/; Path=/", "k=v; Path=/; Path=/"))
        #expect(try !matches("k=v; Path=/", "k=v; Path=/; Path=/"))
        #expect(try !matches("k=v; Path=/; Secure", "k=v; Path=/; Path=/"))
    }

    @Test func `cookies keep their order among themselves`() throws {
        var judged = Judged()
        judged.messages = [
            [
                "type": "http.response.start", "status": 200,
                "headers": [["set-cookie", "a=1; Path=/"], ["set-cookie", "b=2; Path=/"]],
            ],
            ["type": "http.response.body"],
        ]
        judged.expect = [
            "start": ["status": 200, "headers": [["set-cookie", "a=1; path=/"], ["set-cookie", "b=2; path=/"]]], "body": "",
        ]
        #expect(try judged.checks() == [])
        judged.expect = [
            "start": ["status": 200, "headers": [["set-cookie", "b=2; path=/"], ["set-cookie", "a=1; path=/"]]], "body": "",
        ]
        #expect(try judged.checks() == ["start.headers.set-cookie"])
    }

    // MARK: matchers

    private static let expiring: JSON = [
        "$concat": ["k=v; expires=", ["$http_date": ["now_plus": 10, "tolerance": 1]], "; Max-Age=10; Path=/; SameSite=lax"]
    ]

    @Test(arguments: Comparison.allCases)
    func `a date may stand in a cookie`(comparison: Comparison) throws {
        let date = "Sun, 09 Sep 2001 01:46:50 GMT"
        #expect(try matches("k=v; expires=\(date); Max-Age=10; Path=/; SameSite=lax", Self.expiring, comparison))
        #expect(
            try !matches(
                "k=v; expires=Sun, 09 Sep 2001 01:46:52 GMT; Max-Age=10; Path=/; SameSite=lax",
                Self.expiring,
                comparison
            )
        )
        #expect(try !matches("k=v; expires=; Max-Age=10; Path=/; SameSite=lax", Self.expiring, comparison))
        #expect(try !matches("k=v; Max-Age=10; Path=/; SameSite=lax", Self.expiring, comparison))
        #expect(try !matches("k=v; max-age=\(date); expires=10; Path=/; SameSite=lax", Self.expiring, comparison))
    }

    @Test func `a date in a cookie may stand among attributes of another order and case`() throws {
        #expect(try matches("k=v; SameSite=Lax; Expires=Sun, 09 Sep 2001 01:46:50 GMT; path=/; max-age=10", Self.expiring))
        #expect(try !matches("k=v; SameSite=Lax; Expires=Sun, 09 Sep 2001 01:46:50 gmt; path=/; max-age=10", Self.expiring))
    }

    @Test(arguments: Comparison.allCases)
    func `a matcher may stand for a whole cookie`(comparison: Comparison) throws {
        #expect(try matches("k=12; Path=/", ["$regex": "k=[0-9]+; Path=/"], comparison))
        #expect(try !matches("k=12; Path=/x", ["$regex": "k=[0-9]+; Path=/"], comparison))
        let choices: JSON = ["$any_of": ["k=v; Path=/; Secure", "k=; Path=/"]]
        #expect(try matches("k=v; Path=/; Secure", choices, comparison))
        #expect(try matches("k=; Path=/", choices, comparison))
        #expect(try !matches("k=v; Path=/", choices, comparison))
    }

    @Test func `each choice for a whole cookie is compared by meaning`() throws {
        let choices: JSON = ["$any_of": ["k=v; Path=/; Secure", ["$concat": ["k=", ["$regex": "[0-9]"], "; Path=/"]]]]
        #expect(try matches("k=v; secure; path=/", choices))
        #expect(try matches("k=7; PATH=/", choices))
        #expect(try !matches("k=7; secure; path=/", choices))
    }

    @Test func `what is bound in a cookie is used after it`() throws {
        var judged = Judged()
        judged.messages = [
            [
                "type": "http.response.start", "status": 200,
                "headers": [["set-cookie", "id=abc; Path=/; Secure"], ["x", "abc"]],
            ],
            ["type": "http.response.body"],
        ]
        let cookie: JSON = ["$concat": ["id=", ["$bind": "id", "$regex": "[a-z]+"], "; Secure; Path=/"]]
        judged.expect = ["start": ["status": 200, "headers": [["set-cookie", cookie], ["x", "${id}"]]], "body": ""]
        #expect(try judged.rows() == [])
        judged.expect = ["start": ["status": 200, "headers": [["set-cookie", cookie], ["x", "${id}d"]]], "body": ""]
        #expect(try judged.checks() == ["start.headers.x"])
    }
}
