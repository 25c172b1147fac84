/// What an adapter must have for a case.
package struct CaseNeeds: Sendable, Hashable {
    /// Optional features of the protocol (PROTOCOL.md §7), none of which is an umbrella.
    package var features: Set<Feature> = []
    /// What it holds of what a port may lack.
    package var parts: Set<CasePart> = []

    package init() {}
}
