/** What can be done with an instance of the program's classes: its attributes, methods, and operators. */
import { argumentsFor } from './calls.js';
import { affords, classes, type Klass, type Maker, type Type, variables } from './maker.js';

/** How a special method is reached: the object is `<self>`. */
export const uses: Readonly<Record<string, readonly string[]>> = {
  __repr__: ['repr(<self>)', 'f"{<self>!r}"', "('%r' % (<self>,))"],
  __str__: ['str(<self>)', "('%s' % (<self>,))", "'{}'.format(<self>)"],
  __format__: ["format(<self>, '>5')", "f'{<self>:x}'", 'format(<self>)'],
  __bytes__: ['bytes(<self>)'],
  __bool__: ['bool(<self>)', '(not <self>)', '(<self> and <any>)', '(1 if <self> else 2)'],
  __len__: ['len(<self>)', 'bool(<self>)', '<self>.__len__()'],
  __length_hint__: ['operator.length_hint(<self>, 3)'],
  __eq__: [
    '(<self> == <any>)',
    '(<any> == <self>)',
    '(<self> in [<any>, <any>])',
    '(<self> != <any>)',
    '(<self> == <self>)',
  ],
  __ne__: ['(<self> != <any>)'],
  __lt__: [
    '(<self> < <any>)',
    '(<any> > <self>)',
    'sorted([<self>, <self>])',
    'min(<self>, <any>)',
    '(1 < <self> < 3)',
  ],
  __le__: ['(<self> <= <any>)', '(<any> >= <self>)'],
  __gt__: ['(<self> > <any>)', 'max(<self>, <any>)'],
  __ge__: ['(<self> >= <any>)'],
  __hash__: ['hash(<self>)', '{<self>: <any>}', 'len({<self>, <self>})'],
  __call__: [
    '<self>()',
    '<self>(<any>)',
    '<self>(<any>, k=<any>)',
    'list(map(<self>, <iterable>))',
    '<self>(*<list>)',
  ],
  __getitem__: [
    '<self>[<small>]',
    '<self>[<slice>]',
    '<self>[<key>]',
    '<self>[<any>, <any>]',
    '<self>[...]',
    'list(itertools.islice(iter(<self>), 4))',
  ],
  __contains__: ['(<any> in <self>)', '(<any> not in <self>)'],
  __iter__: [
    'list(<self>)',
    '[*<self>]',
    'tuple(<self>)',
    'sorted(<self>)',
    '(<any> in <self>)',
    'list(zip(<self>, <self>))',
    'max(<self>, default=<any>)',
    'dict(enumerate(<self>))',
  ],
  __next__: ['next(<self>)', 'next(<self>, <any>)'],
  __reversed__: ['list(reversed(<self>))'],
  __add__: ['(<self> + <any>)', '(<self> + <self>)', 'sum([<self>], <any>)'],
  __radd__: ['(<any> + <self>)', 'sum([<self>, <self>])'],
  __sub__: ['(<self> - <any>)'],
  __rsub__: ['(<any> - <self>)'],
  __mul__: ['(<self> * <small>)'],
  __rmul__: ['(<small> * <self>)', '(<list> * <self>)'],
  __truediv__: ['(<self> / <any>)'],
  __floordiv__: ['(<self> // <any>)'],
  __mod__: ['(<self> % <any>)'],
  __divmod__: ['divmod(<self>, <any>)'],
  __pow__: ['(<self> ** <small>)', 'pow(<self>, <small>, <any>)'],
  __rpow__: ['(<small> ** <self>)'],
  __matmul__: ['(<self> @ <any>)'],
  __rmatmul__: ['(<any> @ <self>)'],
  __lshift__: ['(<self> << <small>)'],
  __rrshift__: ['(<int> >> <self>)'],
  __and__: ['(<self> & <any>)'],
  __ror__: ['(<any> | <self>)', '(<dict> | <self>)', '(<set> | <self>)'],
  __xor__: ['(<self> ^ <any>)'],
  __neg__: ['(-<self>)'],
  __pos__: ['(+<self>)'],
  __invert__: ['(~<self>)'],
  __abs__: ['abs(<self>)'],
  __round__: ['round(<self>)', 'round(<self>, <small>)'],
  __trunc__: ['math.trunc(<self>)', 'int(<self>)'],
  __floor__: ['math.floor(<self>)'],
  __int__: ['int(<self>)', "('%d' % <self>)"],
  __float__: ['float(<self>)', 'math.sqrt(<self>)', "('%.2f' % <self>)"],
  __complex__: ['complex(<self>)'],
  __index__: [
    '<list>[<self>]',
    'hex(<self>)',
    '<str>[<self>:]',
    'operator.index(<self>)',
    'list(range(<self>))[:9]',
    "('%x' % <self>)",
    'int(<self>)',
    'float(<self>)',
    '<bytes>.center(<self>)',
    'round(<float>, <self>)',
    'chr(<self>)',
  ],
  __dir__: ['dir(<self>)'],
  __missing__: ['<self>[<key>]', '<self>.get(<key>)'],
  __getattr__: ['<self>.missing', "getattr(<self>, 'nothing', <any>)", "hasattr(<self>, 'zz')"],
  __getattribute__: ['<self>.x', '<self>.missing', '<self>.__class__'],
  __sizeof__: ['<self>.__sizeof__()'],
  __reduce__: ['copy.copy(<self>)'],
  __copy__: ['copy.copy(<self>)'],
  __deepcopy__: ['copy.deepcopy(<self>)'],
  __instancecheck__: ['isinstance(<any>, <self>)'],
  __class_getitem__: ['type(<self>)[<any>]'],
  __enter__: ['<self>.__enter__()'],
  __await__: ['list(<self>.__await__())'],
  __fspath__: ['os.fspath(<self>)'],
  __mro_entries__: ["type('Made', (), {})"],
  __or__: ['(<self> | <any>)'],
};

