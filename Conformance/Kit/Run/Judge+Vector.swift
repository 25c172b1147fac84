import OrderedJSON

extension Judge {
    /// How an adapter's answer to a vector's case differs from what the vector expects, with `${files}` for the folder of its files.
    func mismatches(
        of transcript: Transcript,
        for vector: Vector,
        request: JSON,
        _ expectation: Expectation,
        filesFolder: String
    ) -> [Mismatch] {
        mismatches(
            of: transcript,
            with: expectation,
            request: request,
            breaks: vector.breaks,
            limitMilliseconds: vector.limitMilliseconds
        ).map { $0.naming(filesFolder: filesFolder) }
    }
}

extension Mismatch {
    /// The adapter doesn't support a case whose class and features it claims.
    static func unsupported(_ reason: String) -> Mismatch {
        let wanted = "a result: the adapter claims this class and all features of the case"
        return Mismatch("supported", at: "", wanted: wanted, got: "unsupported: \(Shown.plain(reason))")
    }
}
