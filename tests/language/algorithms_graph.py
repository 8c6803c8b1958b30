# Graph algorithms over dicts, sets, heaps and deques.
from heapq import heappush, heappop
from collections import deque, defaultdict
def make(n, seed):
    g = defaultdict(dict)
    for i in range(n):
        for j in range(3):
            seed = (seed * 69069 + 1) % 2**32
            k = (seed >> 16) % n
            if k != i: g[i][k] = g[k][i] = 1 + (seed >> 8) % 9
    return g
g = make(40, 42)
def dijkstra(g, s):
    dist, prev, q = {s: 0}, {}, [(0, s)]
    while q:
        d, u = heappop(q)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if d + w < dist.get(v, float('inf')):
                dist[v] = d + w; prev[v] = u; heappush(q, (d + w, v))
    return dist, prev
dist, prev = dijkstra(g, 0); print(sorted(dist.items())); p, path = 39, []
while p in prev: path.append(p); p = prev[p]
print(path[::-1])
def bfs(g, s):
    seen, q, order = {s}, deque([s]), []
    while q:
        u = q.popleft(); order.append(u)
        for v in sorted(g[u]):
            if v not in seen: seen.add(v); q.append(v)
    return order
print(bfs(g, 0))
def dfs(g, u, seen=None):
    seen = set() if seen is None else seen
    seen.add(u); yield u
    for v in sorted(g[u]):
        if v not in seen: yield from dfs(g, v, seen)
print(list(dfs(g, 5)))
class UF:
    def __init__(self): self.p = {}
    def find(self, x):
        self.p.setdefault(x, x)
        while self.p[x] != x: self.p[x] = self.p[self.p[x]]; x = self.p[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b: return False
        self.p[a] = b; return True
uf = UF(); mst = [(w, a, b) for w, a, b in sorted((w, a, b) for a in g for b, w in g[a].items() if a < b) if uf.union(a, b)]
print(sum(w for w, *_ in mst), len(mst), mst[:5])
def topo(dag):
    indeg = defaultdict(int)
    for u, vs in dag.items():
        for v in vs: indeg[v] += 1
    ready = deque(sorted(u for u in dag if not indeg[u])); out = []
    while ready:
        u = ready.popleft(); out.append(u)
        for v in dag.get(u, ()):
            indeg[v] -= 1
            if not indeg[v]: ready.append(v)
    return out
print(topo({'shirt': ['tie', 'belt'], 'tie': ['jacket'], 'pants': ['shoes', 'belt'], 'belt': ['jacket'], 'socks': ['shoes']}))
def scc(g):
    idx, low, st, on, out = {}, {}, [], set(), []
    def go(u):
        idx[u] = low[u] = len(idx); st.append(u); on.add(u)
        for v in g.get(u, ()):
            if v not in idx: go(v); low[u] = min(low[u], low[v])
            elif v in on: low[u] = min(low[u], idx[v])
        if low[u] == idx[u]:
            comp = []
            while True:
                v = st.pop(); on.discard(v); comp.append(v)
                if v == u: break
            out.append(sorted(comp))
    for u in g:
        if u not in idx: go(u)
    return out
print(scc({1: [2], 2: [3], 3: [1, 4], 4: [5], 5: [6], 6: [4], 7: [6]}))
