"""float: constructor, methods, operators, errors."""

class Sub(float):
    pass

class Float:
    def __float__(self):
        return 2.5

class Index:
    def __index__(self):
        return 5

class Bad:
    def __float__(self):
        return 'x'

def show(text):
    try:
        r = eval(text)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(text, '->', ascii(r)[:300])

inf = float('inf')
nan = float('nan')
for text in r"""
float(); float(5); float('1.5'); float(' 1.5 '); float('1_0.5'); float('inf'); float('-Infinity'); float('nan'); float('1e400'); float('-1e-400'); float(b'1.5'); float(bytearray(b'2')); float('१२.५'); float(Float()); float(Index()); float(Sub(2)); type(float(Sub(2)))
float([]); float('x'); float('x' * 300); float(b'\xff'); float(None); float(1, 2); float(x=1); float('1__0'); float('_1'); float('1_'); float('1_.5'); float('1._5'); float('1e_5'); float('+-1'); float('infin'); float('0x10'); float('1.'); float('.5'); float('.'); float('1e'); float('1 2'); float(''); float(Bad()); float(10**400)
Sub(5); Sub('1.5') + 1; type(Sub(1) + 1); Sub(2.5).__round__(); -Sub(2); abs(Sub(-2)); Sub(1.5).real; float.__new__(int); float.__new__(Sub, 3); Sub.fromhex('0x1p3')
1.0 // 0; 1.0 % 0; divmod(1.0, 0); 1.0 / 0; 0.0 ** -1; (-1.0) ** 0.5; (-8.0) ** (1/3); 1e300 ** 2; 2.0 ** -2000; pow(2.0, 1, 2); pow(2, 1.0, 2); 10**400 + 1.0; 1.0 < 10**400; 1e308 < 10**400; -1e308 > -10**400; inf > 10**400; 2.0**53 == 2**53 + 1; 2.0**53 < 2**53 + 1; nan == nan; nan < 10**400
7.5 // 2; -7.5 // 2; 7.5 % -2; -7.5 % 2; divmod(-7.5, 2); divmod(7.5, -2); -0.0 // 1; 0.0 % -1; 1e16 // 1e-5; 5.0 % inf; -5.0 % inf; 5.0 // inf; -5.0 // inf; inf % 5; inf // 5; divmod(inf, 5.0); 0.1 % 0.1; 1.0 // 0.1; 6.0 // 0.1
inf ** 0; inf ** -1; (-inf) ** 3; (-inf) ** -3; (-inf) ** 2; nan ** 0; 1 ** nan; (-1) ** inf; 2 ** inf; 0.5 ** inf; 2 ** -inf; 0.5 ** -inf; 0.0 ** inf; (-0.0) ** 3; (-2.0) ** 3; (-2.0) ** -3; 2.0 ** 0.5; (-0.0) ** -3
round(2.5); round(3.5); round(-2.5); round(0.5); round(2.675, 2); round(1234.5678, -2); round(1e22); round(5e-324, 400); round(1.5, 10**30); round(1.5, -10**30); round(inf); round(nan); round(inf, 2); round(1e308, -308); round(1.7e308, -308); (1.5).__round__('a'); round(0.15, 1); round(0.25, 1); round(0.35, 1); round(1.25, 1); round(-0.4); round(-0.4, 0); round(150.0, -2); round(250.0, -2); round(2.5, None)
(0.1).hex(); (-0.1).hex(); (0.0).hex(); (-0.0).hex(); (5e-324).hex(); (1e308).hex(); inf.hex(); nan.hex(); (1.0).hex(); (2.2250738585072014e-308).hex(); (2.2250738585072009e-308).hex()
float.fromhex('0x1.ffffp10'); float.fromhex('-0x1p-1074'); float.fromhex('0x1p2000'); float.fromhex('x'); float.fromhex(5); float.fromhex('0x1p'); float.fromhex('1.8'); float.fromhex('0x.8'); float.fromhex('.8p1'); float.fromhex('inf'); float.fromhex(' 0x1 '); float.fromhex('0x'); float.fromhex('0x1.fffffffffffff8p1023'); float.fromhex('0x1.fffffffffffff7p1023'); float.fromhex('0x1p-1075'); float.fromhex('0x1.8p-1075'); float.fromhex('-nan'); float.fromhex('0x1p99999999999999999999')
(0.5).as_integer_ratio(); (0.1).as_integer_ratio(); (1e300).as_integer_ratio()[1]; (-0.25).as_integer_ratio(); (0.0).as_integer_ratio(); inf.as_integer_ratio(); nan.as_integer_ratio()
(1.5).is_integer(); (2.0).is_integer(); inf.is_integer(); (1.5).conjugate(); (1.5).real; (1.5).imag; (1.5).__trunc__(); (-1.5).__floor__(); (-1.5).__ceil__(); inf.__floor__(); nan.__ceil__(); (1e300).__trunc__() == int(1e300); (-0.5).__ceil__(); (1.5).__getnewargs__(); float.__getformat__('double'); float.__getformat__('x'); float.__getformat__(5)
repr(1e16); repr(1e15); repr(123456789012345.6); repr(1e-4); repr(1e-5); repr(0.1); repr(1/3); repr(5e-324); repr(1.7976931348623157e308); repr(-0.0); repr(1e22); repr(1e100); str(2.0); repr(100000000000000000.0); repr(9999999999999998.0); repr(inf); repr(-inf)
hash(0.5); hash(1.0); hash(-1.0); hash(inf); hash(-inf); hash(1e300); hash(0.1); hash(-0.0); hash(2.0**61); hash(5e-324)
1.5 + 'a'; 1.5 < 'a'; 1.5 == 'a'; 1.5 + None; 1.5 & 1; ~1.5; 1.5 << 1; bool(0.0); bool(nan); -1.5; +1.5; abs(-1.5); abs(-0.0); int(1.5); 1.5 == 1.5; 3 == 3.0; 1 / 3; 2 / 3 * 3
'{:.3f}'.format(2.5); '{:e}'.format(12345.678); '{:g}'.format(1e-5); '{:10.2f}|{:<10}|{:^10}|{:+}'.format(1.5, 2.5, 3.5, 4.5); '{:,.2f}'.format(1234567.891); '{:%}'.format(0.25); '{:08.3f}'.format(-3.14159); '{:.0f}'.format(0.5); '{:.0f}'.format(1.5); '{:#.0f}'.format(1.5); '{:.50f}'.format(0.1); '{:d}'.format(1.5); '{:.400g}'.format(5e-324)
'%f' % 1.5; '%.3e' % 12345.678; '%g' % 1e10; '%10.2f|' % 2.5; '%-10.2f|' % 2.5; '%+.1f' % 2.25; '%05.1f' % -2.25; '%s' % 1e16; '%r' % 0.1; '%.0f' % 2.5; '%#.3g' % 1; '%d' % 1.9; '%x' % 255; '%f' % 'a'; '%.100f' % 0.1
""".replace('\n', ';').split(';'):
    if text.strip():
        show(text.strip())
