/**
 * Expressions of the built-in types, by the type of their result. In a rule, `<type>` is a hole for an expression of that type:
 *
 *     small     an int between -10 and 10, wherever a large one would take time or memory without end
 *     any       anything
 *     key       what can be hashed and has no address in its hash
 *     ints      what iterates over ints; `strs` over strings
 *     plain     an expression without quotes and backslashes: f-strings of 3.11 take no others
 *     format    a format specification, `percent` one for the operator %
 *     slice     what stands between the brackets of a subscript
 *     fn1, fn2  a function of one or two arguments, `test` one that answers true or false
 *
 * A rule is an atom: it can stand anywhere without further parentheses. A result's size must not grow with a number in it.
 */
const number = `
(<int> + <int>) | (<int> - <int>) | (<int> * <int>) | (<int> // <int>) | (<int> % <int>) | (<int> & <int>) | (<int> | <int>) | (<int> ^ <int>)
(<int> << <small>) | (<int> >> <small>) | (<int> ** <small>) | (-<int>) | (~<int>) | (+<bool>) | (<bool> + <bool>) | (<int> * <bool>)
abs(<int>) | int(<float>) | int(<str>) | int(<str>, <int>) | int(<bytes>) | int(<bool>) | len(<sized>) | hash(<key>) | round(<float>) | round(<int>, <small>)
ord(<str>) | sum(<ints>) | sum(<ints>, <int>) | min(<ints>) | max(<ints>) | min(<int>, <int>) | max(<int>, <int>, key=<fn1>) | max(<ints>, default=<int>)
pow(<int>, <small>) | pow(<int>, <int>, <int>) | divmod(<int>, <int>)[<small>] | <int>.bit_length() | <int>.bit_count() | <int>.conjugate() | <int>.numerator
int.from_bytes(<bytes>, <order>) | int.from_bytes(<bytes>, <order>, signed=<bool>) | <str>.find(<str>) | <str>.index(<str>) | <str>.count(<str>) | <str>.rfind(<str>, <small>)
<str>.rindex(<str>, <small>, <int>) | <str>.count(<str>, <int>, <int>) | <list>.index(<any>) | <list>.count(<any>) | <tuple>.index(<any>, <int>) | <tuple>.count(<any>)
<bytes>.find(<bytes>) | <bytes>.count(<int>) | <bytes>.rindex(<bytes>) | <bytes>[<small>] | <bytearray>[<small>] | <range>.index(<int>) | <range>.count(<int>) | <range>[<small>]
<str>.__len__() | <int>.__add__(<any>) | <int>.__divmod__(<int>) | <int>.__rsub__(<any>) | <int>.__index__() | <float>.__trunc__() | <slicing>.stop
len(<memoryview>) | <memoryview>.nbytes | <memoryview>[<small>] | int(<any>) | <int>.__format__('<format>') | <int>.to_bytes(<small>, <order>)[0] | <float>.as_integer_ratio()[0]
<str>.__hash__() | <int>.__mul__(<float>) | <bytearray>.pop() | <bytes>.__getitem__(<int>) | sum([<int>, <bool>, <int>]) | (<int> if <bool> else <int>)`;

const floats = `
(<float> + <float>) | (<float> - <int>) | (<int> * <float>) | (<float> / <float>) | (<int> / <int>) | (<float> // <float>) | (<float> % <float>) | (<float> ** <small>)
(-<float>) | abs(<float>) | float(<int>) | float(<str>) | float(<any>) | round(<float>, <small>) | <float>.real | <float>.conjugate() | <complex>.imag | abs(<complex>)
float.fromhex(<float>.hex()) | divmod(<float>, <float>)[1] | max(<float>, <float>) | min(<float>, <int>) | sum(<floats>) | pow(<float>, <small>) | (<int> ** (-2)) | math.sqrt(<float>)
math.floor(<float>) | math.copysign(<float>, <float>) | math.fmod(<float>, <float>) | math.hypot(<float>, <float>) | math.ldexp(<float>, <small>) | <float>.__floordiv__(<any>)`;

