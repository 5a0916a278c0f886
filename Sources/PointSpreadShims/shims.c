#define _GNU_SOURCE
#include "pointspread_shims.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#endif

int pointspread_processor_level(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return __builtin_cpu_supports("avx512vnni") ? 5 : 4;
    if (__builtin_cpu_supports("x86-64-v3")) return 3;
#endif
    return 1;
}

enum { huge_page = 2 << 20 };

void *pointspread_allocate(size_t byte_count, size_t alignment) {
    void *base = NULL;
    // A block of no bytes has an address too, so that a null pointer always means that memory is short.
    if (byte_count > PTRDIFF_MAX) return NULL;
    if (posix_memalign(&base, alignment, byte_count > 0 ? byte_count : 1) != 0) return NULL;
#ifdef MADV_HUGEPAGE
    if (alignment >= huge_page) madvise(base, byte_count, MADV_HUGEPAGE);
#endif
    return base;
}

void pointspread_free(void *base) { free(base); }

void *pointspread_map(int descriptor, size_t byte_count) {
    void *base = mmap(NULL, byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, descriptor, 0);
    return base == MAP_FAILED ? NULL : base;
}

void pointspread_unmap(void *base, size_t byte_count) { munmap(base, byte_count); }

struct call {
    void (*body)(void *);
    void *context;
};

static void *run_call(void *argument) {
    struct call *call = argument;
    call->body(call->context);
    return NULL;
}

// A thread that takes no signals: they are for the threads of the program, not for ours.
static int start_quietly(pthread_t *thread, void *(*body)(void *), void *argument) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failure = pthread_create(thread, NULL, body, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failure;
}

static void *run_and_free_call(void *argument) {
    struct call call = *(struct call *)argument;
    free(argument);
    call.body(call.context);
    return NULL;
}

int pointspread_start_thread(void (*body)(void *), void *context) {
    struct call *call = malloc(sizeof *call);
    if (call == NULL) return ENOMEM;
    *call = (struct call){body, context};
    pthread_t thread;
    int failure = start_quietly(&thread, run_and_free_call, call);
    if (failure == 0) pthread_detach(thread);
    else free(call);
    return failure;
}

struct pointspread_thread {
    struct call call;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t returned;
    int has_returned;
};

static void *run_thread(void *argument) {
    pointspread_thread *thread = argument;
    run_call(&thread->call);
    pthread_mutex_lock(&thread->mutex);
    thread->has_returned = 1;
    pthread_cond_broadcast(&thread->returned);
    pthread_mutex_unlock(&thread->mutex);
    return NULL;
}

pointspread_thread *pointspread_thread_start(void (*body)(void *), void *context) {
    pointspread_thread *thread = calloc(1, sizeof *thread);
    if (thread == NULL) return NULL;
    thread->call = (struct call){body, context};
    pthread_mutex_init(&thread->mutex, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
#ifdef __linux__
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
    pthread_cond_init(&thread->returned, &attributes);
    pthread_condattr_destroy(&attributes);
    if (start_quietly(&thread->thread, run_thread, thread) == 0) return thread;
    pthread_cond_destroy(&thread->returned);
    pthread_mutex_destroy(&thread->mutex);
    free(thread);
    return NULL;
}

int pointspread_thread_wait(pointspread_thread *thread, int milliseconds) {
    struct timespec end;
#ifdef __linux__
    clock_gettime(CLOCK_MONOTONIC, &end);
#else
    clock_gettime(CLOCK_REALTIME, &end);
#endif
    long nanoseconds = end.tv_nsec + milliseconds % 1000 * 1000000L;
    end.tv_sec += milliseconds / 1000 + nanoseconds / 1000000000;
    end.tv_nsec = nanoseconds % 1000000000;
    pthread_mutex_lock(&thread->mutex);
    while (!thread->has_returned && pthread_cond_timedwait(&thread->returned, &thread->mutex, &end) != ETIMEDOUT) {
    }
    int has_returned = thread->has_returned;
    pthread_mutex_unlock(&thread->mutex);
    return has_returned;
}

void pointspread_thread_join(pointspread_thread *thread) {
    pthread_join(thread->thread, NULL);
    pthread_cond_destroy(&thread->returned);
    pthread_mutex_destroy(&thread->mutex);
    free(thread);
}

static _Thread_local char kept_text[2048];

void pointspread_keep_text(const char *text) {
    size_t count = strnlen(text, sizeof kept_text - 1);
    // A cut text ends with a whole character.
    if (text[count] != 0) {
        while (count > 0 && (text[count] & 0xC0) == 0x80) count--;
    }
    memcpy(kept_text, text, count);
    kept_text[count] = 0;
}

const char *pointspread_kept_text(void) { return kept_text; }

int pointspread_available_processors(void) {
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}
