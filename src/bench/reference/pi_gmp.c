/*
 * Decimal digits of pi by Chudnovsky's series and GMP alone, on one thread: what the job type pi-digits is measured by.
 *
 *   gcc -O2 src/bench/reference/pi_gmp.c -o pi_gmp -lgmp
 *   ./pi_gmp 1000000 [file]
 *
 * The number is that of the decimals after the point. Prints the processor's seconds for each step and the last ten digits; writes
 * all digits into the file, if one is named.
 */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    mpz_t p, q, t;
} sum;

/* Of the processor, so that what else the machine does counts little. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

/* The sum of the terms from a to b - 1; p only if more terms follow. */
static void split(sum *s, unsigned long a, unsigned long b, int more) {
    mpz_inits(s->p, s->q, s->t, NULL);
    if (b - a == 1) {
        if (a == 0) {
            mpz_set_ui(s->p, 1);
            mpz_set_ui(s->q, 1);
        } else {
            mpz_set_ui(s->p, 6 * a - 5);
            mpz_mul_ui(s->p, s->p, 2 * a - 1);
            mpz_mul_ui(s->p, s->p, 6 * a - 1);
            mpz_neg(s->p, s->p);
            mpz_set_ui(s->q, 10939058860032000UL);
            mpz_mul_ui(s->q, s->q, a);
            mpz_mul_ui(s->q, s->q, a);
            mpz_mul_ui(s->q, s->q, a);
        }
        mpz_mul_ui(s->t, s->p, 13591409UL + 545140134UL * a);
        return;
    }
    unsigned long middle = a + (b - a) / 2;
    sum right;
    split(s, a, middle, 1);
    split(&right, middle, b, more);
    mpz_mul(s->t, s->t, right.q);
    mpz_mul(right.t, right.t, s->p);
    mpz_add(s->t, s->t, right.t);
    mpz_mul(s->q, s->q, right.q);
    if (more) {
        mpz_mul(s->p, s->p, right.p);
    }
    mpz_clears(right.p, right.q, right.t, NULL);
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: %s decimals [file]\n", arguments[0]);
        return 2;
    }
    unsigned long decimals = strtoul(arguments[1], NULL, 10);
    unsigned long bits = (unsigned long) (decimals * 3.3219280948873626) + 64;

    double start = now();
    sum s;
    split(&s, 0, bits / 47 + 2, 0);
    double series = now();

    mpz_t root;
    mpz_init_set_ui(root, 10005);
    mpz_mul_2exp(root, root, 2 * bits);
    mpz_sqrt(root, root);
    double rooted = now();

    /* pi times 2^bits, then times 10^decimals. */
    size_t surplus = mpz_sizeinbase(s.q, 2) > bits ? mpz_sizeinbase(s.q, 2) - bits : 0;
    mpz_fdiv_q_2exp(s.q, s.q, surplus);
    mpz_fdiv_q_2exp(s.t, s.t, surplus);
    mpz_mul(s.q, s.q, root);
    mpz_mul_ui(s.q, s.q, 426880);
    mpz_fdiv_q(s.q, s.q, s.t);
    double divided = now();

    mpz_ui_pow_ui(root, 5, decimals);
    mpz_mul(s.q, s.q, root);
    mpz_fdiv_q_2exp(s.q, s.q, bits - decimals);
    char *digits = mpz_get_str(NULL, 10, s.q);
    double converted = now();

    printf("series %.3f root %.3f division %.3f conversion %.3f total %.3f digits ...%s\n", series - start,
           rooted - series, divided - rooted, converted - divided, converted - start,
           digits + strlen(digits) - 10);
    if (count > 2) {
        FILE *file = fopen(arguments[2], "w");
        if (file == NULL || fputs(digits, file) < 0 || fclose(file) != 0) {
            perror(arguments[2]);
            return 1;
        }
    }
    return 0;
}
