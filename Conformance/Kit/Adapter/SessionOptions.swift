/// What a session needs to know beside its program.
package struct SessionOptions: Sendable {
    /// How long an adapter has for its hello, in seconds.
    package var startSeconds: Double
    /// How long it has for a case, in seconds.
    package var caseSeconds: Double
    /// The runner's name and version, for the hello.
    package var runner: String
    package var interruption: Interruption
    /// Where all that crosses the wire is shown.
    package var trace: WireTrace?

    package init(startSeconds: Double, caseSeconds: Double, runner: String, interruption: Interruption) {
        self.startSeconds = startSeconds
        self.caseSeconds = caseSeconds
        self.runner = runner
        self.interruption = interruption
    }
}
