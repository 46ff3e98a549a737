/* Reads images by semihosting, row by row, and writes their logits: for Cortex-M and RV32 without an operating system. */
#include "digit.h"

extern uint8_t bss_begin[], bss_end[], stack_top[];

enum { SYS_OPEN = 1, SYS_WRITE = 5, SYS_READ = 6, SYS_EXIT = 0x18, APPLICATION_EXIT = 0x20026 };

static long host(long operation, const void *arguments)
{
#ifdef __riscv
    register long a0 __asm__("a0") = operation;
    register const void *a1 __asm__("a1") = arguments;
    __asm__ volatile(".option push\n.option norvc\n.balign 16\nslli x0, x0, 0x1f\nebreak\nsrai x0, x0, 7\n.option pop"
                     : "+r"(a0) : "r"(a1) : "memory");
    return a0;
#else
    register long r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
#endif
}

static long open_file(const char *name, long length, long mode)
{
    const long arguments[] = { (long)name, mode, length };
    return host(SYS_OPEN, arguments);
}

static long transfer(long operation, long file, const void *bytes, long count)
{
    const long arguments[] = { file, (long)bytes, count };
    return host(operation, arguments);
}

#ifdef __riscv
static uint32_t counter(void)
{
    uint32_t count;
    __asm__ volatile("rdinstret %0" : "=r"(count));
    return count;
}
#else
/* SysTick counts down, 24 bits. */
#define SYSTICK ((volatile uint32_t *)0xe000e010)
static uint32_t counter(void) { return (0xffffff - SYSTICK[2]) & 0xffffff; }
#endif

static uint32_t counted;

static void measured_row(const uint8_t *pixels)
{
    const uint32_t before = counter();
    digit_row(pixels);
#ifdef __riscv
    counted += counter() - before;
#else
    counted += (counter() - before) & 0xffffff;
#endif
}

int main(void)
{
    const long images = open_file("images.bin", 10, 1), results = open_file("logits.bin", 10, 5);
    uint8_t row[DIGIT_COLUMNS];
    digit_logit logits[DIGIT_LOGITS];
#ifndef __riscv
    SYSTICK[1] = 0xffffff;
    SYSTICK[2] = 0;
    SYSTICK[0] = 5;
#endif
    for (int y = 0; transfer(SYS_READ, images, row, sizeof row) == 0;) {
        if (y == 0)
            digit_begin();
        measured_row(row);
        if (++y == DIGIT_ROWS) {
            y = 0;
            digit_end(logits);
            transfer(SYS_WRITE, results, logits, sizeof logits);
        }
    }

    /* What was painted at the start and is still there was never used. */
    const uint8_t *used = bss_end;
    while (*used == 0xa5)
        used++;
    const uint32_t figures[] = { counted, (uint32_t)(stack_top - used) };
    transfer(SYS_WRITE, open_file("figures.bin", 11, 5), figures, sizeof figures);
    host(SYS_EXIT, (const void *)APPLICATION_EXIT);
    return 0;
}

__attribute__((noreturn, used)) void start(void)
{
    volatile uint8_t *byte;
    for (byte = bss_begin; byte < bss_end; byte++)
        *byte = 0;
    for (; byte < (volatile uint8_t *)__builtin_frame_address(0) - 64; byte++)
        *byte = 0xa5;
    main();
    for (;;) {
    }
}

#ifdef __riscv
__asm__(".section .entry, \"ax\"\n.globl entry\nentry:\nla sp, stack_top\nj start\n");
#else
__attribute__((section(".entry"), used)) static const void *const vectors[] = { stack_top, (const void *)start };
#endif
