"""Text that almost makes sense: a Markov chain over the words of this program's own library.

    tyston examples/markov.py [SEED]
"""

import os
import random
import re
import sys
from collections import defaultdict


def words_of(module):
    with open(os.path.join(os.path.dirname(os.__file__), module + ".py"), encoding="utf-8") as source:
        for docstring in re.findall(r'"""(.*?)"""', source.read(), re.S):
            yield from docstring.split()


def chain(words):
    follows = defaultdict(list)
    for a, b, c in zip(words, words[1:], words[2:]):
        follows[a, b].append(c)
    return follows


def babble(follows, rng, length=60):
    pair = rng.choice([p for p in follows if p[0][:1].isupper()])
    text = list(pair)
    while len(text) < length and follows.get(pair):
        pair = (pair[1], rng.choice(follows[pair]))
        text.append(pair[1])
    return " ".join(text)


rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
words = [w for m in ("os", "ast", "inspect", "codecs", "functools") for w in words_of(m)]
print(babble(chain(words), rng))
