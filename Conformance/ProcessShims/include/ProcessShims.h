/// C functions and macros for child processes and signals that the Glibc module lacks.

#ifndef PROCESS_SHIMS_H
#define PROCESS_SHIMS_H

#include <spawn.h>
#include <stdbool.h>
#include <sys/types.h>

/// pipe2(2) with O_CLOEXEC: the descriptors do not leak into children that other threads start.
int process_pipe(int descriptors[2]);

/// Makes a descriptor non-blocking.
int process_set_nonblocking(int descriptor);

/// posix_spawnp(3) of a child in a process group of its own, with these as its standard input, output and error, no other
/// descriptor open, and every signal as a new program expects it. It starts in the folder, unless that is NULL, and a program's
/// path that is relative starts there, too. Its environment is this process's with `TZ` as the time zone. Returns an errno, 0 for success.
int process_spawn(pid_t *pid, const char *program, char *const arguments[], const char *folder, const char *time_zone, const int standard[3]);

/// How many descriptors another process has open, -1 where the system doesn't say.
int process_open_descriptors(pid_t pid);

/// Whether a child has ended, without reaping it; its exit status, or the signal that ended it. A status of -1 is not known.
bool process_has_ended(pid_t pid, int *code, bool *signaled);

/// Makes this process fit to start others: standard descriptors that are closed are opened so that they are of no use, SIGPIPE is
/// ignored, SIGCHLD not, and SIGINT, SIGTERM and SIGHUP wait for `process_next_signal`, unless they are ignored. Call it first of all.
void process_prepare(void);

/// Waits for one of the signals that `process_prepare` holds back, and takes it.
int process_next_signal(void);

/// Starts a process that does nothing until the descriptor is closed, be it by the end of this process, and then kills the process
/// groups whose numbers were written to it as `pid_t` and not written again negated. Returns its number, -1 for failure.
pid_t process_start_guard(int *descriptor);

#endif
