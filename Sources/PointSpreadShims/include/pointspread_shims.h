// What Swift cannot say by itself: the processor's level, aligned and mapped memory and what of it is wanted soon, threads and
// what is theirs alone.
#pragma once
#pragma STDC FP_CONTRACT OFF

#include <stddef.h>
#include <stdint.h>

// The highest of our code generation levels that this processor runs: 1 baseline, 3 AVX2 and FMA, 4 AVX-512,
// 5 AVX-512 with VNNI.
int pointspread_processor_level(void);

// Memory at a multiple of `alignment`, or a null pointer. Blocks aligned to 2 MB or more ask for huge pages.
void *_Nullable pointspread_allocate(size_t byte_count, size_t alignment);
void pointspread_free(void *_Nonnull base);

// A private copy-on-write mapping of the first `byte_count` bytes of a file, or a null pointer.
void *_Nullable pointspread_map(int descriptor, size_t byte_count);
void pointspread_unmap(void *_Nonnull base, size_t byte_count);

// Starts a thread that takes no signals and is waited for by no one. Returns 0, or an error number.
int pointspread_start_thread(void (*_Nonnull body)(void *_Nonnull), void *_Nonnull context);

// Tells the processor that this thread is waiting for another.
static inline void pointspread_relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// Asks for the lines of the cache that some memory lies in, which is wanted soon; the memory may be anything.
static inline void pointspread_ask(const void *_Nonnull first, ptrdiff_t byte_count) {
    const uintptr_t line = 64, end = (uintptr_t)first + (uintptr_t)byte_count;
    for (uintptr_t address = (uintptr_t)first & ~(line - 1); address < end; address += line)
        __builtin_prefetch((const void *)address, 0, 3);
}

// A call that runs on a thread of its own, or a null pointer where the system has no thread left.
typedef struct pointspread_thread pointspread_thread;
pointspread_thread *_Nullable pointspread_thread_start(void (*_Nonnull body)(void *_Nonnull), void *_Nonnull context);

// Waits for the call to return, but no longer than so many milliseconds: 1 once it has returned, 0 while it runs.
int pointspread_thread_wait(pointspread_thread *_Nonnull thread, int milliseconds);

// Waits for the call to return, and gives the thread back.
void pointspread_thread_join(pointspread_thread *_Nonnull thread);

// Keeps the beginning of a text for this thread, until it keeps another one; at first the text is empty.
void pointspread_keep_text(const char *_Nonnull text);
const char *_Nonnull pointspread_kept_text(void);

// How many processors this process may use, by its affinity.
int pointspread_available_processors(void);