const complexes = `
(<complex> + <complex>) | (<complex> * <complex>) | (<complex> - <float>) | (<complex> / <complex>) | (<complex> ** <small>) | (-<complex>) | <complex>.conjugate()
complex(<float>, <float>) | complex(<str>) | complex(<int>) | complex(<any>) | (<int> + <complex>) | pow(<complex>, <small>) | <complex>.__sub__(<any>)`;

const truths = `
(<int> < <int>) | (<int> <= <float>) | (<float> == <int>) | (<any> == <any>) | (<any> != <any>) | (<str> < <str>) | (<list> < <list>) | (<tuple> >= <tuple>) | (<set> <= <set>)
(<set> < <set>) | (<any> is None) | (<any> is not None) | (not <any>) | (<int> < <int> < <int>) | (<str> <= <str> != <str>) | (<any> in <list>) | (<key> in <dict>) | (<str> in <str>)
(<key> not in <set>) | (<int> in <range>) | (<int> in <bytes>) | (<any> in <tuple>) | isinstance(<any>, <class>) | issubclass(<class>, <class>) | callable(<any>) | bool(<any>)
any(<ints>) | all(<ints>) | hasattr(<any>, <attribute>) | <str>.isalpha() | <str>.isdigit() | <str>.isidentifier() | <str>.isupper() | <str>.isspace() | <str>.istitle() | <str>.isnumeric()
<str>.isprintable() | <str>.startswith(<str>) | <str>.endswith((<str>, <str>)) | <str>.startswith(<str>, <small>, <int>) | <bytes>.isalnum() | <bytes>.startswith(<bytes>) | <float>.is_integer()
<set>.issubset(<set>) | <set>.isdisjoint(<ints>) | <set>.issuperset(<strs>) | (<bytes> == <bytearray>) | (<dict> == <dict>) | (<any> < <any>) | (<any> >= <any>) | (<bool> and <bool>) | (<bool> or <bool>)
(<memoryview> == <bytes>) | <memoryview>.readonly | <str>.isdecimal() | <str>.isascii() | <bytes>.islower() | <int>.__eq__(<any>) | <str>.__contains__(<any>) | (<bool> ^ <bool>) | isinstance(<any>, int | str)`;

const text = `
(<str> + <str>) | (<str> * <small>) | (<small> * <str>) | (<str> % <any>) | (<percent> % <any>) | (<percent> % (<any>, <any>)) | <str>[<small>] | <str>[<slice>] | str(<any>) | repr(<any>) | ascii(<any>)
<str>.upper() | <str>.lower() | <str>.title() | <str>.capitalize() | <str>.swapcase() | <str>.casefold() | <str>.strip() | <str>.lstrip(<str>) | <str>.rstrip(<str>) | <str>.strip(<str>)
<str>.replace(<str>, <str>) | <str>.replace(<str>, <str>, <small>) | <str>.join(<strs>) | <str>.center(<small>) | <str>.ljust(<small>, <str>) | <str>.rjust(8, '*') | <str>.zfill(<small>)
<str>.expandtabs(<small>) | <str>.translate({97: <str>, 98: None}) | <str>.translate(str.maketrans(<str>, <str>)) | <str>.removeprefix(<str>) | <str>.removesuffix(<str>) | <str>.format(<any>, <any>)
'{0}-{1}'.format(<any>, <any>) | '{:<format>}'.format(<number>) | '{0!r:>12} {k}'.format(<any>, k=<any>) | '{a[0]} {a.real}'.format(a=<any>) | format(<number>, '<format>') | format(<str>, '<format>') | format(<any>, '<format>')
chr(<int>) | hex(<int>) | bin(<int>) | oct(<int>) | <bytes>.decode() | <bytes>.decode('latin-1') | <bytes>.decode('ascii', <errors>) | <bytes>.decode('utf-8', <errors>) | <bytes>.hex() | <bytes>.hex(<str>)
<float>.hex() | f'{<plain>}' | f'{<plain>!r}' | f'{<plain>:<format>}' | f'{<plain>=}' | f'{<plain>!s:>{<width>}}' | f'<{<plain>}|{<plain>:<format>}>' | f'{<plain>=!r:^20}' | <str>.partition(<str>)[<small>] | <str>.split()[<small>]
<str>.format_map(<dict>) | str(<bytes>, 'utf-8') | str(<any>, <any>) | type(<any>).__name__ | <str>.__mul__(<small>) | <str>.__getitem__(<small>) | <str>.__add__(<any>) | min(<strs>) | max(<str>, <str>) | <str>.encode('utf-8', <errors>).decode('utf-8', <errors>)
('%s %r' % (<any>, <any>)) | ('%(a)s' % {'a': <any>}) | ('%5d|%-6.2f' % (<number>, <number>)) | ('%*d' % (<small>, <int>)) | ('%c%%' % (<int>,)) | ('%x %o' % (<int>, <int>)) | ('%e' % <number>) | ('%.3g' % <number>) | <memoryview>.format | <complex>.__repr__()`;

