# decimal: constructors, contexts and their signals, operators with other types, what errors say.
from decimal import *
import decimal, copy, pickle
def t(e, **ns):
    try: print(e, '=', repr(eval(e, {**globals(), **ns})))
    except BaseException as x: print(e, '->', type(x).__name__, x.args)
def x(e):
    try: exec(e, globals()); print(e,'ok')
    except BaseException as z: print(e, '->', type(z).__name__, z.args)
for s in '''Decimal(None)
Decimal([1])
Decimal((1,2,3))
Decimal((1,(1,2)))
Decimal((2,(1,2),3))
Decimal(('a',(1,2),3))
Decimal((1,(1,12),3))
Decimal((1,(1,-2),3))
Decimal((1,(1,'2'),3))
Decimal((1,[1,2],3))
Decimal((1,5,3))
Decimal((1,(1,2),3.5))
Decimal((1,(1,2),'X'))
Decimal((1,(1,2),'F'))
Decimal((1,(1,2),'n'))
Decimal((1,(),'n'))
Decimal((0,(0,0,1),'N'))
Decimal((0,(),0))
Decimal((0,(0,0,1),2))
Decimal([0,(1,),2])
Decimal((0,(1,),10**30))
Decimal((0,(1,),10**18))
Decimal(1,2)
Decimal(1,2,3)
Decimal(value=5)
Decimal(foo=5)
Decimal('1e1000000000000000000')
Decimal('1e-2000000000000000000')
Decimal('1e-99999999999999999999999999')
Decimal('0e99999999999999999999999999')
Decimal('0e-99999999999999999999999999')
Decimal('NaN123')
Decimal('sNaN00123')
Decimal('nan0')
Decimal('-nan')
Decimal('infinity')
Decimal('infi')
Decimal('1__0')
Decimal('_1_0_')
Decimal('1_e_5')
Decimal(' 1 ')
Decimal('1 0')
Decimal(b'1')
Decimal(1j)
Decimal(1)+1.0
Decimal(1)+None
1.0+Decimal(1)
Decimal(1).__add__(1.0)
Decimal(1)<None
Decimal(1)<1j
Decimal(1)==1j
Decimal(1)==1+0j
Decimal(1).exp(3)
Decimal(1).exp(None)
Decimal(1).exp(context=None)
Decimal(1).exp(foo=None)
Decimal(1).compare()
Decimal(1).compare(1.5)
Decimal(1).compare('1')
Decimal(1).quantize()
Decimal(1).quantize(1, 'x')
Decimal(1).quantize(1, 5)
Decimal(1).quantize(1, rounding=None, context=3)
Decimal(1).quantize('1')
Decimal('1.5').to_integral('ROUND_UP')
Decimal('1.5').to_integral(3)
Decimal(1).fma(1)
Decimal(1).fma(1,2.0)
Decimal.from_float('1')
Decimal.from_float(1)
Decimal.from_float(True)
Decimal.from_float(0.1)
Decimal.from_float(float('nan'))
Decimal.from_float(-float('inf'))
Decimal.from_float(-0.0)
Decimal.from_float()
int(Decimal('nan'))
int(Decimal('inf'))
int(Decimal('snan'))
float(Decimal('snan'))
float(Decimal('-nan'))
float(Decimal('1e500'))
hash(Decimal('snan'))
hash(Decimal('inf'))
hash(Decimal('-inf'))
Decimal('nan').as_integer_ratio()
Decimal('inf').as_integer_ratio()
Decimal('-1.50').as_integer_ratio()
Decimal('0e5').as_integer_ratio()
Decimal('inf').as_tuple()
Decimal('nan').as_tuple()
Decimal('nan33').as_tuple()
Decimal('-snan33').as_tuple()
round(Decimal('nan'))
round(Decimal('inf'))
round(Decimal('1.5'), 1.0)
round(Decimal('1.25'), 1)
round(Decimal('1.25'), None)
round(Decimal('1.25'), 10**30)
round(Decimal('1.25'), -10**30)
round(Decimal('1.25'), -2**63)
round(Decimal('1.25'), 30)
__import__('math').floor(Decimal('-1.5'))
__import__('math').ceil(Decimal('-1.5'))
__import__('math').ceil(Decimal('nan'))
__import__('math').trunc(Decimal('inf'))
complex(Decimal('1.5'))
complex(Decimal('snan'))
Decimal(1).__reduce__()
copy.copy(Decimal(1))
copy.deepcopy(Decimal(1))
Context(prec=0)
Context(prec=10**18)
Context(prec='1')
Context(prec=1.5)
Context(prec=10**30)
Context(Emin=1)
Context(Emin=-10**18)
Context(Emax=-1)
Context(rounding='a')
Context(rounding=1)
Context(capitals=2)
Context(capitals='a')
Context(clamp=2)
Context(traps=[1])
Context(traps=5)
Context(traps={})
Context(traps=[Inexact, ConversionSyntax])
Context(flags=[DivisionImpossible])
Context(flags={Inexact:1})
Context(flags='a')
Context(traps=(Inexact,))
Context(1,2,3,4,5,6,7,8,9)
Context(foo=1)
Context().flags
Context().flags['x']
Context().flags[Inexact]
Context().flags[ConversionSyntax]
Context().__reduce__()
Context().__dict__
Context().add(1)
Context().add(1,2,3)
Context().add(1,2.0)
Context().add('1',2)
Context().power(1,2,3,4)
Context().power(2,3,modulo=5)
Context().power(a=2,b=3)
Context().power(2)
Context().power(2, '3')
Context().create_decimal('1_000')
Context().create_decimal(' 1')
Context().create_decimal()
Context().create_decimal(1.5)
Context().create_decimal(None)
Context(prec=3).create_decimal('NaN1234')
Context(prec=3).create_decimal(Decimal('NaN1234'))
Context(prec=3).create_decimal((0,(1,2,3,4),0))
Context(prec=3).create_decimal(123456)
Context(prec=3).create_decimal_from_float(0.1)
Context(prec=3).create_decimal_from_float(5)
Context(prec=3).create_decimal_from_float('5')
Context().copy_decimal(5)
Context().copy_decimal(5.0)
Context()._apply(Decimal('1.5'))
Context().Etiny()
Context().Etop()
Context().radix()
Context(prec=MAX_PREC,Emin=MIN_EMIN,Emax=MAX_EMAX).Etiny()
Context(prec=MAX_PREC,Emin=MIN_EMIN,Emax=MAX_EMAX).Etop()
Context(prec=MAX_PREC)
Context() == Context()
Context().flags == Context().flags
Context().flags == {}
Context().flags == dict(Context().flags)
Context().flags.copy()
len(Context().flags)
list(Context().flags)
dict(Context().flags.items())
type(Context().flags).__mro__[1]
setcontext(1)
setcontext()
localcontext(1)
localcontext(foo=1)
localcontext(prec=3).__enter__()
localcontext(prec=0)
Decimal(1)/0
Decimal(0)/0
Decimal(1)%0
divmod(Decimal(1),0)
divmod(Decimal(0),0)
Decimal('1e100')//1
Decimal('snan')+1
Decimal(-1).sqrt()
Decimal('9e999999')*10
pow(Decimal(2),3,0)
pow(2,Decimal(3),5)
pow(2,3,Decimal(5))
pow(Decimal(2),'a')
pow(Decimal(2),1.5)
2**Decimal(3)
'a'+Decimal(1)
Decimal(1)//'a'
Decimal('1').__pow__(2, 'a')
Decimal(1) < Decimal('nan')
Decimal(1) == Decimal('snan')
Decimal(1) == Decimal('nan')
Decimal(1) < 1.5
Decimal('1.5') == __import__('fractions').Fraction(3,2)
Decimal('1.5') < __import__('fractions').Fraction(1,3)
Decimal('inf') > __import__('fractions').Fraction(1,3)
Decimal('1').to_eng_string(1)
Decimal('1E3').to_eng_string(Context(capitals=0))
Context(capitals=0).to_sci_string(Decimal('1E+30'))
Decimal(1).number_class()
Decimal(1).radix()
Decimal(1).real
Decimal(1).imag
Decimal(1).adjusted()
Decimal('inf').adjusted()
Decimal(0).adjusted()
Decimal(1).is_normal(context=5)
Decimal(1).x
getcontext(1)
decimal.__libmpdec_version__
Decimal(1).__format__(5)
Decimal(1).__format__()
Decimal(1).__format__('','')
Decimal(1).__format__('.2f',{'decimal_point':','})
Decimal(1234567).__format__('n',{'decimal_point':',','thousands_sep':'.','grouping':'\\3\\3'})
Decimal(1234567).__format__('n',{'decimal_point':''})
Decimal(1234567).__format__('n',{'decimal_point':5})
format(Decimal(1),'x')
format(Decimal(1),'9999999999999999999999')
format(Decimal(1),'999999999999999999')
format(Decimal(1),'.999999999999999999f')'''.split('\n'): t(s)
for s in '''c=Context(); c.prec='a'
c.prec=0
c.prec=True
c.Emin=1
c.Emax=-5
c.rounding='x'
c.rounding=None
c.capitals=3
c.clamp=-1
c.traps=5
c.traps={}
c.traps=c.flags
c.traps={k:1 for k in c.flags}
c.flags=[Inexact]
c.flags={**c.flags, 'a':1}
c.x=1
del c.prec
del c.traps
del c.x
del c.flags[Inexact]
c.flags['a']=1
c.flags[Inexact]='yes'
c.flags[Inexact]=1
f=c.flags; print(f)
len(f)
f[Inexact]
list(f)
f.copy()
f==f
class D(Decimal): pass
print(type(D(1)+1), repr(D('1.0')), D(1).__reduce__(), type(D.from_float(1.0)), type(D(D(1))), type(abs(D(-1))), type(copy.copy(D(1))))
class CC(Context): pass
print(CC(), CC().copy(), type(CC().copy()), copy.copy(CC()), pickle.loads(pickle.dumps(Context(prec=5))))
D(1).x=3
Decimal(1).x=3
Decimal.x=3
Context.foo=1'''.split('\n'): x(s)
t("Context(prec=50).power(-20, Decimal('-0E+1005'), 1179)"); t("DecimalTuple"); t("pickle.loads(pickle.dumps(Decimal('1.5').as_tuple()))")
