# deque, defaultdict, _tuplegetter and _count_elements: results and errors.
from _collections import deque, defaultdict
import _collections as collections
class D(deque): pass
x=D([1],3); x.a=1; print(x, x.__reduce__()[:3], x.copy(), type(x+x), type(x*2))
d=deque([1,2,3],5)
it=iter(d); next(it); print(it.__reduce__(), it.__length_hint__(), type(it), reversed(d).__reduce__())
for e in ("deque(1)","deque([],-1)","deque([],'a')","deque([],1,2)","deque(a=1)","deque(iterable=[1],maxlen=None)","deque().pop()","deque().popleft()","deque([1])[5]","deque([1])['a']","deque([1])+[1]","deque([1])+deque([2])","deque([1]).index(2)","deque([1]).remove(2)","deque([1],1).insert(0,2)","deque([1,2]).rotate('a')","deque([1,2]).rotate(1,2)","deque([1]).index(1,'a')","deque([1])==deque([1])","deque([1])<deque([2])","deque([1])==[1]","hash(deque())","deque([1,2]).insert('a',1)","deque([1,2],maxlen=0)","deque([1,2,3])*2","2*deque([1],3)","deque([1,2])[0:1]","deque().maxlen","deque([1,2]).count(1)","defaultdict(1)","defaultdict(list,[(1,2)],a=3)","defaultdict()[1]","repr(defaultdict(list))","defaultdict(list).__reduce__()[:4]","defaultdict(None,{1:2}).copy()","defaultdict(list)|{1:2}","{1:2}|defaultdict(int)","defaultdict(int,a=1).__missing__(3)","collections._tuplegetter(1,'doc')","collections._tuplegetter(0,'d').__reduce__()","collections._tuplegetter('a','b')","collections._count_elements({},'aab')","deque().__sizeof__()","deque(range(32)).__sizeof__()","deque(range(33)).__sizeof__()","deque(range(96)).__sizeof__()","deque(range(97)).__sizeof__()","list(type(iter(deque()))(deque([1,2,3]),1))","type(iter(deque()))(1)","deque([1,2]).__setitem__(5,1)","deque.__new__(deque).__init__([1])", "deque([deque()])", "reversed(deque([1])).__class__","deque([1,2,3]).extend(1)","deque.append.__doc__"):
    try: print(e, '->', eval(e))
    except BaseException as x: print(e, '->', type(x).__name__, x)
d=deque([1,2,3])
try:
    for x in d: d.append(1)
except RuntimeError as e: print(e)
d.append(d); print(d)
g=collections._tuplegetter(1,'doc')
class T(tuple): b=g
print(T((1,2)).b, T.b, g.__doc__)
try: T.__dict__['b'].__get__(5)
except TypeError as e: print(e)
try: T((1,)).b
except IndexError as e: print(e)
try: T((1,2)).b=1
except AttributeError as e: print(e)
d=defaultdict(list); d['x']=d; print(d)
class DD(defaultdict): pass
print(DD(int), DD(list,{1:2}))
d=defaultdict(None); d.default_factory=d; 
try: print(d)
except BaseException as e: print(e)


# Items that empty the deque as they are compared.
class Emptying:
    def __init__(self, d, result):
        self.d, self.result = d, result

    def __eq__(self, other):
        self.d.clear()
        return self.result


for result in (True, False):
    for name in ("remove", "index", "count"):
        d = deque(["ab"])
        d.extend([Emptying(d, result), "c"])
        try:
            print(name, getattr(d, name)("c"))
        except (IndexError, RuntimeError, ValueError) as error:
            print(name, type(error).__name__, error)
        print(d)
