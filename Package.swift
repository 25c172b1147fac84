// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "starlette-response-conformance",
    products: [
        .library(name: "StarletteResponses", targets: ["ASGI", "OrderedJSON", "StarletteResponses"]),
        .library(name: "ConformanceKit", targets: ["ConformanceKit"]),
        .executable(name: "conformance-run", targets: ["conformance-run"]),
        .executable(name: "reference-adapter", targets: ["reference-adapter"]),
    ],
    targets: [
        // The reference implementation.
        .target(name: "ASGI"),
        .target(name: "OrderedJSON"),
        .target(name: "StarletteResponses", dependencies: ["ASGI", "OrderedJSON"]),

        // The adapter protocol, the runner, and the reference behind the protocol.
        .target(name: "AdapterProtocol", dependencies: ["OrderedJSON"], path: "Conformance/Protocol"),
        .target(name: "ProcessShims", path: "Conformance/ProcessShims"),
        .target(
            name: "ConformanceKit",
            dependencies: ["AdapterProtocol", "OrderedJSON", "ProcessShims", "Vectors"],
            path: "Conformance/Kit"
        ),
        .target(
            name: "ReferenceAdapter",
            dependencies: ["ASGI", "AdapterProtocol", "OrderedJSON", "StarletteResponses"],
            path: "Conformance/Reference"
        ),
        .executableTarget(
            name: "reference-adapter",
            dependencies: ["OrderedJSON", "ReferenceAdapter"],
            path: "Conformance/reference-adapter"
        ),
        .executableTarget(
            name: "conformance-run",
            dependencies: ["ConformanceKit", "OrderedJSON", "ReferenceAdapter"],
            path: "Conformance/conformance-run"
        ),

        // The vector suite, embedded into the binary.
        .target(
            name: "Vectors",
            path: "Vectors",
            exclude: [
                "README.md", "schema.json", "sources.json",
                "cookies", "file-response", "html-response", "json-response", "plain-text-response", "redirect-response",
                "response",
                "streaming-response",
            ],
            plugins: ["EmbedVectors"]
        ),
        .executableTarget(name: "embed-vectors", path: "Conformance/embed-vectors"),
        .plugin(
            name: "EmbedVectors",
            capability: .buildTool(),
            dependencies: ["embed-vectors"],
            path: "Conformance/EmbedVectors"
        ),

        // Tests, and the adapters that misbehave on purpose.
        .executableTarget(
            name: "test-adapter",
            dependencies: ["OrderedJSON"],
            path: "Tests/Adapters",
            exclude: ["changed_starlette.py"]
        ),
        .testTarget(name: "OrderedJSONTests", dependencies: ["OrderedJSON"]),
        .testTarget(name: "StarletteResponsesTests", dependencies: ["ASGI", "OrderedJSON", "StarletteResponses"]),
        .testTarget(
            name: "ConformanceKitTests",
            dependencies: [
                "AdapterProtocol", "ConformanceKit", "OrderedJSON", "ReferenceAdapter", "conformance-run",
                "reference-adapter", "test-adapter",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .plugin {
    var settings = target.swiftSettings ?? []
    settings += [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
    target.swiftSettings = settings
}
