/** Statements that show, bind, change and delete. */
import { chances } from '../weights.js';
import { bind, classes, indent, inSight, type Maker, type Rules, type Type, variables } from './maker.js';

/** Prints a value by the program's helper, which also survives a `repr` that fails. */
export const show = (maker: Maker, expression: string): string => `show(${maker.place()}, ${expression})`;

/** A name to bind here: mostly a new one, now and then one that exists, also outside. */
export function target(maker: Maker, type: Type): string {
  const { random, scope } = maker;
  const own = scope.variables.filter((v) => /^v\d/.test(v.name));
  const outer = variables(scope).filter((v) => /^v\d/.test(v.name) && !scope.declared.has(v.name));
  let name: string;
  if (own.length > 0 && random.chance(0.4)) name = random.pick(own).name;
  else if (scope.kind !== 'module' && outer.length > 0 && random.chance(chances.shadow))
    name = random.pick(outer).name;
  else name = maker.fresh('v');
  bind(scope, name, type);
  return name;
}

/** A type worth a variable. */
export function variableType(maker: Maker): Type {
  return maker.random.pick([
    ...[
      'int',
      'int',
      'float',
      'str',
      'str',
      'bytes',
      'list',
      'list',
      'list',
      'tuple',
      'dict',
      'dict',
      'set',
      'bool',
      'complex',
    ],
    ...['bytearray', 'range', 'iterator', 'frozenset', 'memoryview', 'any'],
  ]);
}

const changes: Readonly<Record<string, readonly string[]>> = {
  list: [
    '<it>.append(<any>)',
    '<it>.extend([<any>, <any>])',
    '<it>.insert(<small>, <any>)',
    '<it>.remove(<any>)',
    '<it>.reverse()',
    '<it>.sort()',
    '<it>.sort(key=<fn1>, reverse=<bool>)',
    '<it>.clear()',
    '<it>.pop()',
    '<it>.pop(<small>)',
    '<it>[<slice>] = <iterable>',
    '<it>[<slice>] = [<any>]',
    'del <it>[<slice>]',
    'del <it>[<small>]',
    '<it>[<small>] = <any>',
    '<it>.__setitem__(<small>, <any>)',
    '<it>[<slice>] *= <small>',
    '<it> *= <small>',
    '<it> += <tuple>',
    '<it>[<small>] += <any>',
    '<it>.__init__(<iterable>)',
    '<it>.sort(key=lambda x: (str(type(x)), repr(x)))',
  ],
  dict: [
    '<it>[<key>] = <any>',
    'del <it>[<key>]',
    '<it>.update(<dict>)',
    '<it>.update(a=<any>, b=<any>)',
    '<it>.update([(<key>, <any>)])',
    '<it>.pop(<key>, None)',
    '<it>.popitem()',
    '<it>.clear()',
    '<it>.setdefault(<key>, [])',
    '<it> |= <dict>',
    '<it>[<key>] += <any>',
    '<it>.setdefault(<key>, []).append(<any>)',
    '<it>.update(<iterable>)',
  ],
  set: [
    '<it>.add(<key>)',
    '<it>.discard(<key>)',
    '<it>.remove(<key>)',
    '<it>.update(<ints>)',
    '<it>.clear()',
    '<it> |= <set>',
    '<it> &= <set>',
    '<it> -= <set>',
    '<it> ^= <set>',
    '<it>.intersection_update(<ints>)',
    '<it>.difference_update(<ints>, <strs>)',
    '<it>.symmetric_difference_update(<ints>)',
    '<it>.pop()',
    '<it>.add(<list>)',
  ],
  bytearray: [
    '<it>.append(<int>)',
    '<it>.append(<small>)',
    '<it>.extend(<bytes>)',
    '<it>.extend(<ints>)',
    '<it>.insert(<small>, 65)',
    '<it>[<small>] = 7',
    '<it>[<slice>] = <bytes>',
    'del <it>[<slice>]',
    '<it>.remove(97)',
    '<it>.reverse()',
    '<it>.clear()',
    '<it>.pop()',
    '<it> += <bytes>',
    '<it> *= <small>',
    '<it>[<small>] = <int>',
  ],
  memoryview: ['<it>[<small>] = 1', '<it>[<slice>] = <bytes>', '<it>.release()', '<it>[<small>] = <any>'],
  iterator: ['next(<it>)', 'list(<it>)', 'for x in <it>: pass', '<it>.close()', 'next(<it>, None)'],
};

