"""Writes src/modules/_sre/engine.cases.gen.json: patterns with their instructions, and what Python's engine finds with them.

    python3.11 scripts/sre-cases.py > src/modules/_sre/engine.cases.gen.json

The patterns are random, of all kinds of instructions, from a fixed seed.
"""
import json
import random
import re
import re._compiler as compiler
import re._parser as parser
import warnings

warnings.simplefilter("ignore")
random.seed(311)
ATOMS = ["a", "b", "c", ".", r"\w", "[ab]", "[^a]", "ab", "[a-c1]", r"\b", "^", "$", "1", r"\d", "é", r"\W", r"\s"]
REPEATS = ["*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}", "{0,2}?", "*+", "++", "?+"]
AROUND = ["(?=%s)", "(?!%s)", "(?>%s)", "(?i:%s)"]


def pattern(depth=0):
    r = random.random()
    if depth > 3 or r < 0.3:
        return random.choice(ATOMS)
    if r < 0.5:
        return pattern(depth + 1) + pattern(depth + 1)
    if r < 0.62:
        return "(?:" + pattern(depth + 1) + "|" + pattern(depth + 1) + ")"
    if r < 0.72:
        return "(" + pattern(depth + 1) + ")"
    if r < 0.92:
        return "(?:" + pattern(depth + 1) + ")" + random.choice(REPEATS)
    return random.choice(AROUND) % pattern(depth + 1)


cases = []
while len(cases) < 250:
    p = pattern() + random.choice(["", "", r"\1", "(?(1)a|b)"])
    try:
        rx = re.compile(p)
        code = [int(x) for x in compiler._code(parser.parse(p), 0)]
    except re.error:
        continue
    rows = []
    for _ in range(6):
        s = "".join(random.choice("aabbc1\n é") for _ in range(random.randint(0, 10)))
        for how in ("match", "fullmatch", "search"):
            try:
                m = getattr(rx, how)(s)
            except SystemError:  # a bug of that engine
                continue
            rows.append([s, how, m and [m.regs, m.lastindex]])
    cases.append([p, code, rx.groups, rows])
print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")