const binary = `
(<bytes> + <bytes>) | (<bytes> * <small>) | <bytes>[<slice>] | bytes(<small>) | bytes(<ints>) | bytes(<str>, <encoding>) | <str>.encode() | <str>.encode('ascii', <errors>) | <str>.encode(<encoding>, <errors>) | <bytes>.upper()
<bytes>.replace(<bytes>, <bytes>) | <bytes>.strip(<bytes>) | <bytes>.join([<bytes>, <bytes>]) | <bytes>.center(<small>, b'*') | <bytes>.zfill(<small>) | <bytes>.translate(None, <bytes>) | <bytes>.title() | <bytes>.expandtabs(<small>)
bytes.fromhex(<str>) | <int>.to_bytes(<small>, <order>) | <int>.to_bytes(<small>, <order>, signed=<bool>) | (b'%s' % <bytes>) | (b'%d %a' % (<int>, <any>)) | <bytes>.removeprefix(<bytes>) | <bytes>.partition(<bytes>)[0] | <memoryview>.tobytes() | bytes(<any>) | <bytes>.swapcase() | (<bytes> + <bytearray>)`;

const byteArrays = `
(<bytearray> + <bytes>) | (<bytearray> * <small>) | <bytearray>[<slice>] | bytearray(<bytes>) | bytearray(<ints>) | <bytearray>.upper() | <bytearray>.copy() | <bytearray>.replace(<bytes>, <bytes>) | <bytearray>.split(<bytes>)[0] | bytearray(<str>, <encoding>) | <bytearray>.rjust(<small>)`;

const lists = `
[<any>, <any>] | [<int>, <int>, <int>] | [<str>, <str>] | [*<iterable>, <any>] | [] | [<list>, <any>] | list(<iterable>) | list(<range>) | list(<iterator>) | sorted(<ints>) | sorted(<strs>, reverse=<bool>) | sorted(<iterable>, key=<fn1>) | (<list> + <list>) | (<list> * <small>) | <list>[<slice>]
<str>.split() | <str>.split(<str>) | <str>.rsplit(<str>, <small>) | <str>.splitlines() | <str>.splitlines(<bool>) | <bytes>.split(<bytes>) | <list>.copy() | list(<dict>.items()) | list(<dict>.keys()) | list(<dict>.values()) | list(map(<fn1>, <iterable>)) | list(filter(<test>, <iterable>))
list(zip(<iterable>, <iterable>)) | list(enumerate(<iterable>, <int>)) | list(reversed(<sequence>)) | list(zip(<iterable>, <iterable>, strict=True)) | list(map(<fn2>, <iterable>, <iterable>)) | <memoryview>.tolist() | sorted(<list>) | [<list>, <list>][<bool>] | <list>.__add__(<any>) | <range>.__reduce__()[1:]`;

const tuples = `
(<any>, <any>) | (<int>, <str>) | () | (<any>,) | (*<iterable>,) | tuple(<iterable>) | (<tuple> + <tuple>) | (<tuple> * <small>) | <tuple>[<slice>] | divmod(<number>, <number>) | <str>.partition(<str>) | <bytes>.rpartition(<bytes>) | <float>.as_integer_ratio() | <int>.as_integer_ratio() | <slicing>.indices(<int>) | <dict>.popitem() | <tuple>.__getnewargs__() | <memoryview>.shape | <memoryview>.strides`;

