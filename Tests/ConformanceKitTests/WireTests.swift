import AdapterProtocol
import AdapterSessions
import FoundationEssentials
import OrderedJSON
import Testing

/// The values that JSON cannot hold (PROTOCOL.md §1).
@Suite struct WireTests {
    @Suite struct Bytes {
        @Test(
            arguments: [
                ("", []), ("a", [0x61]), ("é", [0xC3, 0xA9]), ("\u{0}", [0]), (["base64": ""], []),
                (["base64": "AP8="], [0x00, 0xFF]),
                (["base64": "+/+/"], [0xFB, 0xFF, 0xBF]), (["repeat": "ab", "count": 2], [0x61, 0x62, 0x61, 0x62]),
                (["repeat": "ab", "count": 0], []), (["repeat": "", "count": 9_223_372_036_854_775_807], []),
                (["count": 2, "repeat": ["base64": "/w=="]], [0xFF, 0xFF]), (["concat": []], []),
                (
                    ["concat": ["a", ["base64": "/w=="], ["repeat": "b", "count": 2], ["concat": ["c"]]]],
                    [0x61, 0xFF, 0x62, 0x62, 0x63]
                ),
                (["repeat": ["concat": ["a", "b"]], "count": 2], [0x61, 0x62, 0x61, 0x62]),
            ] as [(JSON, [UInt8])]
        )
        func `each form stands for its bytes`(form: JSON, bytes: [UInt8]) throws {
            #expect(try WireBytes.decode(form) == bytes)
        }

        @Test(
            arguments: [
                nil, true, 1, [], ["a"], [:], ["text": "a"], ["base64": 1], ["base64": nil], ["repeat": "a"],
                ["repeat": "a", "count": -1],
                ["repeat": "a", "count": "2"], ["repeat": "a", "count": .number("1.0")], ["repeat": 1, "count": 1],
                ["concat": "a"],
                ["concat": [1]], ["concat": [["base64": "!"]]],
            ] as [JSON]
        )
        func `another form is an error`(form: JSON) {
            #expect(throws: WireError.self) { try WireBytes.decode(form) }
        }

        @Test(arguments: [
            "QQ", "QQ=", "Q", "QQ===", "QQ==QQ==", "QQ==\n", " QQ==", "QQ ==", "Q\nQ==", "_-8=", "-_-_", "QQ%3D", "Q=Q=", "=QQ=",
            "====",
            "====QQ==", "é===", "QQ=a", "QR==", "QQF=",
        ])
        func `base64 is the alphabet of RFC 4648 section 4, padded, and nothing else`(text: String) {
            #expect(throws: WireError.self) { try WireBytes.decode(["base64": .string(text)]) }
        }

        @Test func `more bytes than the limit are an error before they are made`() {
            #expect(throws: WireError.self) { try WireBytes.decode(["repeat": "a", "count": 1_073_741_825]) }
            #expect(throws: WireError.self) { try WireBytes.decode(["repeat": "ab", "count": 9_223_372_036_854_775_807]) }
            #expect(throws: WireError.self) { try WireBytes.decode(["concat": ["ab", ["repeat": "a", "count": 9]]], limit: 10) }
            #expect(throws: WireError.self) {
                try WireBytes.decode(["repeat": ["repeat": "a", "count": 4], "count": 4], limit: 15)
            }
            #expect(throws: Never.self) { try WireBytes.decode(["concat": ["ab", ["repeat": "a", "count": 8]]], limit: 10) }
            #expect(throws: Never.self) { try WireBytes.decode(["repeat": ["repeat": "a", "count": 4], "count": 4], limit: 16) }
        }

