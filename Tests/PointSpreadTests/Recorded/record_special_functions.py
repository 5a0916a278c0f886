"""Records what the elementary and special functions should return, from mpmath at 60 digits and more.

    python3 record_special_functions.py   # writes special_functions.txt beside this script

Each line is a function's name, its arguments and its correctly rounded result, as bit patterns of doubles in hexadecimal;
the order of a Bessel function is a decimal number. Recorded with mpmath 1.3.0.
"""

import math
import pathlib
import random
import struct
import sys

import mpmath as mp

mp.mp.prec = 320  # 96 digits: sums that lose half of them still have 48
random.seed(20_240_601)


def bits(x):
    return struct.pack(">d", x).hex()


def rounded(value):
    """The double nearest to an mpmath number, ties to even, also where it is subnormal."""
    if value == 0:
        return 0.0
    exponent = mp.frexp(value)[1]
    if exponent > 1030:
        return math.copysign(math.inf, value)
    if exponent < -1090:
        return math.copysign(0.0, value)
    precision = max(0, min(53, exponent + 1074))
    count = int(mp.nint(mp.ldexp(value, precision - exponent)))  # nint rounds ties to even
    try:
        return math.ldexp(count, exponent - precision)
    except OverflowError:
        return math.copysign(math.inf, value)


def logarithmic(low, high):
    return 2 ** random.uniform(low, high)


def sign():
    return random.choice([-1, 1])


def record(out, name, function, arguments):
    for argument in arguments:
        values = argument if isinstance(argument, tuple) else (argument,)
        result = rounded(function(*[mp.mpf(v) for v in values]))
        print(name, *[bits(float(v)) for v in values], bits(result), file=out)


def exponential_arguments():
    yield from [0.0, -0.0, 1.0, -1.0, 0.5, 709.782712893384, 709.7827128933841, -708.3964185322641, -745.1332191019411,
                -745.1332191019412, -744.4400719213812, 5e-324, -5e-324, 1e-17, -1e-17]
    yield from (random.uniform(-745.2, 709.7) for _ in range(400))
    yield from (random.uniform(-745, -708) for _ in range(100))
    yield from (sign() * logarithmic(-60, 5) for _ in range(300))


def logarithm_arguments():
    yield from [1.0, 2.0, 0.5, 5e-324, 2.2250738585072014e-308, sys.float_info.max, math.nextafter(1, 0),
                math.nextafter(1, 2), 1.4142135623730951, 10.0]
    yield from (logarithmic(-1074, 1023.9) for _ in range(300))
    yield from (1 + sign() * logarithmic(-53, -1) for _ in range(300))


def power_arguments():
    yield from [(2.0, 0.5), (3.0, 2.0), (10.0, -3.0), (0.5, 1074.0), (0.5, 1073.5), (4.0, 0.5), (1e300, 1.02)]
    for exponent in (2.4, 1 / 2.4, 1 / 3, 2.2, 1 / 2.2):
        yield from ((random.random(), exponent) for _ in range(80))
    yield from ((logarithmic(-30, 30), random.uniform(-36, 36)) for _ in range(200))


def sine_arguments():
    yield from (float(15 * k) for k in range(-50, 51))
    yield from (random.uniform(-400, 400) for _ in range(150))
    yield from (sign() * logarithmic(-60, 60) for _ in range(100))
    yield from (90.0 * random.randrange(-8, 9) + sign() * logarithmic(-40, 0) for _ in range(50))


def arctangent_arguments():
    yield from ((sign() * random.random(), sign() * random.random()) for _ in range(400))
    yield from ((sign() * logarithmic(-30, 30), sign() * logarithmic(-30, 30)) for _ in range(150))
    yield from ((sign() * logarithmic(-1074, 1023), sign() * logarithmic(-1074, 1023)) for _ in range(100))
    yield from ((float(y), float(x)) for y in range(-4, 5) for x in range(-4, 5) if y != 0)


def error_arguments():
    yield from [0.5, 1.0, 2.0, math.nextafter(2, 0), math.nextafter(2, 3), 5.9, 6.1, 26.5, 27.2, 27.226, 1e-310, 5e-324,
                1e-300, -1e-300]
    yield from (random.uniform(-6.5, 6.5) for _ in range(350))
    yield from (random.uniform(1.5, 27.3) for _ in range(250))
    yield from (sign() * logarithmic(-70, 0) for _ in range(150))


def bessel(n, t):
    with mp.workprec(400):
        return mp.besseli(n, t) * mp.exp(-t)


def bessel_arguments():
    for t in (0.0, 1e-310, 1e-290, 1e-20, 0.01, 0.3, 1.0, 2.25, 7.3, 30.0, 100.0, 1234.5, 1e4, 98765.4321, 1e6):
        reach = int(4.5 * math.sqrt(t)) + 6
        yield from ((n, t) for n in sorted({0, 1, 2, 3, reach} | {random.randrange(reach) for _ in range(12)}))
    for _ in range(120):
        t = logarithmic(-20, 17)
        yield random.randrange(int(5 * math.sqrt(t)) + 5), t


with open(pathlib.Path(__file__).with_name("special_functions.txt"), "w") as file:
    record(file, "exp", mp.exp, exponential_arguments())
    record(file, "log", mp.log, logarithm_arguments())
    record(file, "power", mp.power, power_arguments())
    record(file, "sine", lambda x: mp.sinpi(x / 180), sine_arguments())
    record(file, "cosine", lambda x: mp.cospi(x / 180), sine_arguments())
    record(file, "arctangent", mp.atan2, arctangent_arguments())
    record(file, "erf", mp.erf, error_arguments())
    record(file, "erfc", mp.erfc, error_arguments())
    for order, argument in bessel_arguments():
        value = rounded(bessel(order, mp.mpf(argument)))
        print("bessel", order, bits(argument), bits(value), file=file)
