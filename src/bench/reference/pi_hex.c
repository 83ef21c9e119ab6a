/*
 * Hexadecimal digits of pi from any position on, by the digit extraction of Bailey, Borwein and Plouffe, on one thread.
 *
 *   pi_hex <position> <count>     position from 1, the first digit after the point; count from 1 to 16
 *
 * Prints lines "digits <hex>" and "total <seconds>". Build: gcc -O3 -march=native -o pi_hex pi_hex.c
 *
 * With d = position - 1 and X(m) = 2^(4(d-k)-1) mod m, the digits are the fraction of
 *
 *   sum over k of  8 X(8k+1)/(8k+1) - X(2k+1)/(2k+1) - 2 X(8k+5)/(8k+5) - X(4k+3)/(4k+3)     while k < d,
 *
 * so that all four moduli are odd and share one exponent; the few terms from d on are plain divisions. The powers are
 * squared in Montgomery's form with R = 2^64. Since R is itself a power of two, nothing is ever converted: a reduction
 * only takes 64 off the exponent. The quotient that the last two reductions find on the way is the fraction's 128 bits.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef unsigned __int128 u128;

static const uint64_t FARTHEST = 1000000000000; /* 8k+5 stays below 2^43, far from where the lazy steps overflow */

static inline uint64_t high(uint64_t a, uint64_t b) {
    return (uint64_t) ((u128) a * b >> 64);
}

/* The inverse of an odd m modulo 2^64, by Newton's iteration from 5 right bits. */
static inline uint64_t inverse(uint64_t m) {
    uint64_t x = (3 * m) ^ 2;
    for (int i = 0; i < 4; i++) {
        x *= 2 - m * x;
    }
    return x;
}

/* x^2 / 2^64 mod m, doubled if told so; x and the result are below 4m, not below m. */
static inline uint64_t step(uint64_t x, uint64_t m, uint64_t inv, int bit) {
    u128 square = (u128) x * x;
    uint64_t q = (uint64_t) square * inv;
    return ((uint64_t) (square >> 64) + m - high(q, m)) << bit;
}

/* The first 128 bits of x / m, given x 2^128 mod m up to a multiple of m. */
static inline u128 fraction(uint64_t x, uint64_t m, uint64_t inv) {
    uint64_t r = x % m;
    uint64_t low = -r * inv;
    r = high(low, m) + (r != 0);
    uint64_t top = -r * inv;
    return ((u128) top << 64) | low;
}

static u128 term(uint64_t k, uint64_t exponent) {
    const uint64_t m[4] = {8 * k + 1, 2 * k + 1, 8 * k + 5, 4 * k + 3};
    uint64_t inv[4], x[4];
    /* A step turns 2^(64+f) into 2^(64+2f); x is to be 2^(exponent+128). The first bits of f are a shift. */
    uint64_t f = exponent + 64;
    int bits = 64 - __builtin_clzll(f);
    int left = bits > 3 ? bits - 3 : 0;
    for (int j = 0; j < 4; j++) {
        inv[j] = inverse(m[j]);
        x[j] = (-m[j] % m[j]) << (f >> left);
    }
    while (left-- > 0) {
        int bit = (f >> left) & 1;
        for (int j = 0; j < 4; j++) {
            x[j] = step(x[j], m[j], inv[j], bit);
        }
    }
    return 8 * fraction(x[0], m[0], inv[0]) - fraction(x[1], m[1], inv[1]) - 2 * fraction(x[2], m[2], inv[2])
            - fraction(x[3], m[3], inv[3]);
}

static u128 tail(uint64_t d) {
    u128 sum = 0;
    const u128 one = ~(u128) 0;
    for (uint64_t k = d; k < d + 32; k++) {
        int shift = (int) (4 * (k - d));
        sum += ((one / (8 * k + 1)) >> shift) * 4 - ((one / (8 * k + 4)) >> shift) * 2 - ((one / (8 * k + 5)) >> shift)
                - ((one / (8 * k + 6)) >> shift);
    }
    return sum;
}

int main(int argc, char **argv) {
    uint64_t position = argc == 3 ? strtoull(argv[1], NULL, 10) : 0;
    int count = argc == 3 ? atoi(argv[2]) : 0;
    if (position < 1 || position > FARTHEST || count < 1 || count > 16) {
        fprintf(stderr, "usage: pi_hex <position from 1 to 10^12> <count from 1 to 16>\n");
        return 2;
    }
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    uint64_t d = position - 1;
    u128 sum = tail(d);
    for (uint64_t k = 0; k < d; k++) {
        sum += term(k, 4 * (d - k) - 1);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    char digits[17];
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long) (sum >> 64));
    printf("digits %.*s\n", count, digits);
    printf("total %.6f\n", (double) (to.tv_sec - from.tv_sec) + 1e-9 * (double) (to.tv_nsec - from.tv_nsec));
    return 0;
}
