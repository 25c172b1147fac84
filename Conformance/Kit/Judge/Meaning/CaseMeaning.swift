import AdapterProtocol
import OrderedJSON
import VectorSuites

/// What a client makes of the answers to a case, by its class and its arguments: what may differ in `semantic` comparison.
struct CaseMeaning {
    private enum Content {
        case bytes, json, file
        /// Whether some events have JSON for their data.
        case events(hasJSON: Bool)
    }

    /// Whether the implementation makes the file's entity tag, of which only it knows what is in it.
    let makesETag: Bool
    private let content: Content
    /// Whether the caller says how long the content is.
    private let setsLength: Bool

    /// That every byte counts.
    static let bytes = CaseMeaning(makesETag: false, content: .bytes, setsLength: false)

    private init(makesETag: Bool, content: Content, setsLength: Bool) {
        self.makesETag = makesETag
        self.content = content
        self.setsLength = setsLength
    }

    /// - Parameter request: the case as it was sent.
    init(_ request: JSON) {
        let response = request["response"] ?? .null
        let className = response["class"]?.stringValue.flatMap(ClassName.init(rawValue:))
        switch className {
        case .jsonResponse: content = response["render"] == nil ? .json : .bytes
        case .eventSourceResponse: content = .events(hasJSON: request.holds("JSONServerSentEvent"))
        case .fileResponse, .baizeFileResponse: content = .file
        default: content = .bytes
        }
        setsLength = request.setsHeader("content-length")
        makesETag = className?.isOfFile == true && !request.setsHeader("etag")
    }

    /// Whether content of the same meaning may have another length than what is expected.
    func lengthVaries(_ expectedType: Pattern?) -> Bool {
        switch content {
        case _ where setsLength: false
        case .bytes, .events: false
        case .json: true
        case .file: expectedType?.isMultipart ?? false
        }
    }

    /// The difference in meaning between a body and what it must be; nil where there is none, or where the meaning of these is in every byte.
    ///
    /// - Parameters:
    ///   - contentType: that of the start message.
    ///   - isPart: whether other bodies may follow that go on where this one ends.
    func difference(
        of got: [UInt8],
        from expected: Pattern,
        contentType: [UInt8]?,
        isPart: Bool,
        _ variables: Variables
    ) -> Difference {
        guard let canonical = canonical(contentType: contentType, isPart: isPart), let wanted = expected.sample(with: variables),
            let wantedForm = canonical(wanted)
        else { return .unknown }
        guard let gotForm = canonical(got) else { return .unknown }
        return wantedForm == gotForm ? .none : .some(PatternFailure(wanted: wantedForm, got: gotForm, variables))
    }

    enum Difference {
        case none
        case some(PatternFailure)
        /// The bytes count.
        case unknown
    }

    private func canonical(contentType: [UInt8]?, isPart: Bool) -> (([UInt8]) -> [UInt8]?)? {
        switch content {
        case .bytes: return nil
        case .json: return { bytes in (try? JSON(utf8: bytes)).map { Array($0.canonical.utf8) } }
        case .events(let hasJSON):
            return { bytes in EventStream(bytes, hasJSON: hasJSON).map { Array($0.canonical(isPart: isPart).utf8) } }
        case .file:
            guard !isPart, let boundary = contentType.flatMap(MultipartBody.boundary(of:)) else { return nil }
            return { bytes in MultipartBody(bytes, boundary: boundary)?.canonical }
        }
    }
}

extension ClassName {
    fileprivate var isOfFile: Bool { [.fileResponse, .baizeFileResponse].contains(self) }
}

extension JSON {
    /// Whether some string in it is this one.
    fileprivate func holds(_ text: String) -> Bool {
        switch self {
        case .string(let other): other == text
        case .array(let elements): elements.contains { $0.holds(text) }
        case .object(let object): object.members.contains { $0.value.holds(text) }
        default: false
        }
    }

    /// Whether the caller of a case sets a header: among the arguments or by an action.
    fileprivate func setsHeader(_ name: String) -> Bool {
        let isName = { (value: JSON?) in value?.arrayValue?.first?.stringValue?.lowercased() == name }
        let headers = self["response"]?["headers"]
        if (headers?.arrayValue ?? headers?["value"]?.arrayValue ?? []).contains(where: isName) { return true }
        let calls = self["calls"]?.arrayValue ?? []
        let actions = (self["actions"]?.arrayValue ?? []) + calls.flatMap { $0["actions"]?.arrayValue ?? [] }
        return actions.contains { action in
            ["header_set", "header_append", "header_setdefault"].contains { isName(action[$0]) }
        }
    }
}

extension Pattern {
    /// Bytes that it matches, where it has no matchers but the time of a ping.
    fileprivate func sample(with variables: Variables) -> [UInt8]? {
        Pattern(
            pieces: pieces.enumerated().map { index, piece in
                guard case .regex = piece, index > 0, case .literal(let before) = pieces[index - 1],
                    before.suffix(7).elementsEqual("ping - ".utf8)
                else { return piece }
                return .literal(Array("2000-01-01 00:00:00+00:00".utf8))
            }
        ).bytes(with: variables)
    }
}