const dicts = `
{<key>: <any>, <key>: <any>} | {} | {<str>: <any>} | {**<dict>, <key>: <any>} | dict(<dict>) | dict(a=<any>, b=<any>) | dict(<dict>, z=<any>) | dict(zip(<strs>, <iterable>)) | dict.fromkeys(<strs>) | dict.fromkeys(<ints>, <any>) | (<dict> | <dict>) | <dict>.copy() | dict(<iterable>) | dict(enumerate(<iterable>))`;

const sets = `
{<key>, <key>} | set() | set(<strs>) | set(<ints>) | {*<ints>, <key>} | (<set> | <set>) | (<set> & <set>) | (<set> - <set>) | (<set> ^ <set>) | <set>.union(<ints>, <strs>) | <set>.intersection(<ints>) | <set>.difference(<ints>) | <set>.symmetric_difference(<strs>) | <set>.copy() | (<dict>.keys() & <set>) | (<dict>.keys() | <strs>) | (<set> | <frozenset>)`;

const frozenSets = `frozenset(<ints>) | frozenset(<set>) | frozenset() | (<frozenset> | <set>) | (<frozenset> - <set>) | <frozenset>.union(<strs>) | <frozenset>.copy()`;

const ranges = `range(<small>) | range(<small>, <small>) | range(<small>, <small>, <small>) | range(<int>, <int>, <int>)[<slice>][:5] | range(10)[<slice>] | range(<small>, 12, 3) | range(10, 0, <small>)`;

const views = `memoryview(<bytes>) | memoryview(<bytearray>) | <memoryview>[<slice>] | memoryview(<bytes>).cast('B') | memoryview(bytes(8)).cast('H') | memoryview(bytearray(8)).cast('i') | memoryview(<bytes>).toreadonly()`;

const iterators = `
iter(<iterable>) | reversed(<sequence>) | map(<fn1>, <iterable>) | filter(<test>, <iterable>) | filter(None, <iterable>) | zip(<iterable>, <iterable>) | enumerate(<iterable>) | (x for x in <iterable>) | iter(<dict>.items()) | iter(<list>) | map(<fn2>, <ints>, <ints>) | itertools.chain(<iterable>, <iterable>) | itertools.islice(<iterable>, 5) | itertools.accumulate(<ints>) | itertools.zip_longest(<iterable>, <iterable>)`;

const anything = `
next(<iterator>) | next(<iterator>, <any>) | <list>[<small>] | <tuple>[<small>] | <dict>[<key>] | <dict>.get(<key>) | <dict>.get(<key>, <any>) | <dict>.setdefault(<key>, <any>) | <dict>.pop(<key>, <any>) | <dict>.pop(<key>) | <list>.pop() | <list>.pop(<small>) | <set>.pop() | getattr(<any>, <attribute>) | getattr(<any>, <attribute>, <any>) | type(<any>) | (<any> or <any>) | (<any> and <any>) | (<any> + <any>) | (<any> - <any>) | (<any> % <any>) | (<any> // <int>) | (<any> | <any>) | (<any> & <any>) | (<any> ^ <any>) | (<any> / <any>) | (<any> @ <any>) | (-<any>) | (~<any>) | (+<any>) | abs(<any>) | <any>[<small>] | <any>[<slice>] | <any>[<any>] | iter(<any>) | len(<any>) | round(<any>) | sum(<iterable>) | sum(<iterable>, <any>) | min(<iterable>) | max(<iterable>, key=<fn1>, default=<any>) | reversed(<any>) | list(<any>) | tuple(<any>) | set(<any>) | dict(<any>) | str(<any>) | bytes(<small>) | bool(<any>) | <any>.__class__ | (<any>.__doc__ is None) | <any>.__eq__(<any>) | <any>.__lt__(<any>) | <fn1>(<any>) | <fn2>(<any>, <any>) | functools.reduce(<fn2>, <iterable>) | functools.reduce(<fn2>, <iterable>, <any>) | functools.partial(<fn2>, <any>)(<any>) | operator.itemgetter(<small>, 0)(<sequence>) | operator.add(<any>, <any>) | copy.copy(<any>) | copy.deepcopy(<list>) | slice(<any>, <any>) | list[<class>] | (<class> | None) | dict[str, <class>] | divmod(<any>, <any>) | pow(<any>, <small>) | [<any>].index(<any>) | isinstance(<any>, <any>) | format(<any>) | hasattr(<any>, <str>)`;

