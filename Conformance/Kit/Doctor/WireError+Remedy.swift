import AdapterProtocol

extension WireError {
    /// What mends it in an adapter.
    var remedy: String {
        switch self {
        case .notHeaders: "write headers as [[\"name\",\"value\"],…], for names may repeat and their order counts"
        case .notHeader, .headerNotLatin1:
            "write each header as two strings with one code point a byte (Latin-1): the byte E9 is \"é\""
        case .notBase64: "encode with the standard alphabet (+ and /), padded with =, without line breaks"
        case .notBytes, .notAdapterBytes:
            "write a body as a string of its UTF-8, and as {\"base64\":…} where it is none"
        case .noConstruct: "add \"construct\":{\"kind\":\"returned\"}, or the error that construction raised"
        case .wrongCallCount:
            "answer one entry in \"calls\" for each call of the case, and none where \"construct\" is not returned"
        case .noCalls: "add \"calls\":[{\"events\":[…],\"outcome\":{\"kind\":\"returned\"}}], an entry for each call"
        case .noEvents: "add \"events\":[{\"send\":MESSAGE},…], in the order in which they happened"
        case .unknownErrorKind: "map the error to a kind of section 6; what fits none is \"other\""
        case .noOutcome: "add \"outcome\":{\"kind\":\"returned\"} to the call, or what it raised"
        case .notOutcome: "write {\"kind\":\"returned\"} or {\"kind\":\"raised\",\"error\":…}"
        case .unknownEvent: "write each event as an object with one member, such as {\"send\":MESSAGE}"
        case .noRepeatCount, .repeatTooLong, .notConcat, .notSHA256, .noDigestLength, .digestTooLong, .notText, .notCodePoint,
            .notPosition, .noMessageType, .badStatus, .badMoreBody, .badPath, .badInteger, .badCase:
            "write it as the grammar there has it"
        }
    }

    /// The section of PROTOCOL.md that has its grammar.
    var section: Int {
        switch self {
        case .notBytes, .noRepeatCount, .repeatTooLong, .notConcat, .notBase64, .notAdapterBytes, .notSHA256, .noDigestLength,
            .digestTooLong, .notHeaders, .notHeader, .headerNotLatin1, .notText, .notCodePoint:
            1
        case .noConstruct, .noCalls, .wrongCallCount, .notOutcome, .noEvents, .noOutcome, .notPosition,
            .unknownEvent, .noMessageType, .badStatus, .badMoreBody, .badPath, .badInteger:
            5
        case .unknownErrorKind: 6
        case .badCase: 3
        }
    }
}
