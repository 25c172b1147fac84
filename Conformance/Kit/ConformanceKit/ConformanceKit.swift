// The kit as one module, for a port in Swift that tests itself: `import ConformanceKit`.

@_exported public import AdapterSessions
@_exported public import Judging
@_exported public import Runs
@_exported public import VectorSuites