const plainUses = [
  'repr(<self>)',
  '<self>.__dict__',
  'vars(<self>)',
  '<self>.__class__.__name__',
  '(<self> == <self>)',
  'bool(<self>)',
  'isinstance(<self>, <class>)',
  'type(<self>).__mro__',
  'len(<self>)',
  '<self>()',
  '<self>[<small>]',
  '(<self> + <any>)',
  'list(<self>)',
  'callable(<self>)',
  '<self>.missing',
  '(<self> < <any>)',
  '(hash(<self>) is None)',
];

/** An expression on some instance in sight, or null where there is none. What it gives is anybody's guess. */
export function member(maker: Maker, _type: Type, depth: number): string | null {
  const { random, scope } = maker;
  const known = classes(scope);
  const instances = variables(scope).filter(({ type }) => type.startsWith('object:'));
  if (instances.length === 0 || !affords(maker, 8)) return null;
  const instance = random.pick(instances);
  const klass = known.find(({ name }) => instance.type === `object:${name}`);
  return klass ? useOf(maker, instance.name, klass, depth) : null;
}

export function useOf(maker: Maker, self: string, klass: Klass, depth: number): string {
  const { random } = maker;
  const specials = [...klass.special].filter((name) => uses[name]);
  const template = () => {
    if (specials.length > 0 && random.chance(0.6)) return random.pick(uses[random.pick(specials)]!);
    if (klass.methods.length > 0 && random.chance(0.4)) {
      const method = random.pick(klass.methods);
      return `${random.pick(['<self>', '<self>', '<self>', klass.name])}.${method.name}(${argumentsFor(maker, method.parameters, 0)})`;
    }
    if (klass.attributes.length > 0 && random.chance(0.6)) {
      const attribute = random.pick(klass.attributes);
      return random.pick([
        `<self>.${attribute}`,
        `${klass.name}.${attribute}`,
        `getattr(<self>, '${attribute}', <any>)`,
      ]);
    }
    return random.pick(plainUses);
  };
  return maker.fill(template().replaceAll('<self>', self), depth);
}
