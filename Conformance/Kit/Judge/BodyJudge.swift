package import AdapterProtocol
package import VectorSuites

/// Compares the bodies of messages, some of which may have come as digests only.
package struct BodyJudge {
    package let window: ClosedRange<Double>

    package init(window: ClosedRange<Double>) { self.window = window }

    /// The difference between these bodies in a row and what they must be, if there is one.
    package func failure(of bodies: [WireBody], with expected: Pattern, binding variables: inout Variables) -> PatternFailure? {
        let length = bodies.reduce(0) { $0 + $1.length }
        guard let wanted = expected.bytes(with: variables) else {
            guard let got = Self.bytes(of: bodies) else {
                return PatternFailure(wanted: .pattern(expected.shown), got: .unreadDigest(length: length))
            }
            guard case .failure(let failure) = expected.match(got, binding: &variables, window: window) else { return nil }
            return failure
        }
        if let got = Self.bytes(of: bodies) { return got == wanted ? nil : PatternFailure(wanted: wanted, got: got, variables) }
        guard length == wanted.count else {
            return PatternFailure(wanted: .length(wanted.count), got: .lengthOfDigests(length))
        }
        return digestFailure(of: bodies, with: wanted, variables)
    }

    /// The bodies in a row, or nil where one came as a digest only.
    package static func bytes(of bodies: [WireBody]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for body in bodies {
            guard case .bytes(let part) = body else { return nil }
            bytes += part
        }
        return bytes
    }

    private func digestFailure(of bodies: [WireBody], with wanted: [UInt8], _ variables: Variables) -> PatternFailure? {
        var start = 0
        for body in bodies {
            let part = wanted[start..<start + body.length]
            switch body {
            case .bytes(let got) where !got.elementsEqual(part):
                return PatternFailure(wanted: Array(part), got: got, variables, offset: start)
            case .digest(let sha256, _):
                let wantedDigest = SHA256.hexadecimal(of: part)
                if sha256 != wantedDigest {
                    let range = start..<start + body.length
                    return PatternFailure(wanted: .digest(range, sha256: wantedDigest), got: .digest(range, sha256: sha256))
                }
            default: break
            }
            start += body.length
        }
        return nil
    }
}
