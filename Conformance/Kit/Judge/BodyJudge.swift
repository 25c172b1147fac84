import AdapterProtocol

/// Compares the bodies of messages, some of which may have come as digests only.
struct BodyJudge {
    let window: ClosedRange<Double>

    /// The difference between these bodies in a row and what they must be, if there is one.
    func failure(of bodies: [WireBody], with expected: Pattern, binding variables: inout [String: [UInt8]]) -> PatternFailure? {
        let length = bodies.reduce(0) { $0 + $1.length }
        guard let wanted = expected.bytes(with: variables) else {
            guard let got = Self.bytes(of: bodies) else {
                return PatternFailure(
                    wanted: Shown.pattern(expected),
                    got: "only a digest of \(length) bytes; send this body whole"
                )
            }
            guard case .failure(let failure) = expected.match(got, binding: &variables, window: window) else { return nil }
            return failure
        }
        if let got = Self.bytes(of: bodies) { return got == wanted ? nil : Shown.difference(wanted: wanted, got: got) }
        guard length == wanted.count else {
            return PatternFailure(wanted: "\(wanted.count) bytes", got: "\(length) bytes, some of them as a digest")
        }
        return Self.digestFailure(of: bodies, with: wanted)
    }

    /// The bodies in a row, or nil where one came as a digest only.
    static func bytes(of bodies: [WireBody]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for body in bodies {
            guard case .bytes(let part) = body else { return nil }
            bytes += part
        }
        return bytes
    }

    private static func digestFailure(of bodies: [WireBody], with wanted: [UInt8]) -> PatternFailure? {
        var start = 0
        for body in bodies {
            let part = wanted[start..<start + body.length]
            switch body {
            case .bytes(let got) where !got.elementsEqual(part):
                return Shown.difference(wanted: Array(part), got: got, offset: start)
            case .digest(let sha256, _):
                let wantedDigest = SHA256.hexadecimal(of: part)
                if sha256 != wantedDigest {
                    let place = "bytes \(start)-\(start + body.length - 1) with SHA-256 "
                    return PatternFailure(wanted: place + wantedDigest, got: place + sha256)
                }
            default: break
            }
            start += body.length
        }
        return nil
    }
}