const helpers: Record<string, string> = {
  key: `<int> | <str> | <str> | <float> | <bool> | <bytes> | (<int>, <str>) | frozenset({<int>}) | (<key>, <key>) | <complex>`,
  number: `<int> | <float> | <bool> | <int> | <complex>`,
  sequence: `<list> | <tuple> | <str> | <range> | <bytes>`,
  sized: `<list> | <tuple> | <str> | <range> | <dict> | <set> | <bytes> | <bytearray> | <frozenset>`,
  iterable: `<list> | <tuple> | <str> | <range> | <dict> | <bytes> | <iterator> | [<int>, <int>] | <dict>.items() | (<any>, <any>, <any>)`,
  ints: `[<int>, <int>] | (<int>, <int>, <int>) | <range> | [] | <bytes> | {<int>, <int>} | [<int> for i in <range>] | {<int>: <any>} | [<small>, <bool>, <int>]`,
  floats: `[<float>, <float>] | (<float>, <int>) | [0.1, 0.2, <float>]`,
  strs: `[<str>, <str>] | (<str>, <str>, <str>) | <str> | {<str>: <any>} | <str>.split() | [str(i) for i in <range>]`,
  slicing: `slice(<small>) | slice(<small>, <small>) | slice(<small>, None, <small>) | slice(None, None, -1)`,
  fn1: `str | repr | int | len | abs | type | bool | list | (lambda x: x) | (lambda x: (x, x)) | (lambda x: x + <int>) | (lambda x: -x) | str.upper | (lambda *a: a) | (lambda x, y=<any>: (y, x)) | operator.neg | operator.itemgetter(<small>) | (lambda x: hash(type(x).__name__)) | tuple | sorted`,
  fn2: `(lambda x, y: x + y) | (lambda x, y: (x, y)) | max | operator.add | operator.mul | divmod | (lambda x, *, y=1: x) | isinstance | operator.sub | (lambda x, y: y) | operator.lt | getattr | operator.mod`,
  test: `bool | callable | str.isdigit | (lambda x: x) | (lambda x: not x) | (lambda x: x == <any>) | (lambda x: x < <int>) | operator.truth`,
  width: `1 | 5 | 12 | -3`,
  order: `'big' | 'little' | 'big' | 'little' | <str>`,
  errors: `'strict' | 'ignore' | 'replace' | 'backslashreplace' | 'surrogateescape' | 'surrogatepass' | 'xmlcharrefreplace' | 'nonsense'`,
  encoding: `'utf-8' | 'ascii' | 'latin-1' | 'utf-16' | 'utf-16-le' | 'cp1252' | 'utf-8-sig' | 'nonsense'`,
  attribute: `'real' | '__len__' | 'upper' | 'append' | 'x' | 'y' | '__name__' | 'missing' | '__iter__' | 'items' | '__class__' | 'args' | '__call__'`,
  class: `<builtinClass> | <builtinClass> | type(<any>) | (int, str) | Exception | BaseException`,
};

const rows = (source: string): readonly string[] =>
  source
    .split('\n')
    // A bar that belongs to a rule stands within parentheses or quotes.
    .flatMap((line) => splitBars(line))
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');

function splitBars(line: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]!;
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === '|' && depth === 0) {
      found.push(line.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, line.slice(from)];
}

export const rules: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    int: number,
    float: floats,
    complex: complexes,
    bool: truths,
    str: text,
    bytes: binary,
    bytearray: byteArrays,
    list: lists,
    tuple: tuples,
    dict: dicts,
    set: sets,
    frozenset: frozenSets,
    range: ranges,
    memoryview: views,
    iterator: iterators,
    any: anything,
    ...helpers,
  }).map(([type, source]) => [type, rows(source)]),
);
