# Private names are mangled in classes: attributes, functions, imports, keywords, slots, nested classes.
class _A:
    __x = 1
    def __m(self, __p=5): __loc = __p; return self.__x, __loc, sorted(locals())
    def call(self): return self.__m()
    class __B:
        def g(self): return self.__y if hasattr(self, '_B__y') else 'none', __name__
    def kw(self): return dict(__k=1), f'{self.__x}'
    def glob(self):
        global __g
        __g = 'global'
        return __g
    def nested(self):
        __n = 1
        def inner(): nonlocal __n; __n += 1; return __n
        class L: __q = 2
        return inner(), [k for k in vars(L) if 'q' in k], (lambda __z: __z)(3)
    def imp(self): import os as __os; return __os.__name__, [k for k in locals() if 'os' in k]
    def exc(self):
        try: raise KeyError
        except KeyError as __e: return [k for k in locals() if 'e' in k and k != 'self']
    __dunder__ = 'not mangled'
    ___triple = 't'
a = _A(); print(a.call(), a.kw(), a.glob(), _A__g if '_A__g' in globals() else 'no', a.nested(), a.imp(), a.exc(), _A.__dunder__)
print(sorted(k for k in vars(_A) if 'A' in k or 'triple' in k), a._A__x)
try: a.__x
except AttributeError as e: print(e)
class __: 
    __v = 1
print([k for k in vars(__) if 'v' in k])
class C(_A):
    def get(self): return self.__x
try: C().get()
except AttributeError as e: print(e)
