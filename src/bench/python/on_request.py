"""Times one piece of work for each line of its input, such as 'numpy.pool 1000000', and prints the seconds.

Prints 'ready' first, and 'missing' with the reason for what it cannot do. Ends with its input.
"""

import sys
from multiprocessing import Pool

from peers import bbp, inside, nothing, seconds

PRECISIONS = [1000, 1500, 2000]
CHUNK = 1 << 16


def numpy_inside(task):
    import numpy

    seed, samples = task
    draw = numpy.random.Generator(numpy.random.SFC64(seed)).random
    arrays = numpy.empty((2, CHUNK))
    hits = 0
    for start in range(0, samples, CHUNK):
        # In place: arrays of its own for each step would cost ten times as much as the points.
        x, y = arrays[:, : min(CHUNK, samples - start)]
        for coordinate in (x, y):
            draw(out=coordinate)
            coordinate *= coordinate
        x += y
        hits += int(numpy.count_nonzero(x < 1))
    return hits


def square(x):
    return x * x


def shares(samples, parts):
    return [samples // parts + (i < samples % parts) for i in range(parts)]


def main():
    workers = int(sys.argv[1])
    with Pool(workers) as pool, Pool(3) as pool_of_three:
        pool.map(nothing, range(1000), 1)
        pool_of_three.map(nothing, range(1000), 1)
        work = {
            "bbp.pool": lambda: pool_of_three.map(bbp, PRECISIONS),
            "squares.pool": lambda items: pool.map(square, range(1, items + 1)),
            "bbp.sequence": lambda: [bbp(p) for p in PRECISIONS],
            "plain.pool": lambda samples: pool.map(inside, shares(samples, workers)),
            "numpy.pool": lambda samples: pool.map(numpy_inside, list(enumerate(shares(samples, workers)))),
        }
        print("ready", flush=True)
        for line in sys.stdin:
            name, *arguments = line.split()
            try:
                print(seconds(lambda: work[name](*map(int, arguments))), flush=True)
            except ImportError as e:
                print("missing", "NumPy is not installed" if e.name == "numpy" else e, flush=True)


if __name__ == "__main__":
    main()
