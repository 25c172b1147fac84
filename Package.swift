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
        .target(name: "HTTPDates"),
        .target(name: "OrderedJSON"),
        .target(name: "Locking"),
        .target(name: "StarletteResponses", dependencies: ["ASGI", "HTTPDates", "Locking", "OrderedJSON"]),

        // The adapter protocol, the runner, and the reference behind the protocol.
        .target(
            name: "AdapterProtocol",
            dependencies: ["ASGI", "HTTPDates", "Locking", "OrderedJSON"],
            path: "Conformance/Protocol",
            exclude: ["description.json", "port.schema.json", "suite.schema.json"]
        ),
        .executableTarget(
            name: "generate-protocol",
            dependencies: ["OrderedJSON"],
            path: "Conformance/generate-protocol"
        ),
        .target(name: "ProcessShims", path: "Conformance/ProcessShims"),
        // The kit: each target is a step of the flow, and knows only those before it.
        .target(name: "TextFormats", path: "Conformance/Kit/TextFormats"),
        .target(
            name: "VectorSuites",
            dependencies: ["AdapterProtocol", "HTTPDates", "Locking", "OrderedJSON", "Vectors"],
            path: "Conformance/Kit/Vectors"
        ),
        .target(
            name: "AdapterSessions",
            dependencies: ["AdapterProtocol", "Locking", "OrderedJSON", "ProcessShims", "TextFormats", "VectorSuites"],
            path: "Conformance/Kit/Adapter"
        ),
        .target(
            name: "Judging",
            dependencies: [
                "AdapterProtocol", "AdapterSessions", "HTTPDates", "Locking", "OrderedJSON", "TextFormats", "VectorSuites",
            ],
            path: "Conformance/Kit/Judge"
        ),
        .target(
            name: "Runs",
            dependencies: [
                "AdapterProtocol", "AdapterSessions", "HTTPDates", "Judging", "Locking", "OrderedJSON", "TextFormats",
                "VectorSuites",
            ],
            path: "Conformance/Kit/Run"
        ),
        .target(
            name: "Fuzzing",
            dependencies: [
                "AdapterProtocol", "AdapterSessions", "Judging", "Locking", "OrderedJSON", "Runs", "Vectors",
                "VectorSuites",
            ],
            path: "Conformance/Kit/Fuzz"
        ),
        .target(
            name: "AdapterDoctor",
            dependencies: [
                "AdapterProtocol", "AdapterSessions", "Judging", "OrderedJSON", "Runs", "TextFormats",
                "VectorSuites",
            ],
            path: "Conformance/Kit/Doctor"
        ),
        .target(
            name: "Reports",
            dependencies: [
                "AdapterDoctor", "AdapterProtocol", "AdapterSessions", "Fuzzing", "Judging", "OrderedJSON",
                "Runs", "TextFormats", "VectorSuites",
            ],
            path: "Conformance/Kit/Reports",
            plugins: ["EmbedFiles"]
        ),
        .target(
            name: "Explaining",
            dependencies: ["AdapterProtocol", "Judging", "OrderedJSON", "Reports", "TextFormats", "VectorSuites"],
            path: "Conformance/Kit/Explain"
        ),
        .target(
            name: "ConformanceKit",
            dependencies: ["AdapterSessions", "Judging", "Runs", "VectorSuites"],
            path: "Conformance/Kit/ConformanceKit"
        ),
        .target(
            name: "ReferenceAdapter",
            dependencies: ["ASGI", "AdapterProtocol", "Locking", "OrderedJSON", "StarletteResponses"],
            path: "Conformance/Reference"
        ),
        .executableTarget(
            name: "reference-adapter",
            dependencies: ["AdapterProtocol", "Locking", "OrderedJSON", "ReferenceAdapter"],
            path: "Conformance/reference-adapter"
        ),
        .executableTarget(
            name: "conformance-run",
            dependencies: [
                "AdapterDoctor", "AdapterProtocol", "AdapterSessions", "Explaining", "Fuzzing", "Judging", "Locking",
                "OrderedJSON", "ReferenceAdapter", "Reports", "Runs", "Starters", "TextFormats", "VectorSuites",
            ],
            path: "Conformance/conformance-run"
        ),

        // Adapters for a port to begin with and the kits that they stand on, embedded into the binary.
        .target(
            name: "Starters",
            path: "Conformance/adapters",
            exclude: [
                "javascript/README.md", "javascript/tests", "python/README.md", "python/baize.json",
                "python/baize_adapter.py", "python/requirements.txt", "python/sse_starlette.json",
                "python/sse_starlette_adapter.py", "python/starlette.json", "python/starlette_adapter.py", "python/tests",
                "reference.json",
            ],
            plugins: ["EmbedFiles"]
        ),

        // The vector suite, embedded into the binary.
        .target(
            name: "Vectors",
            path: "Vectors",
            exclude: ["README.md"],
            plugins: ["EmbedFiles"]
        ),
        .executableTarget(name: "embed-files", path: "Conformance/embed-files"),
        .plugin(
            name: "EmbedFiles",
            capability: .buildTool(),
            dependencies: ["embed-files"],
            path: "Conformance/EmbedFiles"
        ),

        // Tests, and the adapters that misbehave on purpose.
        .executableTarget(
            name: "test-adapter",
            dependencies: ["AdapterProtocol", "OrderedJSON", "ReferenceAdapter"],
            path: "Tests/Adapters"
        ),
        .executableTarget(
            name: "reference-runs",
            dependencies: [
                "AdapterProtocol", "AdapterSessions", "Judging", "Locking", "OrderedJSON", "ReferenceAdapter", "Runs",
                "VectorSuites",
            ],
            path: "Tests/ReferenceRuns"
        ),
        .executableTarget(
            name: "bench-reference",
            dependencies: ["ASGI", "AdapterProtocol", "Locking", "OrderedJSON", "StarletteResponses"],
            path: "Tests/Benchmarks/Reference"
        ),
        .target(name: "TestSupport", dependencies: ["Locking"], path: "Tests/Support"),
        .testTarget(name: "OrderedJSONTests", dependencies: ["OrderedJSON", "TestSupport"]),
        .testTarget(
            name: "StarletteResponsesTests",
            dependencies: ["ASGI", "Locking", "OrderedJSON", "StarletteResponses", "TestSupport"]
        ),
        .testTarget(
            name: "ConformanceKitTests",
            dependencies: [
                "AdapterDoctor", "AdapterProtocol", "AdapterSessions", "ConformanceKit", "Explaining", "Fuzzing", "Judging",
                "Locking", "OrderedJSON", "ReferenceAdapter", "Reports", "Runs", "TestSupport", "TextFormats",
                "VectorSuites", "conformance-run", "reference-adapter", "reference-runs", "test-adapter",
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
    // A case is one task from its beginning to its end: nothing in it has a reason to look for another executor.
    if ["ReferenceAdapter", "reference-adapter"].contains(target.name) {
        settings.append(.enableUpcomingFeature("NonisolatedNonsendingByDefault"))
    }
    target.swiftSettings = settings
}
