"""Connected components of pairs, for the jobs of peers that have none of their own."""


def components(codes, pairs):
    """The lowest code of its component for each code; `pairs` are the connected ones."""
    first = {code: code for code in codes}

    def root(code):
        while first[code] != code:
            first[code] = code = first[first[code]]
        return code

    for a, b in pairs:
        a, b = root(a), root(b)
        first[max(a, b)] = min(a, b)
    return {code: root(code) for code in codes}
