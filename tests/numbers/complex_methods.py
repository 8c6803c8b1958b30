"""complex: constructor, methods, operators, errors."""

class Sub(complex):
    pass

class C:
    def __complex__(self):
        return 1 + 2j

class F:
    def __float__(self):
        return 2.5

class I:
    def __index__(self):
        return 5

class Bad:
    def __complex__(self):
        return 5

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r)[:300])

inf = float('inf')
nan = float('nan')
for text in r"""
complex(); complex(1); complex(1, 2); complex('1+2j'); complex(' ( 1+2j ) '); complex('1_0+2_0j'); complex('j'); complex('+j'); complex('-j'); complex('1+j'); complex('1e5j'); complex('1+2'); complex('nan+infj'); complex(''); complex('1j+2'); complex('1+2j', 1); complex(1, '2'); complex(1j, 1j); complex(1, 2, 3); complex(None); complex(1, None); complex(real=1, imag=2); complex(imag=2); complex(foo=1); complex(b'1'); complex(10**400); complex(C()); complex(F()); complex(I()); complex(Bad()); complex(C(), 1); complex('1__0'); complex('(1'); complex('١+٢j'); complex(1.5, I()); complex('1e1+1e1j'); complex('infinityj'); complex('1 + 2j'); complex('\t1j\n')
Sub(1, 2); type(Sub(1) + 1); Sub('3j'); complex(Sub(1, 2)); type(complex(Sub(1, 2)))
(1+2j) + 1; 1 + (1+2j); (1+2j) - 1.5; 2 * (1+2j); (1+2j) * (3-1j); (1+2j) / (3-1j); 1 / (1+2j); (1+2j) ** 2; (1+2j) ** -2; (1+2j) ** 0.5; (1+2j) ** (1+2j); 2 ** (1+2j); (1+2j) ** 0; 0j ** 0; 0j ** 1; (1j) ** 101; (1+1j) ** 100; 1j / 0; 0j ** -1; 0j ** 1j; pow(1j, 1, 1); 1e308 ** 2j; (1e200+1j) ** 5; (1e200+0j) ** 2; 1j // 1; 1j % 1; divmod(1j, 1); 1j < 2j; 1j < 1; 1j == 1; 1+0j == 1; 1 == 1+0j; 1.0 == 1+0j; 1j != 1j; 1j == 'a'; (1+0j) == 10**400; 1j + 'a'; 1j + 10**400
-(1+2j); +(1+2j); abs(3+4j); abs(complex(inf, nan)); abs(complex(nan, 1)); abs(1e308+1e308j); bool(0j); bool(1j); (1+2j).conjugate(); (1+2j).real; (1+2j).imag; (1+2j).__complex__(); (1+2j).__getnewargs__(); ~1j; int(1j); float(1j); hash(1j); hash(1+0j); hash(1.5+2.5j); hash(complex(-1, 0)); hash(complex(0, -1))
repr(1j); repr(0j); repr(-0j); repr(complex(-0.0, 1)); repr(1+2j); repr(1-2j); repr(complex(nan, inf)); repr(complex(1, -inf)); repr(1e16+1e-5j); str(1.5j); repr(complex(0, nan)); repr(complex(1, -0.0))
format(1+2j); format(1+2j, ''); format(1+2j, '.2f'); format(1+2j, '10'); format(1+2j, '<20.1f'); format(1+2j, '^20'); format(1j, '05'); format(1j, '=5'); format(1j, '%'); format(1j, 'd'); format(1234.5+6789.25j, ',.2f'); format(1+2j, '+g'); format(-1j, 'e'); format(complex(nan, inf), 'F'); format(1j, '#g'); '{:.3}'.format(1/3+2j)
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
