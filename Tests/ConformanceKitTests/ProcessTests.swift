import Foundation
import Testing

/// The runner as a process among others: signals, outputs that take nothing, and what it leaves behind.
@Suite struct ProcessTests {
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
            mkfifo "$TMPDIR/go"
            env --ignore-signal=HUP "$RUNNER" --vectors "$VECTORS" --start-timeout 60 --adapter sh -- \
                -c 'echo started > "$PIPE"; read go < "$TMPDIR/go"; exec "$ADAPTER" writes-crlf' &
            read started < "$PIPE"; kill -HUP $!; echo > "$TMPDIR/go"; wait $!; status=$?; rm "$TMPDIR/go"; exit $status
            """
        )
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.lastLine.hasPrefix("5 passed"), "\(ending)")
    }

    @Test(arguments: ["INT", "TERM", "HUP"])
    func `a signal ends the run in good order`(signal: String) async throws {
        let ending = try await Program.shell(
            """
            env --default-signal=\(signal) "$RUNNER" --vectors "$VECTORS" --timeout 600 --adapter "$ADAPTER" -- hangs-on-cases "$PIPE" &
            read case < "$PIPE"; kill -\(signal) $!; wait $!
            """
        )
        #expect(ending.status == 130)
        #expect(ending.output.contains("5 not run: the run was interrupted"))
        #expect(
            ending.lastLine.hasPrefix(
                "0 passed, 0 failed, 0 errored, 0 deviate, 0 unsupported, 5 not run, 5 planned; "
            )
        )
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
    }

    @Test func `a second signal ends the runner at once, and nothing of it is left`() async throws {
        // The sleep in the adapter stands for a child that lives on, and is killed with it.
        let ending = try await Program.shell(
            """
            cat > "$TMPDIR/adapter" <<'END'
            trap '' INT TERM
            read hello
            echo '{"op":"hello","protocol":1,"implementation":{"name":"x"},"classes":["starlette.Response"]}'
            read case
            echo "has a case" > "$PIPE"
            while true; do sleep 100; done
            END
            env --default-signal=INT --default-signal=TERM \
                "$RUNNER" --vectors "$VECTORS" --timeout 600 --adapter /bin/sh -- "$TMPDIR/adapter" &
            read case < "$PIPE"
            kill -INT $!; kill -TERM $!; wait $!; status=$?; rm "$TMPDIR/adapter"; exit $status
            """
        )
        #expect(ending.status == 130, "\(ending)")
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
    }

    @Test func `a run whose output nobody takes can be stopped`() async throws {
        // The runner writes its first line when it has read the hello. The signal finds it waiting for a reader, or just before that.
        let ending = try await Program.shell(
            """
            mkfifo "$TMPDIR/output"
            exec 3<> "$TMPDIR/output"
            dd if=/dev/zero of="$TMPDIR/output" oflag=nonblock conv=notrunc bs=4096 status=none 2> /dev/null
            cat > "$TMPDIR/adapter" <<'END'
            read hello
            echo '{"op":"hello","protocol":1,"implementation":{"name":"x"},"classes":["starlette.Response"]}'
            echo "said its hello" > "$PIPE"
            read case
            END
            env --default-signal=INT "$RUNNER" --vectors "$VECTORS" --adapter /bin/sh -- "$TMPDIR/adapter" >&3 &
            read hello < "$PIPE"; kill -INT $!; wait $!; status=$?
            rm "$TMPDIR/output" "$TMPDIR/adapter"; exit $status
            """
        )
        #expect(ending.status == 130, "\(ending)")
        #expect(ending.leftFiles.isEmpty && ending.leftProcesses.isEmpty, "\(ending)")
    }

    @Test func `when the runner is killed its adapters are too, and the next run removes its folder`() async throws {
        // The pipe ends when the adapter does.
        let ending = try await Program.shell(
            """
            "$RUNNER" --vectors "$VECTORS" --timeout 600 --adapter "$ADAPTER" -- hangs-on-cases "$PIPE" > /dev/null & runner=$!
            exec 3< "$PIPE"
            read case <&3; kill -9 $runner; wait $runner; cat <&3
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
            "$RUNNER" --vectors "$VECTORS" --timeout 600 --adapter "$ADAPTER" -- hangs-on-cases "$PIPE" > /dev/null & runner=$!
            read case < "$PIPE"
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