        @Test(arguments: [[], [0x61], [0xC3, 0xA9], [0xC3], [0xFF], [0x00], [0xED, 0xA0, 0x80], Array(0...255)] as [[UInt8]])
        func `writing is the other way of reading`(bytes: [UInt8]) throws {
            let form = WireBytes.encode(bytes)
            #expect(try WireBytes.decode(form) == bytes)
            #expect((form.stringValue != nil) == (String(validating: bytes, as: UTF8.self) != nil))
        }
    }

    @Suite struct Body {
        private let digest = String(repeating: "0123456789abcdef", count: 4)

        @Test func `a body of 65,536 bytes is answered by its digest, a shorter one whole`() throws {
            let long = [UInt8](repeating: 0x61, count: 65_536)
            #expect(WireBytes.encodeBody(long.dropLast()) == .string(String(repeating: "a", count: 65_535)))
            let form = WireBytes.encodeBody(long)
            #expect(form == ["sha256": "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a", "length": 65536])
            #expect(
                try WireBody(form)
                    == .digest(sha256: "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a", length: 65_536)
            )
            #expect(try WireBody(form).length == 65_536)
        }

        @Test func `a body that crossed the wire is its bytes`() throws {
            #expect(try WireBody("é") == .bytes([0xC3, 0xA9]))
            #expect(try WireBody(["base64": "/w=="]) == .bytes([0xFF]))
            #expect(try WireBody("é").length == 2)
        }

        @Test func `a digest for a short body, or one that is no digest, is an error`() {
            let bad: [JSON] = [
                ["sha256": .string(digest), "length": 65535], ["sha256": .string(digest)],
                ["sha256": .string(digest), "length": "70000"],
                ["sha256": .string(digest), "length": .number("70000.0")],
                ["sha256": .string(digest.uppercased()), "length": 70000],
                ["sha256": .string(String(digest.dropLast())), "length": 70000],
                ["sha256": .string(digest + "0"), "length": 70000],
                ["sha256": .string(String(digest.dropLast()) + "g"), "length": 70000], ["sha256": 1, "length": 70000],
                ["sha256": .string(String(digest.dropLast(2)) + "é"), "length": 70000],
                ["sha256": .string(digest), "length": -1],
            ]
            for form in bad { #expect(throws: WireError.self, "\(form.text)") { try WireBody(form) } }
        }

        @Test func `the forms that only the runner writes are an error from the adapter`() {
            #expect(throws: WireError.self) { try WireBody(["repeat": "a", "count": 2]) }
            #expect(throws: WireError.self) { try WireBody(["concat": ["a"]]) }
        }
    }

    @Suite struct Headers {
        @Test func `a header is one byte a code point, in order, with its case and its repetitions`() throws {
            let headers = try WireHeaders.decode([["A", "é\u{0}\u{FF}"], ["a", ""], ["A", "2"]])
            #expect(headers.map(\.name) == [[0x41], [0x61], [0x41]])
            #expect(headers.map(\.value) == [[0xE9, 0x00, 0xFF], [], [0x32]])
            var writer = JSONWriter()
            writer.beginArray()
            for header in headers {
                WireHeaders.write(header.name, to: &writer)
                WireHeaders.write(header.value, to: &writer)
            }
            writer.endArray()
            #expect(try JSON(utf8: writer.bytes) == ["A", "é\u{0}\u{FF}", "a", "", "A", "2"])
        }

        @Test func `a code point over U+00FF is no byte, nor is an accent that combines`() {
            for text in ["\u{100}", "€", "😀", "e\u{301}"] {
                #expect(throws: WireError.self) { try WireHeaders.decode([["a", .string(text)]]) }
                #expect(throws: WireError.self) { try WireHeaders.decode([[.string(text), "a"]]) }
            }
        }

        @Test(
            arguments: [
                nil, "a", ["a": "b"], ["a"], [["a"]], [["a", "b", "c"]], [["a", 1]], [[nil, "b"]], [["a", ["base64": ""]]], [[]],
            ] as [JSON]
        )
        func `another form is an error`(form: JSON) {
            #expect(throws: WireError.self) { try WireHeaders.decode(form) }
        }

        @Test func `every byte has its code point`() throws {
            let all = [UInt8](0...255)
            #expect(WireHeaders.text(all).unicodeScalars.map(\.value) == all.map(UInt32.init))
            #expect(try WireHeaders.latin1(WireHeaders.text(all)) == all)
            #expect(try WireHeaders.latin1("\r\n") == [0x0D, 0x0A])
        }
    }

    @Suite struct Text {
        @Test func `text is a string, or code points where it holds a lone surrogate`() throws {
            #expect(try WireText(json: "é😀").points == [0xE9, 0x1F600])
            #expect(try WireText(json: "e\u{301}\r\n").points == [0x65, 0x301, 0x0D, 0x0A])
            #expect(try WireText(json: ["code_points": []]).points == [])
            #expect(try WireText(json: ["code_points": [0, 0xD800, 0xDFFF, 0x10FFFF]]).points == [0, 0xD800, 0xDFFF, 0x10FFFF])
            #expect(try WireText(json: "é").string == "é")
            #expect(try WireText(json: ["code_points": [104, 0xE9]]).string == "hé")
            #expect(try WireText(json: ["code_points": [104, 0xD800]]).string == nil)
            #expect(try WireText(json: ["code_points": [0xD83D, 0xDE00]]).string == nil)
        }

        @Test(
            arguments: [
                nil, 1, ["a"], [:], ["code_points": "a"], ["code_points": [-1]], ["code_points": [0x110000]],
                ["code_points": ["a"]],
                ["code_points": [.number("65.0")]], ["code_points": [.number("99999999999999999999")]],
            ] as [JSON]
        )
        func `another form is an error`(form: JSON) {
            #expect(throws: WireError.self) { try WireText(json: form).points }
            #expect(throws: WireError.self) { try WireText(json: form).string }
        }
    }

    @Suite struct Digest {
        /// FIPS 180-2 appendix B, and lengths around the padding's edges (by coreutils' sha256sum).
        @Test(arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
        func `the known answers of FIPS 180 come out`(text: String, digest: String) {
            #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
        }

        @Test(arguments: [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
            (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
            (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
            (57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"),
            (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
            (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
            (65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
            (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
            (120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
            (127, "c57e9278af78fa3cab38667bef4ce29d783787a2f731d4e12200270f0c32320a"),
            (128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
            (1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ])
        func `messages of every length around a block come out`(length: Int, digest: String) async {
            let digests = await Blocking.run {
                [
                    SHA256.hexadecimal(of: [UInt8](repeating: 0x61, count: length)),
                    // Not in one piece of memory, and a slice that does not begin at 0.
                    SHA256.hexadecimal(of: Array(repeating: 0x61, count: length + 2).dropFirst().dropLast()),
                    SHA256.hexadecimal(of: repeatElement(0x61, count: length)),
                ]
            }
            #expect(digests == [digest, digest, digest])
        }

        @Test func `all byte values come out`() {
            #expect(SHA256.hexadecimal(of: Array(0...255)) == "40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880")
        }
    }

    @Suite struct Result {
        private let sent: JSON = ["send": ["type": "http.response.start", "status": 200]]

        private func read(_ result: JSON, calls: Int = 1) throws(WireError) -> Transcript {
            try Transcript(result, callCount: calls)
        }

        private func result(event: JSON) -> JSON {
            ["construct": ["kind": "returned"], "calls": [["events": [event], "outcome": ["kind": "returned"]]]]
        }

        private func result(outcome: JSON) -> JSON {
            ["construct": ["kind": "returned"], "calls": [["events": [], "outcome": outcome]]]
        }

        @Test func `what a message leaves out has ASGI's default`() throws {
            let messages = try read(result(event: ["send": ["type": "http.response.body"]])).calls[0].messages
            #expect(messages[0].body == .value(.bytes([])))
            #expect(messages[0].moreBody == .value(false))
            #expect(messages[0].headers == .value([]))
            #expect(messages[0].status == nil && messages[0].path == nil)
        }

        @Test func `members that a reader does not know are ignored`() throws {
            let message: JSON = ["type": "http.response.body", "body": "a", "new": 1]
            let transcript = try read([
                "op": "result", "id": "1", "construct": ["kind": "returned", "new": 1], "new": [],
                "calls": [["events": [["send": message]], "outcome": ["kind": "raised", "error": "send", "new": 1], "new": 1]],
            ])
            #expect(transcript.calls[0].outcome == .raised(.send, action: nil, message: nil))
        }

        @Test(
            arguments: [
                ["type": 1], [:], ["type": "http.response.start", "status": "200"],
                ["type": "http.response.start", "status": .number("200.0")],
                ["type": "http.response.start", "headers": [["a"]]],
                ["type": "http.response.body", "body": 1], ["type": "http.response.body", "body": ["base64": "QQ"]],
                ["type": "http.response.body", "more_body": 0], ["type": "http.response.pathsend", "path": 1],
            ] as [JSON]
        )
        func `a message whose member has the wrong type is the adapter's error`(message: JSON) {
            #expect(throws: WireError.self) { try read(result(event: ["send": message])) }
        }

        @Test func `a header that no server could send is no error of the adapter`() throws {
            let message: JSON = ["type": "http.response.start", "status": 200, "headers": [["a", "\u{100}"]]]
            let sent = try read(result(event: ["send": message])).calls[0].messages[0]
            #expect(sent.headers == .invalid("text with 'Ā', which is over U+00FF and so no byte"))
        }

        @Test func `a call that gave up is the last, and construction that gave up has none`() throws {
            let (gaveUp, returned): (JSON, JSON) = (["kind": "gave_up", "leaked": true], ["kind": "returned"])
            let call: JSON = ["events": [], "outcome": gaveUp]
            let transcript = try Transcript(["construct": returned, "calls": [call]], callCount: 2)
            #expect(transcript.calls.map(\.outcome) == [.gaveUp(leaked: true)] && transcript.hasLeaked)
            let other: JSON = ["events": [], "outcome": returned]
            for calls in [[call, other], [other], [other, other, call]] as [[JSON]] {
                #expect(throws: (any Error).self) {
                    try Transcript(["construct": returned, "calls": .array(calls)], callCount: 2)
                }
            }
            #expect(try Transcript(["construct": ["kind": "gave_up"], "calls": []], callCount: 2).calls.isEmpty)
            #expect(throws: (any Error).self) {
                try Transcript(["construct": ["kind": "gave_up"], "calls": [call]], callCount: 2)
            }
        }

        @Test func `a member that the response gave the wrong type is no error of the adapter`() throws {
            let message: JSON = [
                "type": "http.response.start", "status": ["invalid": "str '200'"], "headers": ["invalid": "None"],
                "body": ["invalid": "int"],
                "more_body": ["invalid": "int 0"], "path": ["invalid": "bytes"],
            ]
            let sent = try read(result(event: ["send": message])).calls[0].messages[0]
            #expect(sent.status == .invalid("str '200'") && sent.headers == .invalid("None") && sent.path == .invalid("bytes"))
            #expect(sent.body == .invalid("int") && sent.moreBody == .invalid("int 0"))
        }

        @Test(
            arguments: [
                "start", [:], ["send": "start"], ["background": 1], ["client_close": "a"], ["received": "0"], ["pulled": true],
                ["closed": false], ["slept": 1], ["background": "a", "pulled": 1], nil,
            ] as [JSON]
        )
        func `an event that the protocol does not have is the adapter's error`(event: JSON) {
            #expect(throws: WireError.self) { try read(result(event: event)) }
        }

        @Test(
            arguments: [
                nil, "returned", [:], ["kind": "failed"], ["kind": "raised"], ["kind": "raised", "error": "KeyError"],
                ["kind": 1],
            ] as [JSON]
        )
        func `an outcome that the protocol does not have is the adapter's error`(outcome: JSON) {
            #expect(throws: WireError.self) { try read(result(outcome: outcome)) }
            #expect(throws: WireError.self) { try read(["construct": outcome, "calls": []]) }
        }

        @Test func `there is one entry in calls for each call, and none unless construction returned`() throws {
            let call: JSON = ["events": [], "outcome": ["kind": "returned"]]
            let raised: JSON = ["kind": "raised", "error": "other"]
            #expect(throws: Never.self) { try read(["construct": ["kind": "returned"], "calls": [call, call]], calls: 2) }
            #expect(throws: Never.self) { try read(["construct": raised, "calls": []], calls: 2) }
            #expect(throws: WireError.self) { try read(["construct": ["kind": "returned"], "calls": [call]], calls: 2) }
            #expect(throws: WireError.self) { try read(["construct": ["kind": "returned"], "calls": []]) }
            #expect(throws: WireError.self) { try read(["construct": raised, "calls": [call]]) }
            #expect(throws: WireError.self) { try read(["construct": ["kind": "returned"]]) }
            #expect(throws: WireError.self) { try read(["calls": [call]]) }
            #expect(throws: WireError.self) { try read(["construct": ["kind": "returned"], "calls": [["events": []]]]) }
            #expect(throws: WireError.self) {
                try read(["construct": ["kind": "returned"], "calls": [["outcome": ["kind": "returned"]]]])
            }
        }

        @Test func `unsupported is seen wherever it stands`() throws {
            let unsupported: JSON = ["kind": "unsupported", "reason": "no step 'x'"]
            #expect(try read(["construct": unsupported, "calls": []]).unsupported == "no step 'x'")
            #expect(try read(result(outcome: unsupported)).unsupported == "no step 'x'")
            #expect(try read(result(outcome: ["kind": "returned"])).unsupported == nil)
        }

        @Test func `an error is each kind that the protocol lists`() throws {
            for kind in ErrorKind.allCases {
                let outcome = try read(
                    result(outcome: ["kind": "raised", "error": .string(kind.rawValue), "action": 2, "message": "m"])
                )
                #expect(outcome.calls[0].outcome == .raised(kind, action: 2, message: "m"))
            }
            #expect(ErrorKind.allCases.count == 11)
        }
    }
}
