import AdapterProtocol
import OrderedJSON
import VectorSuites

extension CaseGenerator.Parts {
    /// The arguments of a class.
    mutating func response(_ className: ClassName, _ file: GeneratedFile?) -> JSON {
        // Whether there is a sender decides what the content is; what a file is said to be, which path it may have.
        let sender = className == .eventSourceResponse ? sometimes(25, using: .sseDataSender) { $0.dataSender() } : .none
        let stat = className == .baizeFileResponse ? statResult(file) : .none
        var members: [JSONObject.Member] = []
        for name in className.arguments {
            let value: JSON?
            switch name {
            case .content: value = content(of: className, hasSender: sender != nil)
            case .dataSender: value = sender
            case .statResult where className == .baizeFileResponse: value = stat
            case .filepath where stat != nil: value = .string("${files}/" + Template.escape(file?.name ?? ""))
            default: value = argument(name, of: className, file)
            }
            if let value { members.append(.init(name: name.rawValue, value: value)) }
        }
        return .object(JSONObject(uniqueMembers: members))
    }

    private mutating func argument(_ name: Case.Argument.Name, of className: ClassName, _ file: GeneratedFile?) -> JSON? {
        switch name {
        case .content, .dataSender: .none  // They depend on each other.
        case .statusCode:
            className == .fileResponse ? sometimes(10) { $0.once(in: 4) ? 206 : $0.status() } : sometimes(4) { $0.status() }
        case .headers: className.sendsFile ? fileHeaders() : sometimes(3) { $0.headers() }
        case .mediaType, .contentType: sometimes(4) { $0.once(in: 8) ? .null : .string($0.mediaType()) }
        case .charset: charsets.isEmpty ? .none : sometimes(className == .streamingResponse ? 12 : 8) { $0.charset() }
        case .render: sometimes(20, using: .jsonRender) { $0.bytes() }
        case .url: url()
        case .path, .filepath: filePath(file)
        case .filename, .downloadName:
            sometimes(3) { .string($0.downloadName(of: className)) }
        case .statResult: statResult(file)
        case .contentDispositionType:
            sometimes(10) {
                .string($0.element(of: ["inline", "attachment", "Inline", ""], incidental: ["inline ", $0.headerText()]))
            }
        case .ping: sometimes(16, using: .ssePing) { .integer($0.element(of: [15, 0, 60, -1])) }
        case .pingMessage: sometimes(40, using: .ssePing) { $0.event() }
        case .sep: sometimes(5) { .string($0.separator()) }
        case .sendTimeout: sometimes(30, using: .sseSendTimeout) { _ in .integer(30) }
        case .cleanupTimeout: sometimes(20, using: .sseCleanupTimeout) { $0.element(of: [30, 0, 0, -1, .null]) }
        case .shutdownGracePeriod: sometimes(40, using: .sseShutdown) { .integer($0.element(of: [0, 1, 30, -1])) }
        case .clientCloseHandler: sometimes(30, using: .sseCloseHandler) { _ in true }
        // A long file in chunks of a byte takes an hour.
        case .chunkSize:
            sometimes(8) { .integer($0.element(of: (file?.size ?? 0) > 100 ? [4096, 65_536] : [1, 3, 100])) }
        }
    }

    private mutating func content(of className: ClassName, hasSender: Bool) -> JSON? {
        switch className {
        case .response, .htmlResponse, .plainTextResponse: once(in: 12) ? sometimes(2) { _ in .null } : content(chunkForm())
        case .jsonResponse: content(.json)
        case .streamingResponse: content(.stream)
        case .eventSourceResponse: hasSender ? content(.channel) : stream { $0.eventStep() }
        case .redirectResponse, .fileResponse, .baizeFileResponse: .none
        }
    }

    private mutating func content(_ form: Case.Content.Name) -> JSON? {
        switch form {
        case .text: ["text": .string(text())]
        case .bytes: ["bytes": bytes()]
        case .json: ["json": json()]
        case .stream: stream { $0.chunk() }
        case .channel: ["channel": true]
        case .pythonValue: .none  // The reference cannot have it.
        }
    }

    private mutating func chunkForm() -> Case.Content.Name { once(in: 3) ? .bytes : .text }

    /// Headers with a validator of their own now and then, for If-Range to be compared with.
    private mutating func fileHeaders() -> JSON? {
        once(in: 6)
            ? [["etag", .string(element(of: ["\"abc\"", "W/\"abc\""], incidental: ["abc"]))]] : sometimes(3) { $0.headers() }
    }

    /// The name under which a file is offered; baize's treatment of unusual ones is incidental.
    private mutating func downloadName(of className: ClassName) -> String {
        if className == .baizeFileResponse, !drawsIncidental { return word() + ".txt" }
        return once(in: 2) ? Template.escape(fileName()) : text()
    }

    /// The path of the case's file, or of one that is not there.
    private mutating func filePath(_ file: GeneratedFile?) -> JSON {
        guard let file, !once(in: 25) else { return .string("${files}" + (once(in: 3) ? "" : "/missing.txt")) }
        return .string("${files}/" + Template.escape(file.name))
    }

    private static let times = [
        -62_135_596_800, -30_610_224_001, 253_402_300_799, -0.75, -1.5, 1e-5, 2_147_483_648, 4_294_967_296, 1_577_836_801.5,
        1_577_836_800.1234, 1_577_836_803.999999,
    ]

    private mutating func statResult(_ file: GeneratedFile?) -> JSON? {
        guard uses(.fileStatResult, onceIn: 12), let file else { return .none }
        // What comes of a file that isn't as it is said to be is incidental.
        let size = !drawsIncidental || once(in: 2) ? file.size : element(of: [0, 5, file.size + 1, 100])
        // Files are few, and some times no file system holds.
        let modified = once(in: 2) ? element(of: Self.times) : file.modified
        let kind = incidental(onceIn: 8) ? "directory" : "file"
        return ["size": .integer(size), "modified": .number("\(modified)"), "kind": .string(kind)]
    }
}
