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
/// descriptor open, and every signal as a new program expects it. Returns an errno, 0 for success.
int process_spawn(pid_t *pid, const char *program, char *const arguments[], const int standard[3]);

/// Whether a child has ended, without reaping it; its exit status, or the signal that ended it.
bool process_has_ended(pid_t pid, int *code, bool *signaled);

/// Blocks SIGINT, SIGTERM and SIGHUP in this thread and those it starts, ignores SIGPIPE, and returns a signalfd(2) that
/// becomes readable when one of the three arrives.
int process_signal_descriptor(void);

#endif
