/** Classes: what they are derived from, their members, and instances of them. */
import { bases, chances, members } from '../weights.js';
import { argumentsFor, makeParameters, noParameters, parameterList, parameterVariables } from './calls.js';
import { define } from './functions.js';
import {
  bind,
  type Callable,
  classes,
  indent,
  inside,
  type Klass,
  type Maker,
  newScope,
  type Parameters,
  type Rules,
} from './maker.js';
import { useOf } from './members.js';
import { show } from './statements.js';

/** Special methods: parameters behind self, and what they return (a type, or text with holes). */
const special: Readonly<Record<string, readonly [parameters: string, returns: string]>> = {
  __repr__: ['', '<str>'],
  __str__: ['', '<str>'],
  __format__: ['spec', 'f"[{spec}]"'],
  __bytes__: ['', '<bytes>'],
  __bool__: ['', '<bool>'],
  __len__: ['', '<small>'],
  __length_hint__: ['', '<small>'],
  __eq__: ['other', '<bool>'],
  __ne__: ['other', '<any>'],
  __lt__: ['other', '<bool>'],
  __le__: ['other', 'NotImplemented'],
  __gt__: ['other', '<bool>'],
  __ge__: ['other', '<any>'],
  __hash__: ['', '<int>'],
  __call__: ['*args, **kwargs', '(args, kwargs)'],
  __getitem__: ['index', 'pick(index, <list>)'],
  __setitem__: ['index, value', 'None'],
  __delitem__: ['index', '<any>'],
  __contains__: ['item', '<any>'],
  __iter__: ['', 'iter(<list>)'],
  __next__: ['', 'after(self, <any>)'],
  __reversed__: ['', 'iter(<list>)'],
  __add__: ['other', '<any>'],
  __radd__: ['other', "('r', <any>)"],
  __iadd__: ['other', 'self'],
  __sub__: ['other', 'NotImplemented'],
  __rsub__: ['other', '<int>'],
  __isub__: ['other', '<any>'],
  __mul__: ['other', '(other, <any>)'],
  __rmul__: ['other', 'NotImplemented'],
  __truediv__: ['other', '<float>'],
  __floordiv__: ['other', '<int>'],
  __mod__: ['other', '<any>'],
  __divmod__: ['other', '<tuple>'],
  __pow__: ['other, modulus=None', '(other, modulus)'],
  __rpow__: ['other', '<any>'],
  __matmul__: ['other', '<any>'],
  __rmatmul__: ['other', '<any>'],
  __imatmul__: ['other', '<any>'],
  __lshift__: ['other', '<any>'],
  __rrshift__: ['other', '<int>'],
  __and__: ['other', '<any>'],
  __or__: ['other', '<any>'],
  __ror__: ['other', '<any>'],
  __xor__: ['other', '<any>'],
  __neg__: ['', '<any>'],
  __pos__: ['', 'self'],
  __invert__: ['', '<any>'],
  __abs__: ['', '<any>'],
  __round__: ['digits=None', '(digits, <int>)'],
  __trunc__: ['', '<int>'],
  __floor__: ['', '<any>'],
  __int__: ['', '<int>'],
  __float__: ['', '<float>'],
  __complex__: ['', '<complex>'],
  __index__: ['', '<small>'],
  __dir__: ['', "['b', 'a', *<strs>]"],
  __missing__: ['key', '(key, <any>)'],
  __getattr__: ['name', '(name, <any>)'],
  __getattribute__: ['name', 'object.__getattribute__(self, name)'],
  __setattr__: ['name, value', 'object.__setattr__(self, name, value)'],
  __delattr__: ['name', 'object.__delattr__(self, name)'],
  __sizeof__: ['', '<small>'],
  __reduce__: ['', '(str, (<str>,))'],
  __copy__: ['', '<any>'],
  __deepcopy__: ['memo', '<any>'],
  __enter__: ['', '<any>'],
  __exit__: ['kind, error, traceback', 'bool(error) and <bool>'],
  __await__: ['', 'iter(<list>)'],
  __fspath__: ['', '<str>'],
  __get__: ['instance, owner=None', '(instance is None, <any>)'],
  __set__: ['instance, value', 'None'],
  __delete__: ['instance', 'None'],
  __set_name__: ['owner, name', 'show(0, name)'],
  __del__: ['', 'print("del")'],
};

/** They come together, as only so they mean something. */
const together: Readonly<Record<string, readonly string[]>> = {
  __enter__: ['__exit__'],
  __next__: ['__iter__'],
  __set__: ['__get__'],
};

