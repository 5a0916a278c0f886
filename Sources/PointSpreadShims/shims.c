#define _GNU_SOURCE
#include "pointspread_shims.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#endif

int pointspread_processor_level(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return 4;
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

void pointspread_run_on_threads(int count, void (*body)(void *), void *context) {
    enum { most = 1024 };
    pthread_t threads[most];
    struct call call = {body, context};
    int started = 0;
    while (started < count && started < most && pthread_create(&threads[started], NULL, run_call, &call) == 0) started++;
    body(context);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

int pointspread_available_processors(void) {
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}