const operators = ['+', '-', '*', '//', '%', '&', '|', '^', '/', '@', '**', '<<', '>>'];
/** Operators whose right operand must stay small, whatever the left one is. */
const growing = new Set(['*', '**', '<<']);

/** `lambda:` and statements that print for themselves are put into one line of the program's own. */
const expressionLike = /^(?!del |for )[^=]*$|^[^=]*\([^=]*\)$/;

export const rules: Rules = {
  show: (maker) => [show(maker, maker.expr(maker.anyType()))],

  assign: (maker) => {
    const { random } = maker;
    const type = variableType(maker);
    const value = maker.expr(type);
    const name = target(maker, type);
    if (random.chance(0.06) && !maker.scope.declared.has(name))
      return [`${name}: ${random.pick(['int', "'no'", 'list[str]'])} = ${value}`];
    if (random.chance(0.1)) return [`${name} = ${target(maker, type)} = ${value}`];
    return [`${name} = ${value}`];
  },

  augmented: (maker) => {
    const { random, scope } = maker;
    const own = scope.variables.filter((v) => /^v\d/.test(v.name));
    const seen =
      own.length > 0 && random.chance(0.9)
        ? own
        : variables(scope).filter((v) => /^v\d/.test(v.name) && !scope.declared.has(v.name));
    if (seen.length === 0) return rules.assign!(maker);
    const { name, type } = random.pick(seen);
    const operator = random.pick(operators);
    const right = growing.has(operator) ? 'small' : random.chance(0.7) ? type : maker.anyType();
    // What doubles in a loop does not end.
    if (
      scope.loops > 0 &&
      ['str', 'list', 'tuple', 'bytes', 'bytearray', 'any'].includes(type) &&
      '+*|'.includes(operator[0]!)
    )
      return [show(maker, name)];
    return [`${name} ${operator}= ${maker.expr(right, 1)}`, show(maker, name)];
  },

  unpack: (maker) => {
    const { random, scope } = maker;
    const count = random.between(1, 3);
    const source = random.chance(0.6)
      ? `(${Array.from({ length: count + (random.chance(0.1) ? 1 : 0) }, () => maker.expr('any', 1)).join(', ')},)`
      : maker.fill('<iterable>', 2);
    // CPython 3.11 gets the order wrong in which a name is bound twice: `a, a = 1, 2`.
    const names = [...new Set(Array.from({ length: count }, () => target(maker, 'any')))];
    const star = random.chance(0.35) ? random.below(names.length) : -1;
    const parts = names.map((name, index) =>
      index === star ? `*${name}` : random.chance(0.1) ? `(${name}, *_)` : name,
    );
    if (star >= 0) bind(scope, names[star]!, 'list');
    const all = `${parts.join(', ')}${names.length === 1 ? ',' : ''}`;
    return [`${random.pick([all, all, `[${all}]`])} = ${source}`, ...names.map((name) => show(maker, name))];
  },

  /** To an element, an attribute, a slice. */
  item: (maker) => {
    const { random, scope } = maker;
    const objects = variables(scope).filter((v) => v.type.startsWith('object:'));
    if (objects.length > 0 && random.chance(0.6)) {
      const { name, type } = random.pick(objects);
      const klass = classes(scope).find((k) => type === `object:${k.name}`);
      const attribute = random.pick([...(klass?.attributes ?? []), 'x', 'y', 'fresh']);
      const place = random.pick([
        `${name}.${attribute}`,
        `${name}.${attribute}`,
        `${name}[${maker.expr('key', 0)}]`,
        `${name}[${maker.expr('slice', 0)}]`,
      ]);
      const how = random.pick([
        `${place} = ${maker.expr('any', 1)}`,
        `${place} += ${maker.expr('any', 0)}`,
        `del ${place}`,
        `${place} = ${maker.expr('int', 1)}`,
      ]);
      return [how, show(maker, place)];
    }
    return change(maker);
  },

  change,

  remove: (maker) => {
    const { random, scope } = maker;
    const own = scope.variables.filter((v) => /^v\d/.test(v.name) && !scope.declared.has(v.name));
    if (own.length === 0 || scope.loops > 0) return rules.show!(maker);
    const { name } = random.pick(own);
    const kept = random.chance(0.3);
    if (!kept) scope.variables = scope.variables.filter((v) => v.name !== name);
    return random.chance(0.2) && own.length > 1 ? [`del (${name})`] : [`del ${name}`];
  },

  check: (maker) => [
    `assert ${maker.expr('bool')}${maker.random.chance(0.6) ? `, ${maker.expr('any', 1)}` : ''}`,
  ],

  scoping: (maker) => {
    const { random, scope } = maker;
    if (scope.kind === 'module' || scope.kind === 'class') return rules.show!(maker);
    const own = new Set(scope.variables.map((v) => v.name));
    const outer = [...inSight(scope)].slice(1);
    const bindable = outer.flatMap((s) =>
      s.variables
        .filter((v) => /^v\d/.test(v.name) && !own.has(v.name))
        .map((v) => ({ ...v, keyword: s.kind === 'module' ? 'global' : 'nonlocal' })),
    );
    if (bindable.length === 0 || maker.depth > 1) return rules.show!(maker);
    const { name, type, keyword } = random.pick(bindable);
    if (scope.declared.has(name)) return [show(maker, name)];
    // What was read or bound here before cannot be declared any more: a function of its own may.
    const inner = maker.fresh('f');
    return [
      `def ${inner}():`,
      ...indent([`${keyword} ${name}`, `${name} = ${maker.expr(type, 1)}`, `return ${name}`]),
      show(maker, `(${inner}(), ${name})`),
    ];
  },

  bring: (maker) => {
    const { random } = maker;
    return [
      random.pick([
        'import math as v0',
        'from itertools import count as v0, chain',
        'from math import nothing as v0',
        'import nothing.at.all',
        'from collections import OrderedDict as v0',
        'import os.path as v0',
        'from . import v0',
        'from functools import reduce as v0',
        'import string, math',
      ]),
    ];
  },

  introspect: (maker) => {
    const { random, scope } = maker;
    const names = variables(scope);
    const name = names.length > 0 ? random.pick(names).name : 'None';
    return [
      show(
        maker,
        random.pick([
          'sorted(locals())[:8]',
          `type(${name})`,
          `sorted(dir(${name}))[:6]`,
          `hasattr(${name}, '__dict__')`,
          `type(${name}).__mro__`,
          `${name}.__doc__ is None`,
          `getattr(${name}, '__module__', 0)`,
          `getattr(${name}, '__qualname__', 0)`,
          `callable(${name})`,
          `getattr(${name}, '__annotations__', 0)`,
          `getattr(${name}, '__defaults__', 0)`,
          `isinstance(${name}, type)`,
          `eval('1+1', {'a': 2})`,
          `eval('${name}')`,
          `type(${name}).__name__`,
          "exec('zz = 1')",
          `type(${name}).__basicsize__ > 0`,
        ]),
      ),
    ];
  },
};

function change(maker: Maker): string[] {
  const { random, scope } = maker;
  const fitting = variables(scope).filter((v) => changes[v.type]);
  if (fitting.length === 0) return rules.assign!(maker);
  const { name, type } = random.pick(fitting);
  const text = maker.fill(random.pick(changes[type]!).replaceAll('<it>', name), 1);
  const isOwn = scope.variables.some((v) => v.name === name);
  // Bound here it would be local; and growth in a loop does not end.
  if (/^\w+ \S?\S?\S=/.test(text) && (!isOwn || scope.loops > 0)) return [show(maker, name)];
  if (type === 'iterator' && !text.startsWith('for')) return [show(maker, text)];
  return expressionLike.test(text) && random.chance(0.5)
    ? [show(maker, text), show(maker, name)]
    : [text, show(maker, name)];
}
