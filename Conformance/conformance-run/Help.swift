/// The text of `--help`, at most 79 columns wide.
enum Help {
    static let text = """
        usage: conformance-run [options] [--adapter PROGRAM [-- ARGUMENT...]]

        Checks an implementation of Starlette's response classes against the vectors
        in this binary. Without --adapter it checks the port of the conformance.json
        in the current folder or the nearest parent that has one.

          --adapter PROGRAM     the implementation under test, as an adapter (below);
                                what follows -- are its arguments
          --reference           check the built-in Swift reference
          --run PATTERN         only these vectors: a name, a suite or folder of them,
                                * for any characters but /, ** for any; @FILE for the
                                patterns of a file, one a line (repeatable)
          --skip PATTERN        not these, likewise
          --class CLASS         only vectors of this class (repeatable)
          --feature FEATURE     only vectors that need this feature (repeatable)
          --basis documented    only what a document says; observed, or all (default)
          --shard N/M           only the Nth of M parts; new vectors move no others
          --list                print the names of the selected vectors, run nothing
          --compare semantic    free are the order of headers of different names and
                                of cookie attributes, and chunk boundaries (default)
          --compare exact       byte for byte what the real project sends
          --target PROJECT=RELEASE   judge by what this release does, for example
                                starlette=0.37.2, whatever the adapter says of its
                                target (repeatable)
          --timeout SECONDS     how long a case may take (5)
          --start-timeout SECONDS   how long the adapter may take to start (30)
          --in-flight N         at most N cases at once on an adapter (as many as it
                                asks for)
          --jobs N              run N adapters at once (1)
          --max-restarts N      new starts after crashes and hangs (10)
          --max-failures N      end after N failures, which are not run again
          --fail-fast           end at the first failure: --max-failures 1
          --repeat N            run all N times
          --shuffle SEED        in another order, the same for the same seed
          --require NAME        fail unless the adapter claims this class or feature,
                                or all that the vectors need (repeatable)
          --known-failures FILE   failures that are let be, with their reasons: a list
                                that is stale fails
          --update-known-failures   write the list as it holds now, keeping reasons
          --config FILE         use this conformance.json; its adapter starts in its
                                folder, unless --adapter or --reference is given.
                                Without this option and those two, the runner looks
                                in the current folder and its parents, up to the
                                repository root, and not at other users' files
          --trace [FILE]        show all that crosses the wire, on standard error or in
                                a file; long lines are cut unless --trace-full
          --report KIND=FILE    write a report too: json, junit, tap, html, sarif,
                                markdown or badge (repeatable)
          --color WHEN          auto (default), always or never; NO_COLOR is never
          --quiet, --verbose    the last line alone, and why the status isn't 0;
                                every vector and every cause
          --vectors DIR         use the vectors of a folder
          --help, --version

        conformance-run report FILE.json... [--report KIND=FILE] [--html FILE]
                                make reports of runs that are over, from their JSON
                                ones; html shows several beside each other
        conformance-run diff OLD.json NEW.json
                                what became better and worse from run to run; a
                                regression is exit status 1
        conformance-run explain VECTOR
                                where it follows from, why it matters, the input in
                                Python and as the adapter gets it, what must come
        conformance-run list [--json] [options that select]
                                the vectors, with the options that select above
        conformance-run doctor [--adapter PROGRAM [-- ARGUMENT...]]
                                talk to an adapter step by step, and say what is wrong
                                with it and how to mend it
        conformance-run replay VECTOR [--adapter PROGRAM [-- ARGUMENT...]]
                                run one vector with everything shown, and print a
                                shell line that does so without the runner;
                                --keep-files DIR keeps the vector's files there
        conformance-run compare [--adapter PROGRAM] [options] [-- ARGUMENT...]
                                send the vectors' cases to the reference and to the
                                adapter, and show where the two differ, in exact
                                unless told otherwise; vectors need no 'expect'
        conformance-run fuzz [--adapter PROGRAM] [options] [-- ARGUMENT...]
                                send generated cases to the reference and to the
                                adapter, and show each kind of difference once, with
                                the smallest case that has it
          --seed N              the cases that a number determines (at random)
          --cases N, --for 60s  how many (20000), or for how long
          --case N              only this one of the seed
          --class NAME          only cases of this class (repeatable)
          --save DIR            add what is found to a folder of vectors, which
                                --vectors runs again
          --max-findings N      end after so many kinds of differences (20)
          --compare, --jobs, --in-flight, --max-restarts (50), --timeout as above
        conformance-run init --adapter PROGRAM [-- ARGUMENT...]
        conformance-run init --starter python|javascript
                                write conformance.json after a trial run: the adapter,
                                what it claims and what fails; with --starter write an
                                adapter to begin with, too
        conformance-run record --adapter PROGRAM FILE... [-- ARGUMENT...]
                                write what the real project sends as the 'expect' of
                                vectors that have none
        conformance-run fmt [--check] FILE...
                                write suite files in their canonical form
        conformance-run lint [--add-ids] [--vectors DIR]
                                check that no published id is gone, that ids.txt has
                                every id, and that no two vectors contradict each
                                other; with --add-ids write new ids into it

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
