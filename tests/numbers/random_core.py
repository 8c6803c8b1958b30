"""_random: the generator's numbers, seeds, states."""
from _random import Random

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r)[:300])

for seed in (0, 1, 5, -5, 2**32, 2**32 - 1, 2**100, 10**300, 1.5, 'abc'.encode().hex() and 2.5, True, (1, 2)):
    r = Random(seed)
    print(seed, [r.random() for _ in range(3)], [r.getrandbits(k) for k in (1, 5, 31, 32, 33, 64, 100, 1000)])
r = Random(42)
for _ in range(2000):
    r.random()
state = r.getstate()
a = [r.random() for _ in range(700)]
r.setstate(state)
print(a == [r.random() for _ in range(700)], state[-1], sum(state) % 1000003, a[:3])
for text in """
Random(1).getrandbits(-1); Random(1).getrandbits(0); Random(1).getrandbits('a'); Random(1).getrandbits(2**40); Random(1).setstate(5); Random(1).setstate((1, 2)); Random(1).setstate(tuple(['a'] * 625)); Random(1).setstate(tuple([2**70] * 625)); Random(1).setstate(tuple([0] * 624 + [-1])); Random(1).setstate(tuple([0] * 624 + [625])); Random(1).setstate(tuple([-1] * 624 + [1])); Random(1, 2); Random(x=1); Random([]); Random().seed([]); Random().seed(1.5); Random().seed(1, 2); Random(-5).random() == Random(5).random(); len(Random(3).getstate()); 0 <= Random().random() < 1; Random().random() != Random().random()
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
class Sub(Random):
    def __init__(self, x=None, *, y=None):
        self.y = y
        self.seed(x)
print(Sub(5).random() == Random(5).random(), Sub(5, y=3).y)
