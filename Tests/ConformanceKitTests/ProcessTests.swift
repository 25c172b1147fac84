import Foundation
import Testing

/// The runner as a process among others: signals, outputs that take nothing, and what it leaves behind.
@Suite(.serialized) struct ProcessTests {
    @Test(arguments: ["", "--list", "--help"])
    func `an output that cannot be written is an error, with its reason`(option: String) async throws {
        let ending = try await Program.shell("\"$RUNNER\" --reference --vectors \"$VECTORS\" \(option) > /dev/full")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("standard output cannot be written: No space left on device"))
    }

    @Test func `standard output that is closed is an error, and closed standard error is none`() async throws {
        let noOutput = try await Program.shell("\"$RUNNER\" --reference --vectors \"$VECTORS\" >&-")
        #expect(noOutput.status == 2)
        #expect(noOutput.errors.contains("standard output cannot be written: Bad file descriptor"))
        let noErrors = try await Program.shell(
            "\"$RUNNER\" --vectors \"$VECTORS\" --adapter \"$ADAPTER\" -- writes-crlf 2>&- <&-"
        )
        #expect(noErrors.status == 0)
        #expect(noErrors.lastLine.hasPrefix("5 passed"))
    }

    @Test func `a reader that has gone changes nothing about the status`() async throws {
        let ending = try await Program.shell(
            "{ \"$RUNNER\" --vectors \"$VECTORS\" --adapter \"$ADAPTER\" -- constant; echo $? >&2; } | true"
        )
        #expect(ending.errors == "1\n")
    }

    @Test func `a parent that ignores SIGCHLD does not mislead the runner`() async throws {
        let ending = try await Program.shell(
            "env --ignore-signal=CHLD \"$RUNNER\" --vectors \"$VECTORS\" --max-restarts 0 --adapter \"$ADAPTER\" -- exits-on-cases"
        )
        #expect(ending.status == 1)
        #expect(ending.output.contains("the adapter exited with status 7 while it had this case"))
    }

    @Test func `a signal that is ignored stays so, as nohup wants it`() async throws {
        let ending = try await Program.shell(
            """
            env --ignore-signal=HUP "$RUNNER" --run response/content --adapter "$ADAPTER" -- answers-slowly &
            sleep 0.3; kill -HUP $!; wait $!
            """
        )
        #expect(ending.status == 0, "\(ending)")
    }

    @Test(arguments: ["INT", "TERM", "HUP"])
    func `a signal ends the run in good order`(signal: String) async throws {
        let ending = try await Program.shell(
            """
            env --default-signal=\(signal) "$RUNNER" --vectors "$VECTORS" --timeout 60 --adapter "$ADAPTER" -- hangs-on-cases &
            until ls "$TMPDIR" | grep -q conformance-run; do sleep 0.05; done
            sleep 0.3; kill -\(signal) $!; wait $!
            """
        )
        #expect(ending.status == 130)
        #expect(ending.output.contains("5 not run: the run was interrupted"))
        #expect(
            ending.lastLine.hasPrefix(
                "0 passed, 0 failed, 0 errored, 0 known failures, 0 unexpected passes, 0 unsupported, 5 not run, 5 planned; "
            )
        )
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
    }

    @Test func `a second signal ends the runner at once, and nothing of it is left`() async throws {
        let start = ContinuousClock.now
        let ending = try await Program.shell(
            """
            cat > "$TMPDIR/adapter" <<'END'
            trap '' INT TERM
            read hello
            echo '{"op":"hello","protocol":1,"implementation":{"name":"x"},"classes":["starlette.Response"]}'
            while true; do sleep 100; done
            END
            env --default-signal=INT --default-signal=TERM \
                "$RUNNER" --vectors "$VECTORS" --timeout 60 --adapter /bin/sh -- "$TMPDIR/adapter" &
            until ls "$TMPDIR" | grep -q conformance-run; do sleep 0.05; done
            sleep 0.3; kill -INT $!; kill -TERM $!; wait $!; status=$?; rm "$TMPDIR/adapter"; exit $status
            """
        )
        #expect(ending.status == 130)
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
        #expect(start.duration(to: .now) < .seconds(30))
    }

    @Test func `a run whose output nobody takes can be stopped`() async throws {
        let start = ContinuousClock.now
        let ending = try await Program.shell(
            """
            mkfifo "$TMPDIR/pipe"
            sleep 100 < "$TMPDIR/pipe" & reader=$!
            timeout 0.3 cat /dev/zero > "$TMPDIR/pipe"
            exec 3> "$TMPDIR/pipe"
            env --default-signal=INT "$RUNNER" --vectors "$VECTORS" --adapter "$ADAPTER" -- constant >&3 &
            sleep 1; kill -INT $!; wait $!; status=$?
            kill $reader; rm "$TMPDIR/pipe"; exit $status
            """
        )
        #expect(ending.status == 130, "\(ending)")
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
        #expect(start.duration(to: .now) < .seconds(60))
    }

    @Test func `when the runner is killed its adapters are too, and the next run removes its folder`() async throws {
        let ending = try await Program.shell(
            """
            "$RUNNER" --vectors "$VECTORS" --timeout 60 --adapter "$ADAPTER" -- hangs-on-cases "$TMPDIR" > /dev/null & runner=$!
            until ls "$TMPDIR" | grep -q "conformance-run-$runner-"; do sleep 0.05; done
            sleep 0.3; kill -9 $runner; wait $runner
            for turn in $(seq 50); do pgrep -f "$ADAPTER hangs-on-cases $TMPDIR" > "$TMPDIR/left" || break; sleep 0.1; done
            cat "$TMPDIR/left"; rm "$TMPDIR/left"
            ls "$TMPDIR" | sed "s/$runner-.*/PID/"
            "$RUNNER" --reference --vectors "$VECTORS" > "$TMPDIR/output"; rm "$TMPDIR/output"
            """
        )
        #expect(ending.output == "conformance-run-PID\n", "\(ending)")
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
    }

    @Test func `the folder of a run that goes on is left alone, and so is what is not a run's`() async throws {
        let ending = try await Program.shell(
            """
            mkdir "$TMPDIR/conformance-run-1" "$TMPDIR/conformance-run-x-abcdef"
            ln -s / "$TMPDIR/conformance-run-999999999-abcdef"
            "$RUNNER" --vectors "$VECTORS" --timeout 60 --adapter "$ADAPTER" -- hangs-on-cases > /dev/null & runner=$!
            until ls "$TMPDIR" | grep -q "conformance-run-$runner-"; do sleep 0.05; done
            "$RUNNER" --reference --vectors "$VECTORS" > /dev/null
            ls "$TMPDIR" | sed "s/$runner-.*/PID/"
            kill -TERM $runner; wait $runner
            rm -r "$TMPDIR"/conformance-run-*
            """
        )
        #expect(
            ending.output.split(separator: "\n").sorted() == [
                "conformance-run-1", "conformance-run-999999999-abcdef", "conformance-run-PID", "conformance-run-x-abcdef",
            ]
        )
    }

    @Test func `when the adapter is killed, that is its diagnosis`() async throws {
        let ending = try await Program.shell(
            """
            "$RUNNER" --vectors "$VECTORS" --max-restarts 0 --adapter sh -- -c \
                'read hello; printf %s\\\\n "{\\"op\\":\\"hello\\",\\"protocol\\":1,\\"implementation\\":{\\"name\\":\\"x\\"},\\"classes\\":[\\"starlette.Response\\"]}"; read case; kill -9 $$'
            """
        )
        #expect(ending.output.contains("the adapter was killed by signal 9 (Killed) while it had this case"), "\(ending)")
    }

    @Test func `arguments that are no UTF-8 reach the adapter as they are`() async throws {
        let ending = try await Program.shell(
            #"""
            "$RUNNER" --vectors "$VECTORS" --adapter sh -- -c 'printf %s "$1" | od -An -tx1 >&2; exit 3' x "$(printf 'a\377\351')"
            """#
        )
        #expect(ending.status == 3)
        #expect(ending.errors.contains(" 61 ff e9"), "\(ending)")
    }
}