const builtins = [
  'int',
  'str',
  'list',
  'dict',
  'tuple',
  'float',
  'set',
  'bytes',
  'object',
  'complex',
  'frozenset',
  'bytearray',
  'bool',
  'range',
];
const exceptions = [
  'Exception',
  'ValueError',
  'KeyError',
  'ArithmeticError',
  'BaseException',
  'StopIteration',
  'ExceptionGroup',
  'OSError',
  'AttributeError',
];

/** A class is being made: what its members add to it. */
interface Draft {
  readonly name: string;
  parameters: Parameters | null;
  readonly special: Set<string>;
  readonly methods: Callable[];
  readonly attributes: Set<string>;
}

export const rules: Rules = {
  klass: (maker) => {
    if (maker.depth > 2 || maker.scope.loops > 0) return [show(maker, maker.expr('any'))];
    const { lines, made } = klass(maker);
    maker.scope.classes.push(made);
    return [...lines, ...instance(maker, made)];
  },

  instance: (maker) => {
    const known = classes(maker.scope);
    if (known.length === 0 || maker.scope.loops > 1) return [show(maker, maker.expr('any'))];
    return instance(maker, maker.random.pick(known));
  },
};

function klass(maker: Maker): { lines: string[]; made: Klass } {
  const { random } = maker;
  const known = classes(maker.scope);
  const kind = random.weighted(bases);
  const own = known.filter((k) => k.special.size < 20);
  const parents: string[] = [];
  const inherited: Klass[] = [];
  if ((kind === 'own' || kind === 'two') && own.length > 0) {
    for (const parent of random.some(own, kind === 'two' ? 2 : 1)) {
      parents.unshift(parent.name);
      inherited.push(parent);
    }
  } else if (kind === 'builtin') parents.push(random.pick(builtins));
  else if (kind === 'exception') parents.push(random.pick(exceptions));

  const draft: Draft = {
    name: maker.fresh('C'),
    // Of an exception's class anything is an argument; built-in ones have mostly something to take.
    parameters:
      inherited[0]?.parameters ?? (kind === 'exception' || kind === 'builtin' ? null : noParameters),
    special: new Set(inherited.flatMap((k) => [...k.special])),
    methods: inherited.flatMap((k) => k.methods),
    attributes: new Set(inherited.flatMap((k) => k.attributes)),
  };
  const keywords: string[] = [];
  if (random.chance(chances.metaclass))
    keywords.push(random.pick(['metaclass=Meta', 'metaclass=type', 'metaclass=Counting']));
  if (random.chance(0.05)) keywords.push('option=1');

  const body: string[] = [];
  inside(maker, newScope('class', maker.scope), () => {
    if (random.chance(chances.slots)) {
      // ExceptionGroup is a class like the program's in CPython, which has a place for weak references already.
      const weak = kind === 'exception' || inherited.some((k) => k.isException) ? [] : [['__weakref__', 'y']];
      const slots = random.pick([['x', 'y'], ['x'], ['x', '__dict__'], [], ...weak]);
      for (const slot of slots.filter((s) => !s.startsWith('__'))) draft.attributes.add(slot);
      body.push(`__slots__ = (${slots.map((s) => `'${s}', `).join('')})`);
    }
    const count = random.between(1, 5);
    for (let i = 0; i < count; i += 1) body.push(...makeMember(maker, draft));
    if (random.chance(0.12)) body.push(`__match_args__ = ('x', 'y')`);
    if (random.chance(0.1))
      body.push(
        'def __init_subclass__(cls, /, **options):',
        `    show(${maker.place()}, (cls.__name__, options))`,
      );
    if (random.chance(0.08))
      body.push('def __class_getitem__(cls, item):', `    return (cls.__name__, item)`);
  });
  const wrapped = random.chance(0.08)
    ? [random.pick(['@functools.total_ordering', '@traced_class', '@dataclasses.dataclass'])]
    : [];
  const head = [...parents, ...keywords].join(', ');
  return {
    lines: [...wrapped, `class ${draft.name}${head ? `(${head})` : ''}:`, ...indent(body)],
    made: {
      name: draft.name,
      parameters: draft.parameters,
      special: draft.special,
      methods: draft.methods,
      attributes: [...draft.attributes],
      builtin: kind === 'builtin' ? parents[0]! : null,
      isException: kind === 'exception' || inherited.some((k) => k.isException),
    },
  };
}

