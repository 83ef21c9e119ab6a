"""The peers that come with Python, on the work that Forkyard is given: prints one 'name<TAB>value' line each."""

import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal, getcontext
from multiprocessing import Pool
from random import random


def nothing(x):
    return x


def bbp(digits):
    getcontext().prec = digits
    total = Decimal(0)
    for k in range(digits):
        n = 8 * k
        term = Decimal(4) / (n + 1) - Decimal(2) / (n + 4) - Decimal(1) / (n + 5) - Decimal(1) / (n + 6)
        total += term / Decimal(16) ** k
    return total


def inside(samples):
    hits = 0
    for _ in range(samples):
        x = random()
        y = random()
        if x * x + y * y < 1:
            hits += 1
    return hits


def seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median(action, runs):
    return statistics.median(seconds(action) for _ in range(runs))


def tell(name, value):
    print(f"{name}\t{value}", flush=True)


def main():
    workers = int(sys.argv[1])
    precisions = [1000, 1500, 2000]
    with Pool(workers) as pool:
        pool.map(nothing, range(1000), 1)
        tell("pool.apply", median(lambda: pool.apply(nothing, (1,)), 2000))
        tell("pool.map", 20_000 / median(lambda: pool.map(nothing, range(20_000), 1), 5))
    with ProcessPoolExecutor(workers) as executor:
        list(executor.map(nothing, range(1000)))
        tell("executor.submit", median(lambda: executor.submit(nothing, 1).result(), 2000))
        tell("executor.map", 10_000 / median(lambda: list(executor.map(nothing, range(10_000))), 3))
    tell("bbp.sequence", median(lambda: [bbp(p) for p in precisions], 3))
    with Pool(3) as pool:
        pool.map(nothing, range(3))
        tell("bbp.pool", median(lambda: pool.map(bbp, precisions), 3))
    tell("montecarlo.sequence", median(lambda: inside(10_000_000), 1))
    with Pool(workers) as pool:
        pool.map(nothing, range(workers))
        tell("montecarlo.pool", median(lambda: pool.map(inside, [10_000_000 // workers] * workers), 3))


if __name__ == "__main__":
    main()
