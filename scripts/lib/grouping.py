"""Grows contiguous groups of units; the same input always gives the same groups."""


def grow(codes, seeds, metres, population):
    """Splits `codes` into one contiguous group a seed, of populations as even as they get.

    The least populated group that can still grow takes, among its free neighbours, the
    one with the longest border to it; the lower code wins a tie. Codes that no group
    can reach belong to none.
    """
    free = set(codes) - set(seeds)
    groups = {seed: [seed] for seed in seeds}
    totals = {seed: population[seed] or 0 for seed in seeds}
    growing = set(seeds)
    while growing:
        seed = min(growing, key=lambda one: (totals[one], one))
        border = {}
        for member in groups[seed]:
            for other, length in metres.get(member, {}).items():
                if other in free:
                    border[other] = border.get(other, 0) + length
        if not border:
            growing.remove(seed)
            continue
        taken = min(border, key=lambda code: (-round(border[code]), code))
        free.remove(taken)
        groups[seed].append(taken)
        totals[seed] += population[taken] or 0
    return {seed: sorted(group) for seed, group in groups.items()}
