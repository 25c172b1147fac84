/// The text of `--help`, at most 79 columns wide.
enum Help {
    static let text = """
        usage: conformance-run [options] [--adapter PROGRAM [-- ARGUMENT...]]

        Checks an implementation of Starlette's response classes against the vectors
        in this binary. Without --adapter it checks the built-in Swift reference.

          --adapter PROGRAM     the implementation under test, as an adapter (below);
                                what follows -- are its arguments
          --run PATTERN         only these vectors: a name, a suite or folder of them,
                                * for any characters but /, ** for any (repeatable)
          --skip PATTERN        not these (repeatable)
          --list                print the names of the selected vectors, run nothing
          --compare semantic    free are the order of headers of different names and
                                of cookie attributes, and chunk boundaries (default)
          --compare exact       byte for byte what the real project sends
          --timeout SECONDS     how long a case may take (5)
          --start-timeout SECONDS   how long the adapter may take to start (30)
          --max-restarts N      new starts after crashes and hangs (10)
          --vectors DIR         use the vectors of a folder
          --help, --version

        conformance-run record --adapter PROGRAM FILE... [-- ARGUMENT...]
                                write what the real project sends as the 'expect' of
                                vectors that have none
        conformance-run fmt [--check] FILE...
                                write suite files in their canonical form

        exit status: 0 every vector that the adapter supports passes, 1 one does not,
          2 wrong usage or vectors, 3 the adapter does not start or speak the
          protocol, 4 nothing to judge, 130 interrupted

        An adapter is a program that reads one JSON object a line from its standard
        input and writes one a line to its standard output, flushed. It logs to
        standard error. In short:

          read {"op":"hello","protocol":1,...}
          write {"op":"hello","protocol":1,"implementation":{"name":"mine"},
                 "classes":["starlette.Response",...],"features":[...]}
          for each line {"op":"case","id":ID,"response":R,"actions":A,"calls":C}:
              response = construct the class R.class with R's other members
              do each action: set_cookie, delete_cookie, ...
              for each call: response(call.scope, receive, send), where send
                  appends {"send":MESSAGE} to the call's events
              write {"op":"result","id":ID,"construct":{"kind":"returned"},
                     "calls":[{"events":[...],"outcome":{"kind":"returned"}}]}
              what raises has the outcome {"kind":"raised","error":"encoding",...}
          at the end of input: exit 0

        Conformance/PROTOCOL.md has every message and a complete adapter, and
        Conformance/adapters/python/ a kit for ports in Python.

        """
}
