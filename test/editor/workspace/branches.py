# A branch that the arguments given never reach.


def drive(rate_hz, mode="poisson"):
    if mode == "regular":
        rate_hz = rate_hz / 2
    return rate_hz


print(drive(8.0, mode="poisson"))
