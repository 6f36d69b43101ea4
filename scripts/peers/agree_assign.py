#!/usr/bin/env python3
"""Compares two sets of claims: MAILLAGE PEER TRUTH DOUBTS, as JSON.

Communes that several territories claim are left out: maup gives each to one alone. So are those that are
in a doubt of maillage, or that the peer gives to a territory which holds less than half: counted apart.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True


def main(ours, peer, truth, doubts):
    ours, peer = claims(ours / "claims.csv", "code_insee"), claims(peer / "claims.csv", "code")
    truth = claims(truth, "code_insee")
    doubtful = {row["code_insee"] for row in rows(doubts) if row["code_insee"]}
    codes = set(ours) | set(peer)
    single = {code for code in codes if len(ours.get(code, ())) < 2 and len(peer.get(code, ())) < 2}
    compared = single - doubtful
    # A peer without a threshold claims slivers of communes that nobody holds.
    minority = {code for code in compared if code not in ours and code not in truth}
    differ = sorted(code for code in compared - minority if ours.get(code) != peer.get(code))
    wrong = sorted(code for code in set(truth) | set(ours) if ours.get(code) != truth.get(code))
    result = {
        "communes": {
            "compared": len(compared - minority),
            "disagree": len(differ),
            "first": [f"{code}: {ours.get(code)} and {peer.get(code)}" for code in differ[:5]],
        },
        "about": {
            "shared or overlapping": len(codes - single),
            "doubtful": len(single & doubtful),
            "of a peer that asks for no majority": len(minority),
            "maillage against the table": f"{len(wrong)} of {len(truth)} differ, {len(set(wrong) - doubtful)} without a doubt",
        },
    }
    print(json.dumps(result))


def claims(path, column):
    found = defaultdict(set)
    for row in rows(path):
        found[row[column]].add(row["cpts_id"])
    return {code: sorted(who) for code, who in found.items()}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read()
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.split("\n", 1)[0] else ","))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
