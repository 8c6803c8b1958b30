"""Which complaint comes first about wrong arguments, and how it calls the function."""
import sys
import weakref
def t(f):
    try: print(f())
    except Exception as e: print(e)
t(lambda: True.bit_length(1))
class L(list): pass
t(lambda: L().append())
t(lambda: getattr(L(), 'append')())
t(lambda: L().append(*[]))
x=L()
t(lambda: x.append(x=1))
t(lambda: L.append())
t(lambda: L.append(x))
t(lambda: ValueError().add_note())
t(lambda: KeyError().add_note(1,2))
t(lambda: compile(nothing='a'))
t(lambda: pow(b'', base=['a', 'b']))
t(lambda: round(**{'x': 1}))
t(lambda: exec(nothing=2))
t(lambda: exec())
t(lambda: type(sys)(x=1))
t(lambda: int(x=1)); t(lambda: int(5,base=3,y=4)); t(lambda: str(encoding=4,object=3,q=3)); t(lambda: print(q=3)); t(lambda: sum([1],start=3,q=3)); t(lambda: sum(start=3))
t(lambda: sorted(q=3)); t(lambda: sorted()); t(lambda: sorted([1],1)); t(lambda: sorted([],key=1,q=3)); t(lambda: enumerate(q=3)); t(lambda: enumerate([],start=1,iterable=3)); t(lambda: 'a'.split(sep='a',q=3)); t(lambda: b''.decode(q=3)); t(lambda: open(q=3)); t(lambda: (1).to_bytes(q=3)); t(lambda: int.from_bytes(byteorder='big'))
c=compile('1','f','eval')
t(lambda: c.replace(co_name=3)); t(lambda: c.replace(co_names=(1,))); t(lambda: c.replace(1)); t(lambda: c.replace(co_cellvars=5)); t(lambda: c.replace(co_linetable=None)); t(lambda: c.replace(q=3))
C=type(c)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),(),'f','n','q',1,b'',b'').co_freevars)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),(),'f','n','q',1,b'',3).co_freevars)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),(),'f','n','q',1,b'',b'',()).co_freevars)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),('a',),'f','n','q',1,b'',b'',()).co_freevars)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),3,'f','n','q',1,b'',b'',()).co_freevars)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),(),3,'n','q',1,b'',b'',()).co_freevars)
t(lambda: C(0,0,0,0,0,0,c.co_code,(),(),(),'f','n','q',1,b'',b'',(1,)).co_freevars)
e=ValueError()
e.add_note=5
t(lambda: e.add_note())
t(lambda: e.with_traceback())
def f(): pass
t(lambda: f.__get__())
f.__get__=3
t(lambda: f.__get__())
class C: pass
class R(weakref.ref): pass
r=weakref.ref(C); q=R(C)
for x in (r,q):
    t(lambda: x(1)); t(lambda: x(a=1)); t(lambda: x.__call__(1)); t(lambda:x.__call__(a=1)); t(lambda: x(1,2))
t(lambda: eval('1', [])); t(lambda: eval('1', 3)); t(lambda: eval(compile('1','f','eval'), [])); t(lambda: eval('1',{},3)); t(lambda: eval('1',[],3)); t(lambda: exec('1',[],3)); t(lambda: exec('1',{},3)); t(lambda: exec('1',None,3)); t(lambda: exec([], (), 3))
t(lambda: eval(b'1', [])); t(lambda: eval(memoryview(b'1'), [])); t(lambda: exec('1', bytearray()))
t(lambda: range(3).__reduce__(1,2)); t(lambda: range(3).__reduce__(a=1))
t(lambda: b'aa'.replace('a', b'', [])); t(lambda: b'aa'.replace(b'a', b'', [])); t(lambda: bytearray(b'aa').replace(1, b'', [])); t(lambda: b'aa'.replace(b'a', 3, 2**100))
t(lambda: 'aa'.replace(3, 4, [])); t(lambda: 'aa'.split(3, [])); t(lambda: b'aa'.split(3, [])); t(lambda: 'a'.expandtabs([])); t(lambda: 'a'.center([], 3)); t(lambda: b'a'.center(3, 3)); t(lambda: b'a'.center([], 3)); t(lambda: b'a'.zfill([]))
t(lambda: b'a'.rsplit(3,'')); t(lambda: b'a'.translate(3, delete=4)); t(lambda: bytearray(b'a').translate([], delete=[]))
t(lambda: ExceptionGroup(None, 3)); t(lambda: ExceptionGroup('g',[ValueError()]).derive()); t(lambda: ExceptionGroup('g',[ValueError()]).derive(1,2)); t(lambda: ExceptionGroup('g',[ValueError()]).derive(excs=2));t(lambda: ExceptionGroup('g',[ValueError()]).split(1,2)); t(lambda: ExceptionGroup('g',[ValueError()]).split()); t(lambda: ExceptionGroup('g',[ValueError()]).subgroup(1,2)); t(lambda: ExceptionGroup('g',[ValueError()]).subgroup(x=1))
for it in (iter('ab'), iter('aé'), iter(b'a'), iter([1]), iter((1,)), iter(range(3)), iter(range(10**20,10**20+1)), iter(bytearray(b'a')), reversed([1]), enumerate([1]), zip([1]), iter({1}), iter(C.mro, 1)):
    for a in (10**20, -1, 'a', 1.5, None):
        t(lambda: it.__setstate__(a))
    t(lambda: it.__length_hint__(1)); t(lambda: it.__reduce__(1)); t(lambda: it.__next__(1)); t(lambda: it.__iter__(a=1))
t(lambda: memoryview(b'a').__exit__(a=1)); t(lambda: memoryview(b'a').__exit__(1,2)); t(lambda: property().__set_name__()); t(lambda: property().__set_name__(a=1)); t(lambda: property().__set_name__(1)); t(lambda: property().__set_name__(1,2,3))
def gg(): yield
t(lambda: gg().throw(x=1)); t(lambda: gg().throw()); t(lambda: gg().throw(1,2,3,4)); t(lambda: gg().send(x=1)); t(lambda: gg().close(1))

try:
    class Twice:
        __slots__ = ('__weakref__', '__weakref__')
except TypeError as e: print(e)
try:
    class Both:
        x = 1
        __slots__ = ('x', '__dict__', '__dict__')
except TypeError as e: print(e)
class Frozen(frozenset): pass
t(lambda: Frozen(1, 2)); t(lambda: frozenset(1, 2)); t(lambda: set(1, 2))
def inner():
    class Local: pass
    t(lambda: Local.__init_subclass__(a=1)); t(lambda: Local.__subclasshook__(a=1)); t(lambda: Local.__subclasshook__(1, 2, 3)); t(lambda: Local().__reduce__(1))
inner()
t(lambda: int.real.__set__('a', 3)); t(lambda: int.real.__delete__('a')); t(lambda: slice.start.__delete__(3))
print([n for n in ('__setattr__', '__delattr__') for c in (BaseException, type(sys), type(inner.__get__), type([].append), ValueError) if n in vars(c)])
