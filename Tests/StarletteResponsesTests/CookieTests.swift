import ASGI
import FoundationEssentials
import StarletteResponses
import Testing

@Suite struct CookieTests {
    /// Thursday, 2037-01-22, 12:00:00 UTC.
    private let now = Date(timeIntervalSince1970: 2_116_238_400)

    private func cookie(_ change: (inout Response) throws -> Void) throws -> String? {
        var response = try Response()
        try change(&response)
        return response.headers["set-cookie"]
    }

    @Test func `attributes are in the order of their names`() throws {
        let cookie = try cookie {
            try $0.setCookie(
                "k",
                "v",
                maxAge: 10,
                expires: 10,
                path: "/p",
                domain: "d",
                secure: true,
                httpOnly: true,
                sameSite: "Strict",
                now: now
            )
        }
        #expect(
            cookie
                == "k=v; Domain=d; expires=Thu, 22 Jan 2037 12:00:10 GMT; HttpOnly; Max-Age=10; Path=/p; SameSite=Strict; Secure"
        )
    }

    @Test func `deleting sets an empty value that expires now`() throws {
        let cookie = try cookie { try $0.deleteCookie("k", now: now) }
        #expect(cookie == #"k=""; expires=Thu, 22 Jan 2037 12:00:00 GMT; Max-Age=0; Path=/; SameSite=lax"#)
    }

    @Test(
        arguments: [
            ("abc:|~", "abc:|~"), ("", #""""#), ("a b", #""a b""#), ("a;,", #""a\073\054""#), (#""\"#, #""\"\\""#),
            ("é", #""\351""#),
        ]
    ) func `values are quoted as Python's http.cookies does`(value: String, quoted: String) throws {
        #expect(try cookie { try $0.setCookie("k", value, path: nil, sameSite: nil) } == "k=\(quoted)")
    }

    @Test(arguments: ["", "a b", "a=b", "é", "a\u{301}"]) func `keys are tokens`(key: String) {
        #expect(throws: ResponseError.illegalCookieKey(key)) { try cookie { try $0.setCookie(key) } }
    }

    @Test(arguments: ["\0", "\t", "\n", "\r", "\r\n", "\u{1F}", "\u{7F}"])
    func `a control character is refused wherever a caller's text is sent`(text: String) {
        let text = "/a\(text)b"
        let error = ResponseError.controlCharacterInCookie(text)
        #expect(throws: error) { try cookie { try $0.setCookie("k", text) } }
        #expect(throws: error) { try cookie { try $0.setCookie("k", path: text) } }
        #expect(throws: error) { try cookie { try $0.setCookie("k", domain: text) } }
        #expect(throws: error) { try cookie { try $0.setCookie("k", expires: .text(text)) } }
        #expect(throws: error) { try cookie { try $0.deleteCookie("k", path: text) } }
        #expect(throws: error) { try cookie { try $0.deleteCookie("k", domain: text) } }
        #expect(throws: ResponseError.illegalCookieKey(text)) { try cookie { try $0.setCookie(text) } }
        #expect(throws: ResponseError.invalidSameSite(text)) { try cookie { try $0.setCookie("k", sameSite: text) } }
    }

    @Test(arguments: ["path", "Max-Age", "VERSION", "Partitioned"]) func `names of attributes are no keys`(key: String) {
        #expect(throws: ResponseError.reservedCookieKey(key)) { try cookie { try $0.setCookie(key) } }
    }

    @Test func `sameSite is one of three words`() {
        #expect(throws: ResponseError.invalidSameSite("sometimes")) {
            try cookie { try $0.setCookie("k", sameSite: "sometimes") }
        }
    }

    @Test(
        arguments: [
            (CookieExpiry.secondsFromNow(-1), "Thu, 22 Jan 2037 11:59:59 GMT"),
            (.date(Date(timeIntervalSince1970: -0.5)), "Wed, 31 Dec 1969 23:59:59 GMT"),
            (.text("soon"), "soon"),
        ]
    ) func `an expiry is seconds, a date or text`(expires: CookieExpiry, text: String) throws {
        let cookie = try cookie { try $0.setCookie("k", "v", expires: expires, path: nil, sameSite: nil, now: now) }
        #expect(cookie == "k=v; expires=\(text)")
    }

    @Test(arguments: [(1 << 56, .yearOverflows), (-1 << 62, .yearOverflows), (.max, .timeOverflows)] as [(Int, ResponseError)])
    func `a date outside the calendar is refused`(seconds: Int, error: ResponseError) {
        #expect(throws: error) { try cookie { try $0.setCookie("k", expires: .secondsFromNow(seconds), now: now) } }
    }
}
