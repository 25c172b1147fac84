#define _GNU_SOURCE
#include "ProcessShims.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int process_pipe(int descriptors[2]) { return pipe2(descriptors, O_CLOEXEC); }

int process_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
static const int ending_signal_count = sizeof ending_signals / sizeof *ending_signals;

/// Those of the ending signals that whoever started this program did not have ignored, as nohup(1) does.
static sigset_t heeded_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    for (int index = 0; index < ending_signal_count; index++) {
        struct sigaction action;
        if (sigaction(ending_signals[index], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&set, ending_signals[index]);
    }
    return set;
}

/// This process's environment with another time zone; the entries aren't copied. NULL if there is no memory.
static char **environment_in(char *zone_entry) {
    size_t count = 0, kept = 0;
    while (environ[count] != NULL) count++;
    char **copy = calloc(count + 2, sizeof *copy);
    if (copy == NULL) return NULL;
    for (size_t index = 0; index < count; index++)
        if (strncmp(environ[index], "TZ=", 3) != 0) copy[kept++] = environ[index];
    copy[kept] = zone_entry;
    return copy;
}

int process_open_descriptors(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *folder = opendir(path);
    if (folder == NULL) return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

int process_spawn(pid_t *pid, const char *program, char *const arguments[], const char *folder, const char *time_zone, const int standard[3]) {
    char zone_entry[128];
    snprintf(zone_entry, sizeof zone_entry, "TZ=%s", time_zone);
    char **environment = environment_in(zone_entry);
    if (environment == NULL) return ENOMEM;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults, mask;

    // Whoever starts a program writes to it, also when it has gone.
    signal(SIGPIPE, SIG_IGN);

    posix_spawn_file_actions_init(&actions);
    for (int descriptor = 0; descriptor < 3; descriptor++)
        posix_spawn_file_actions_adddup2(&actions, standard[descriptor], descriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (folder != NULL) posix_spawn_file_actions_addchdir_np(&actions, folder);

    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGCHLD);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    sigemptyset(&mask);
    posix_spawnattr_setsigmask(&attributes, &mask);

    int error = posix_spawnp(pid, program, &actions, &attributes, arguments, environment);
    free(environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

bool process_has_ended(pid_t pid, int *code, bool *signaled) {
    siginfo_t info = {0};
    int result;
    do result = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
    while (result < 0 && errno == EINTR);
    if (result < 0) {
        // Whoever ignores SIGCHLD has it reaped by the system, and nobody learns how it ended.
        *code = -1;
        *signaled = false;
        return errno == ECHILD;
    }
    if (info.si_pid != pid) return false;
    *code = info.si_status;
    *signaled = info.si_code != CLD_EXITED;
    return true;
}

void process_prepare(void) {
    // Opened the wrong way round, so that what is written there is an error still.
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0) open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    sigset_t set = heeded_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int process_next_signal(void) {
    sigset_t set = heeded_signals();
    int signal;
    return sigwait(&set, &signal) == 0 ? signal : 0;
}

static void guard(int input) {
    static pid_t groups[4096];
    const int limit = sizeof groups / sizeof *groups;
    int count = 0;
    pid_t message;
    sigset_t all;

    setsid();
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    dup2(input, 0);
    close_range(1, ~0U, 0);
    while (read(0, &message, sizeof message) == sizeof message) {
        if (message > 0 && count < limit) groups[count++] = message;
        for (int index = 0; message < 0 && index < count; index++)
            if (groups[index] == -message) groups[index] = groups[--count];
    }
    for (int index = 0; index < count; index++) killpg(groups[index], SIGKILL);
    _exit(0);
}

pid_t process_start_guard(int *descriptor) {
    int ends[2];
    if (process_pipe(ends) != 0) return -1;
    pid_t pid = fork();
    if (pid == 0) guard(ends[0]);
    close(ends[0]);
    if (pid < 0) close(ends[1]);
    *descriptor = ends[1];
    return pid;
}
