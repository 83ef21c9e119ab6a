/*
 * Decimal digits of pi by the Chudnovsky series, summed by binary splitting, with GMP on one thread.
 *
 *   pi_gmp <digits> [file]     digits: significant ones, the leading 3 included; truncated
 *
 * Prints lines "series <s>", "root <s>", "division <s>", "conversion <s>" and "total <s>", in seconds, and writes
 * "3.14..." without a line's end to the file, after the clock has stopped. The last digits are not proven: 64 bits more
 * than they need are computed. Build: gcc -O2 -o pi_gmp pi_gmp.c -lgmp
 */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const double DIGITS_PER_TERM = 14.181647462725477;
static const double BITS_PER_DIGIT = 3.321928094887362;
static const unsigned long CUBE = 10939058860032000; /* 640320^3 / 24 */
enum { GUARD_BITS = 64 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static void term(mpz_t p, mpz_t q, mpz_t t, unsigned long k) {
    if (k == 0) {
        mpz_set_ui(p, 1);
        mpz_set_ui(q, 1);
    } else {
        mpz_set_ui(p, 6 * k - 5);
        mpz_mul_ui(p, p, 2 * k - 1);
        mpz_mul_ui(p, p, 6 * k - 1);
        mpz_neg(p, p);
        mpz_set_ui(q, k);
        mpz_mul_ui(q, q, k);
        mpz_mul_ui(q, q, k);
        mpz_mul_ui(q, q, CUBE);
    }
    mpz_mul_ui(t, p, 13591409 + 545140134 * k);
}

/* The sum of terms from (inclusive) to to (exclusive), t/q in units of the term before; p only where it is wanted. */
static void sum(mpz_t p, mpz_t q, mpz_t t, unsigned long from, unsigned long to, int want_p) {
    if (to - from == 1) {
        term(p, q, t, from);
        return;
    }
    unsigned long middle = from + (to - from) / 2;
    mpz_t p2, q2, t2;
    mpz_inits(p2, q2, t2, NULL);
    sum(p, q, t, from, middle, 1);
    sum(p2, q2, t2, middle, to, want_p);
    mpz_mul(t, t, q2);
    mpz_mul(t2, t2, p);
    mpz_add(t, t, t2);
    mpz_mul(q, q, q2);
    if (want_p) {
        mpz_mul(p, p, p2);
    }
    mpz_clears(p2, q2, t2, NULL);
}

int main(int argc, char **argv) {
    unsigned long digits = argc >= 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (digits < 1 || digits > 2000000000) {
        fprintf(stderr, "usage: pi_gmp <digits from 1 to 2000000000> [file]\n");
        return 2;
    }
    double start = now();
    mpz_t p, q, t, root;
    mpz_inits(p, q, t, root, NULL);
    sum(p, q, t, 0, (unsigned long) ((double) digits / DIGITS_PER_TERM) + 2, 0);
    mpz_clear(p);
    double series = now();
    unsigned long bits = (unsigned long) ((double) digits * BITS_PER_DIGIT) + GUARD_BITS;
    mpz_set_ui(root, 10005);
    mpz_mul_2exp(root, root, 2 * bits);
    mpz_sqrt(root, root);
    double rooted = now();
    /* Both have more bits than the result needs, all of about the same length. */
    size_t length = mpz_sizeinbase(q, 2);
    size_t surplus = length > bits ? length - bits : 0;
    mpz_tdiv_q_2exp(q, q, surplus);
    mpz_tdiv_q_2exp(t, t, surplus);
    mpz_mul(q, q, root);
    mpz_mul_ui(q, q, 426880);
    mpz_tdiv_q(q, q, t);
    double divided = now();
    /* Times 10^decimals / 2^bits. */
    unsigned long decimals = digits - 1;
    mpz_ui_pow_ui(t, 5, decimals);
    mpz_mul(q, q, t);
    mpz_tdiv_q_2exp(q, q, bits - decimals);
    char *text = mpz_get_str(NULL, 10, q);
    double end = now();
    printf("series %.6f\nroot %.6f\ndivision %.6f\nconversion %.6f\ntotal %.6f\n", series - start, rooted - series,
            divided - rooted, end - divided, end - start);
    if (argc >= 3) {
        FILE *file = fopen(argv[2], "w");
        if (file == NULL || fputc(text[0], file) == EOF || (digits > 1 && fprintf(file, ".%s", text + 1) < 0)
                || fclose(file) != 0) {
            perror(argv[2]);
            return 1;
        }
    }
    return 0;
}
