/// The text of `--help`, at most 79 columns wide.
enum Help {
    static var text: String {
        """
        usage: conformance-run [options] [--adapter PROGRAM [-- ARGUMENT...]]

        Checks an implementation of Starlette's response classes against the vectors
        in this binary. Without --adapter it checks the port of the conformance.json
        in the current folder or the nearest parent that has one.

        \(options(RunCommand.options))
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
        \(options(FuzzCommand.ownOptions))
          --class, --compare, --jobs, --in-flight, --max-restarts (50), --timeout as
                                above
        conformance-run init --adapter PROGRAM [-- ARGUMENT...]
        conformance-run init --starter python|javascript
                                write conformance.json after three trial runs: the
                                adapter, what it claims and how it differs; with
                                --starter write an adapter to begin with, too
        conformance-run upgrade [--config FILE]
                                move conformance.json to the newest edition of the
                                vectors, with rules to look into for what fails then
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
        Conformance/adapters/ has kits for ports in Python and JavaScript, which
        init --starter writes.

        """
    }

    private static let width = 79
    private static let indent = 24

    /// The options with their sentences, broken into lines.
    private static func options(_ options: [Option]) -> String {
        options.flatMap { option in
            option.forms.map { value, sentence in
                let head = "  " + (value.isEmpty ? option.name : "\(option.name) \(value)")
                var lines = [
                    head.count > indent - 2 ? head + "  " : head + String(repeating: " ", count: indent - 1 - head.count)
                ]
                for word in sentence.split(separator: " ") {
                    if lines[lines.count - 1].count + 1 + word.count > width {
                        lines.append(String(repeating: " ", count: indent - 1))
                    }
                    lines[lines.count - 1] += " " + word
                }
                return lines.joined(separator: "\n")
            }
        }.joined(separator: "\n")
    }
}