function makeMember(maker: Maker, draft: Draft): string[] {
  const { random } = maker;
  switch (random.weighted(members)) {
    case 'constructor': {
      const parameters = makeParameters(maker, 2);
      draft.parameters = parameters;
      const scope = newScope('function', maker.scope);
      scope.variables = parameterVariables(parameters);
      const named = scope.variables.map(({ name }) => name);
      draft.attributes.add('x').add('y');
      const lines = inside(maker, scope, () => [
        `def __init__(${parameterList(maker, parameters, ['self'])}):`,
        ...indent([
          ...(random.chance(0.3)
            ? [random.pick(['super().__init__()', 'super().__init__(*[])', 'object.__init__(self)'])]
            : []),
          `self.x = ${named.length > 0 ? random.pick(named) : maker.expr('any', 1)}`,
          `self.y = ${maker.expr('any', 1)}`,
        ]),
      ]);
      return lines;
    }
    case 'attribute': {
      const name = random.pick(['x', 'y', 'z', '__private', '_one', 'items', 'real']);
      if (!name.startsWith('__')) draft.attributes.add(name);
      const lines = random.pick([
        [`${name} = ${maker.expr('any', 1)}`],
        [`${name}: int = ${maker.expr('any', 1)}`],
        [`${name}: 'str'`],
      ]);
      return lines;
    }
    case 'method': {
      const { lines, made } = define(
        maker,
        random.pick(['function', 'function', 'generator'] as const),
        ['self'],
        'm',
      );
      draft.methods.push(made);
      return lines;
    }
    case 'special': {
      const name = random.pick(Object.keys(special));
      return [name, ...(together[name] ?? [])].flatMap((one) => specialMethod(maker, draft, one));
    }
    case 'property': {
      const name = random.pick(['x', 'y', 'area']);
      draft.attributes.add(name);
      const lines = ['@property', `def ${name}(self):`, `    return ${maker.expr('any', 1)}`];
      if (random.chance(0.5))
        lines.push(`@${name}.setter`, `def ${name}(self, value):`, `    show(${maker.place()}, value)`);
      if (random.chance(0.2))
        lines.push(`@${name}.deleter`, `def ${name}(self):`, `    show(${maker.place()}, 'deleted')`);
      return lines;
    }
    case 'classMethod':
    case 'staticMethod': {
      const ofClass = random.chance(0.5);
      const { lines, made } = define(maker, 'function', ofClass ? ['cls'] : [], 'm');
      draft.methods.push(made);
      return [ofClass ? '@classmethod' : '@staticmethod', ...lines];
    }
    case 'descriptor': {
      const name = random.pick(['d', 'x', 'y']);
      draft.attributes.add(name);
      return [
        `${name} = ${random.pick(['Descriptor()', 'DataDescriptor()', 'DataDescriptor()', 'functools.partial(len, [])', 'functools.cached_property(lambda self: 5)', 'property()', 'staticmethod(len)', 'classmethod(lambda cls: cls.__name__)'])}`,
      ];
    }
    case 'nested':
      return ['class Inner:', `    x = ${maker.expr('any', 1)}`];
  }
}

function specialMethod(maker: Maker, draft: Draft, name: string): string[] {
  const { random } = maker;
  const [parameters, returns] = special[name]!;
  draft.special.add(name);
  const scope = newScope('function', maker.scope);
  scope.variables = [
    { name: 'self', type: 'none' },
    ...(parameters.match(/\w+(?=,|$|=)/g)?.map((p) => ({ name: p, type: 'none' as const })) ?? []),
  ];
  return inside(maker, scope, () => {
    const result = maker.fill(random.chance(0.06) ? '<any>' : returns, 1);
    const lines = [`def ${name}(self${parameters ? `, ${parameters}` : ''}):`];
    const quiet = /attribute__|__del__|__repr__|__hash__|__getattr__|__len__|__index__/.test(name);
    if (!quiet && random.chance(0.4)) lines.push(`    show(${maker.place()}, '${name}')`);
    if (random.chance(0.06))
      lines.push(`    if ${maker.expr('bool', 0)}: raise ${maker.expr('exception', 0)}`);
    if (name === '__bool__' || name === '__iter__' || !random.chance(0.1)) lines.push(`    return ${result}`);
    else lines.push(`    return super().${name}(${parameters.replace(/=\w+/g, '')})`);
    return lines;
  });
}

function instance(maker: Maker, made: Klass): string[] {
  const { random, scope } = maker;
  const name = maker.fresh('o');
  const args = made.parameters
    ? argumentsFor(maker, made.parameters, 1)
    : random.pick(['', '', maker.expr('any', 1), maker.expr('int', 0), maker.expr('str', 0)]);
  bind(scope, name, `object:${made.name}`);
  const lines = [`${name} = ${made.name}(${args})`];
  const count = random.between(1, 3);
  for (let i = 0; i < count; i += 1)
    lines.push(...[useOf(maker, name, made, 2)].map((use) => show(maker, use)));
  if (random.chance(0.2))
    lines.push(`${name} ${random.pick(['+=', '-=', '@=', '|='])} ${maker.expr('any', 0)}`, show(maker, name));
  return lines;
}
