# A small program of many parts: accounts, transactions, errors, logs, reports.
from dataclasses import dataclass, field
from enum import Enum
from functools import total_ordering, reduce
from collections import defaultdict
from contextlib import contextmanager
from decimal import Decimal
class Kind(Enum): DEPOSIT = '+'; WITHDRAW = '-'; TRANSFER = '>'
class BankError(Exception):
    def __init__(self, account, message): super().__init__(message); self.account = account
class Insufficient(BankError): pass
@total_ordering
class Money:
    __slots__ = ('cents',)
    def __init__(self, cents): self.cents = int(cents)
    @classmethod
    def parse(cls, text):
        whole, _, part = text.partition('.')
        return cls(int(whole) * 100 + int((part + '00')[:2]) * (-1 if text.startswith('-') else 1))
    def __add__(self, o): return Money(self.cents + o.cents) if isinstance(o, Money) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return Money(self.cents - o.cents)
    def __mul__(self, k): return Money(round(self.cents * k))
    def __neg__(self): return Money(-self.cents)
    def __eq__(self, o): return isinstance(o, Money) and self.cents == o.cents
    def __lt__(self, o): return self.cents < o.cents
    def __hash__(self): return hash(self.cents)
    def __format__(self, spec): return format(f'{"-" if self.cents < 0 else ""}{abs(self.cents) // 100}.{abs(self.cents) % 100:02}', spec)
    def __repr__(self): return f'Money({self})'
    __str__ = lambda self: format(self)
@dataclass(order=True)
class Tx:
    seq: int
    kind: Kind = field(compare=False)
    amount: Money = field(compare=False)
    who: tuple = field(default=(), compare=False)
class Account:
    count = 0
    def __init__(self, name, balance=Money(0)):
        type(self).count += 1
        self.name, self._balance, self.log = name, balance, []
    @property
    def balance(self): return self._balance
    @balance.setter
    def balance(self, v):
        if v < Money(0): raise Insufficient(self, f'{self.name} lacks {-v}')
        self._balance = v
class Savings(Account):
    count = 0
    rate = 0.015
    def interest(self, years):
        for y in range(1, years + 1):
            self.balance += self.balance * self.rate
            yield y, self.balance
class Bank:
    def __init__(self): self.accounts, self.seq, self.failed = {}, iter(range(1, 10**6)), []
    def __getitem__(self, n): return self.accounts[n]
    def open(self, name, kind=Account, **kw): return self.accounts.setdefault(name, kind(name, **kw))
    @contextmanager
    def transaction(self, *names):
        saved = {n: (self[n]._balance, len(self[n].log)) for n in names}
        try: yield [self[n] for n in names]
        except BankError as e:
            for n, (b, l) in saved.items(): self[n]._balance = b; del self[n].log[l:]
            self.failed.append(str(e))
    def transfer(self, a, b, amount):
        with self.transaction(a, b) as (x, y):
            t = Tx(next(self.seq), Kind.TRANSFER, amount, (a, b))
            y.balance += amount; y.log.append(t)
            x.balance -= amount; x.log.append(t)
bank = Bank()
for n, m in (('ann', '100.50'), ('bob', '20'), ('cy', '0.05')): bank.open(n, balance=Money.parse(m))
bank.open('sam', Savings, balance=Money.parse('1000'))
state = 7
for i in range(200):
    state = state * 1103515245 + 12345 & 0x7fffffff
    names = sorted(bank.accounts); a, b = names[state % 4], names[(state >> 8) % 4]
    if a != b: bank.transfer(a, b, Money((state >> 4) % 9000))
for n, acc in sorted(bank.accounts.items(), key=lambda kv: kv[1].balance, reverse=True):
    print(f'{n:<5}{acc.balance:>12}{len(acc.log):>5} {type(acc).__name__}')
print(sum(a.balance for a in bank.accounts.values()), len(bank.failed), bank.failed[:3], Account.count, Savings.count)
flows = defaultdict(Money.__new__.__class__ and (lambda: Money(0)))
for acc in bank.accounts.values():
    for t in acc.log: flows[t.who] += t.amount
for who, m in sorted(flows.items(), key=lambda kv: (-kv[1].cents, kv[0]))[:5]: print('->'.join(who), m)
print([f'{y}:{b}' for y, b in bank['sam'].interest(5)], max(bank['ann'].log) > min(bank['ann'].log), Money.parse('-3.25'), {Money(5): 1}[Money(5)])
try: Money(1) + 5
except TypeError as e: print(e)
print(reduce(lambda a, b: a + b, map(Money, range(10))), sorted([Money(3), Money(1)]), Decimal('1.10') + Decimal('2.205'))
