"""Random graphs, of which a few nodes are held: what a collection leaves is what can be reached from them, in every generation."""

import gc
import weakref

gc.disable()
state = 12345


def pick(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n


class Node:
    saved = []

    def __init__(self, number):
        self.number = number
        self.edges = []

    def __del__(self):
        log.append(self.number)
        if self.number % 37 == 0:
            Node.saved.append(self)


class Quiet:
    def __init__(self, number):
        self.number = number
        self.edges = []


def reachable(roots):
    seen = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        if node.number not in seen:
            seen.add(node.number)
            stack.extend(neighbours(node))
    return seen


def neighbours(node):
    for e in node.edges:
        if isinstance(e, dict):
            yield from e.values()
        elif isinstance(e, tuple):
            yield from e
        else:
            yield e


def edge_to(node):
    return [node, {"to": node}, (node, node)][pick(3)]


for kind in Quiet, Node:
    for round in range(12):
        log = []
        count = 20 + pick(300)
        nodes = [kind(i) for i in range(1, count)]
        for _ in range(pick(3 * count)):
            nodes[pick(count - 1)].edges.append(edge_to(nodes[pick(count - 1)]))
            if pick(200) == 0:
                gc.collect(pick(2))
        roots = [nodes[pick(count - 1)] for _ in range(pick(4))]
        wanted = reachable(roots)
        weak = [weakref.ref(n) for n in nodes]
        del nodes
        gc.collect()
        left = {r().number for r in weak if r() is not None}
        saved = reachable(Node.saved)
        print(kind.__name__, round, count, len(wanted), left == wanted | saved, sorted(log)[:5], len(log), len(set(log)))
        for n in Node.saved:
            n.edges.clear()
        Node.saved.clear()
        del roots
        print(gc.collect() > 0, len(gc.garbage))
        gc.collect()
        print(sum(r() is not None for r in weak))
