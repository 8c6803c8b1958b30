# A tokenizer, parser and evaluator of a small language: classes, recursion, dispatch by match and by dict.
import re, operator
from dataclasses import dataclass
TOK = re.compile(r'\s*(?:(?P<num>\d+(?:\.\d+)?)|(?P<name>[a-z]\w*)|(?P<op>==|<=|[-+*/^()=<,{};!]))')
class ParseError(SyntaxError): pass
def tokens(s):
    pos = 0; s = s.rstrip()
    while pos < len(s):
        m = TOK.match(s, pos)
        if not m: raise ParseError(f'bad character {s[pos]!r} at {pos}')
        yield m.lastgroup, m[m.lastgroup]; pos = m.end()
    yield 'end', ''
@dataclass
class Num: v: float
@dataclass
class Var: n: str
@dataclass
class Bin: op: str; l: object; r: object
@dataclass
class Call: f: str; args: list
@dataclass
class Let: n: str; e: object
@dataclass
class Fn: n: str; ps: list; body: object
@dataclass
class If: c: object; t: object; f: object
@dataclass
class Block: body: list
PREC = {'==': 1, '<': 2, '<=': 2, '+': 3, '-': 3, '*': 4, '/': 4, '^': 5}
class Parser:
    def __init__(self, s): self.ts = list(tokens(s)); self.i = 0
    @property
    def cur(self): return self.ts[self.i]
    def take(self, v=None):
        k, t = self.cur
        if v is not None and t != v: raise ParseError(f'expected {v!r}, got {t or "end"!r}')
        self.i += 1; return t
    def program(self):
        out = []
        while self.cur[0] != 'end': out.append(self.stmt()); self.cur[1] == ';' and self.take()
        return Block(out)
    def stmt(self):
        k, t = self.cur
        if t == 'def':
            self.take(); n = self.take(); self.take('('); ps = []
            while self.cur[1] != ')': ps.append(self.take()); self.cur[1] == ',' and self.take()
            self.take(')'); return Fn(n, ps, self.expr())
        if k == 'name' and self.ts[self.i + 1][1] == '=': n = self.take(); self.take(); return Let(n, self.expr())
        return self.expr()
    def expr(self, p=0):
        l = self.atom()
        while (op := self.cur[1]) in PREC and PREC[op] > p - (op == '^'):
            if PREC[op] <= p and op != '^': break
            self.take(); l = Bin(op, l, self.expr(PREC[op]))
        return l
    def atom(self):
        match self.cur:
            case ('num', v): self.take(); return Num(float(v) if '.' in v else int(v))
            case (_, 'if'): self.take(); c = self.expr(); self.take('{'); t = self.stmt(); self.take('}'); self.take('else'); self.take('{'); f = self.stmt(); self.take('}'); return If(c, t, f)
            case ('name', n):
                self.take()
                if self.cur[1] != '(': return Var(n)
                self.take(); args = []
                while self.cur[1] != ')': args.append(self.expr()); self.cur[1] == ',' and self.take()
                self.take(')'); return Call(n, args)
            case (_, '('): self.take(); e = self.expr(); self.take(')'); return e
            case (_, '-'): self.take(); return Bin('-', Num(0), self.expr(4))
            case (k, t): raise ParseError(f'unexpected {t or k!r}')
OPS = {'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.truediv, '^': pow, '<': operator.lt, '<=': operator.le, '==': operator.eq}
class Env(dict):
    def __init__(self, up=None, **kw): super().__init__(**kw); self.up = up
    def __missing__(self, k):
        if self.up is None: raise NameError(f'unknown {k}')
        return self.up[k]
def ev(n, env):
    match n:
        case Num(v): return v
        case Var(name): return env[name]
        case Bin(op, l, r): return OPS[op](ev(l, env), ev(r, env))
        case Let(name, e): env[name] = v = ev(e, env); return v
        case Fn(name, ps, body): env[name] = lambda *a: ev(body, Env(env, **dict(zip(ps, a, strict=True)))); return f'<{name}/{len(ps)}>'
        case Call(f, args): return env[f](*(ev(a, env) for a in args))
        case If(c, t, f): return ev(t if ev(c, env) else f, env)
        case Block(body):
            r = None
            for s in body: r = ev(s, env)
            return r
for src in ('1 + 2 * 3', '(1 + 2) * 3 - 4 / 2', '2 ^ 3 ^ 2', '-3 + 5', 'x = 5; y = x * 2; x + y', 'def fact(n) if n <= 1 { 1 } else { n * fact(n - 1) }; fact(20)', 'def fib(n) if n < 2 { n } else { fib(n - 1) + fib(n - 2) } fib(13)', 'def add(a, b) a + b; add(1, add(2, 3)) == 6', 'max(3, 9, 4) + abs(-2)', '1 +', '1 $ 2', '(1', 'nope + 1', 'def f(a) a; f(1, 2)', '1 / 0', '10 - 3 - 2', 'def even(n) if n == 0 { 1 } else { odd(n - 1) }; def odd(n) if n == 0 { 0 } else { even(n - 1) }; even(40)'):
    try:
        tree = Parser(src).program(); print(src, '=', ev(tree, Env(None, max=max, abs=abs)))
    except (ParseError, NameError, ValueError, ZeroDivisionError) as e: print(src, '->', type(e).__name__, e)
print(Parser('a = f(1, b) * 2').program())
