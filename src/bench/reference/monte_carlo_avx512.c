/*
 * Pi by random points in the quarter disc, in vectors of eight 64-bit lanes, on so many threads.
 *
 *   monte_carlo_avx512 <samples> <threads> [seed]
 *
 * Prints lines "estimate <pi>" and "total <seconds>", the start of the threads included.
 * Build: gcc -O3 -march=native -pthread -o monte_carlo_avx512 monte_carlo_avx512.c
 *
 * The generator is xoshiro256+ (D. Blackman, S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47,
 * 2021), seeded lane by lane from SplitMix64. One output is a point: its upper and its middle 31 bits are the
 * coordinates. Several generators at a time hide each other's latency.
 */
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STREAMS = 3, LANES = 8, MOST_THREADS = 256 };

typedef struct {
    __m512i s0, s1, s2, s3;
} generator;

typedef struct {
    uint64_t samples, seed, inside;
} part;

static uint64_t split_mix(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static __m512i seeded(uint64_t *state) {
    uint64_t lanes[LANES];
    for (int i = 0; i < LANES; i++) {
        lanes[i] = split_mix(state);
    }
    return _mm512_loadu_si512(lanes);
}

static inline __m512i next(generator *g) {
    __m512i result = _mm512_add_epi64(g->s0, g->s3);
    __m512i t = _mm512_slli_epi64(g->s1, 17);
    g->s2 = _mm512_xor_si512(g->s2, g->s0);
    g->s3 = _mm512_xor_si512(g->s3, g->s1);
    g->s1 = _mm512_xor_si512(g->s1, g->s2);
    g->s0 = _mm512_xor_si512(g->s0, g->s3);
    g->s2 = _mm512_xor_si512(g->s2, t);
    g->s3 = _mm512_rol_epi64(g->s3, 45);
    return result;
}

/* 1 in each lane whose point is outside: bit 62 of x^2 + y^2, where a unit is 2^31. */
static inline __m512i outside(__m512i bits) {
    __m512i x = _mm512_srli_epi64(bits, 33);
    __m512i y = _mm512_srli_epi32(bits, 1);
    __m512i sum = _mm512_add_epi64(_mm512_mul_epu32(x, x), _mm512_mul_epu32(y, y));
    return _mm512_srli_epi64(sum, 62);
}

static void *count(void *argument) {
    part *p = argument;
    uint64_t state = p->seed;
    generator g[STREAMS];
    __m512i out[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
        g[i] = (generator){seeded(&state), seeded(&state), seeded(&state), seeded(&state)};
        out[i] = _mm512_setzero_si512();
    }
    uint64_t rounds = p->samples / (STREAMS * LANES);
    for (uint64_t r = 0; r < rounds; r++) {
#pragma GCC unroll 3
        for (int i = 0; i < STREAMS; i++) {
            out[i] = _mm512_add_epi64(out[i], outside(next(&g[i])));
        }
    }
    uint64_t left = p->samples - rounds * (STREAMS * LANES);
    uint64_t outsiders = 0;
    for (int i = 0; i < STREAMS; i++) {
        outsiders += (uint64_t) _mm512_reduce_add_epi64(out[i]);
    }
    for (; left > 0; left -= left < LANES ? left : LANES) {
        __m512i rest = outside(next(&g[0]));
        outsiders += (uint64_t) _mm512_mask_reduce_add_epi64(left < LANES ? (__mmask8) ((1u << left) - 1) : 0xff, rest);
    }
    p->inside = p->samples - outsiders;
    return NULL;
}

int main(int argc, char **argv) {
    uint64_t samples = argc >= 3 ? strtoull(argv[1], NULL, 10) : 0;
    int threads = argc >= 3 ? atoi(argv[2]) : 0;
    uint64_t seed = argc >= 4 ? strtoull(argv[3], NULL, 10) : 42;
    if (samples < 1 || threads < 1 || threads > MOST_THREADS) {
        fprintf(stderr, "usage: monte_carlo_avx512 <samples> <threads from 1 to %d> [seed]\n", MOST_THREADS);
        return 2;
    }
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    pthread_t running[MOST_THREADS];
    part parts[MOST_THREADS];
    for (int i = 0; i < threads; i++) {
        uint64_t share = samples / (uint64_t) threads + ((uint64_t) i < samples % (uint64_t) threads);
        parts[i] = (part){share, split_mix(&seed), 0};
        if (pthread_create(&running[i], NULL, count, &parts[i]) != 0) {
            fprintf(stderr, "a thread cannot be started\n");
            return 1;
        }
    }
    uint64_t inside = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(running[i], NULL);
        inside += parts[i].inside;
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("estimate %.12f\n", 4.0 * (double) inside / (double) samples);
    printf("total %.6f\n", (double) (to.tv_sec - from.tv_sec) + 1e-9 * (double) (to.tv_nsec - from.tv_nsec));
    return 0;
}
