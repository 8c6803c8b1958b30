# Text algorithms: edit distance, longest common subsequence, suffix arrays, run lengths, Huffman, justification.
import heapq
from itertools import groupby
from functools import lru_cache
def lev(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1): cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]
print([lev(*p) for p in (('kitten', 'sitting'), ('', 'abc'), ('größe', 'große'), ('same', 'same'), ('a' * 50, 'b' * 30))])
@lru_cache(None)
def lcs(a, b): return '' if not a or not b else a[0] + lcs(a[1:], b[1:]) if a[0] == b[0] else max(lcs(a[1:], b), lcs(a, b[1:]), key=len)
print(lcs('AGGTABQWERTY', 'GXTXAYBQRT'), lcs.cache_info().misses)
s = 'mississippi$'; sa = sorted(range(len(s)), key=lambda i: s[i:]); print(sa, ''.join(s[i - 1] for i in sa))
rle = [(k, len(list(g))) for k, g in groupby('aaabccddddd')]; print(rle, ''.join(k * n for k, n in rle))
def huff(text):
    freq = {c: text.count(c) for c in sorted(set(text))}; h = [(n, i, c) for i, (c, n) in enumerate(freq.items())]; heapq.heapify(h); k = len(h)
    while len(h) > 1:
        a, b = heapq.heappop(h), heapq.heappop(h); heapq.heappush(h, (a[0] + b[0], k, (a[2], b[2]))); k += 1
    codes = {}
    def walk(t, p):
        if isinstance(t, str): codes[t] = p or '0'
        else: walk(t[0], p + '0'); walk(t[1], p + '1')
    walk(h[0][2], ''); return codes
text = 'the quick brown fox jumps over the lazy dog'; c = huff(text); enc = ''.join(c[x] for x in text); print(c, len(enc)); inv = {v: k for k, v in c.items()}; out, cur = [], ''
for bit in enc:
    cur += bit
    if cur in inv: out.append(inv[cur]); cur = ''
print(''.join(out) == text)
def justify(words, w):
    lines, cur = [], []
    for word in words:
        if sum(map(len, cur)) + len(cur) + len(word) > w: lines.append(cur); cur = []
        cur.append(word)
    for i, l in enumerate(lines + [cur]):
        if i == len(lines) or len(l) == 1: yield ' '.join(l).ljust(w) + '|'; continue
        gaps = len(l) - 1; sp, ex = divmod(w - sum(map(len, l)), gaps); yield ''.join(x + ' ' * (sp + (k < ex) if k < gaps else 0) for k, x in enumerate(l)) + '|'
print('\n'.join(justify(('Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore ' * 2).split(), 28)))
def caesar(s, k): return s.translate({i: (i - b + k) % 26 + b for b in (65, 97) for i in range(b, b + 26)})
print(caesar('Hello, World!', 3), caesar(caesar('Hello, World!', 3), -3), {w: w == w[::-1] for w in ('level', 'python', 'été')})
def kmp(p, t):
    f, k, r = [0], 0, []
    for c in p[1:]:
        while k and p[k] != c: k = f[k - 1]
        k += p[k] == c; f.append(k)
    k = 0
    for i, c in enumerate(t):
        while k and (k == len(p) or p[k] != c): k = f[k - 1]
        k += p[k] == c
        if k == len(p): r.append(i - k + 1)
    return f, r
print(kmp('abab', 'abababcabab'))
def roman(n):
    out = ''
    for v, s in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')): q, n = divmod(n, v); out += s * q
    return out
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2023, 3999)], sorted('banana Apple cherry'.split(), key=str.casefold), ' '.join(f'{ord(c):x}' for c in 'aé😀'))
