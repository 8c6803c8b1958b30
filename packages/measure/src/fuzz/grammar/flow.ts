/** Statements that decide what runs: branches, loops, exceptions, `with`. */
import { chances } from '../weights.js';
import { bind, classes, indent, type Maker, type Rules, repeated } from './maker.js';
import { show, target } from './statements.js';

/** A block may run or not: what it binds is not counted on, as far as possible. */
function branch(maker: Maker, most = 3): string[] {
  return indent(maker.block(most));
}

export const rules: Rules = {
  condition: (maker) => {
    const { random } = maker;
    const lines = [`if ${maker.expr(random.chance(0.7) ? 'bool' : 'any')}:`, ...branch(maker)];
    if (random.chance(0.3)) lines.push(`elif ${maker.expr('bool')}:`, ...branch(maker, 2));
    if (random.chance(chances.elseBranch)) lines.push('else:', ...branch(maker, 2));
    return lines;
  },

  loop: (maker) => {
    const { random, scope } = maker;
    if (scope.loops >= 2) return [show(maker, maker.expr('list'))];
    const lines: string[] = [];
    if (random.chance(0.25)) {
      const counter = maker.fresh('n');
      lines.push(`${counter} = ${random.between(1, 4)}`);
      lines.push(`while ${counter}${random.pick(['', ' > 0', ' and True'])}:`, `    ${counter} -= 1`);
    } else {
      const over = maker.fill(
        random.pick([
          '<iterable>',
          '<range>',
          '<ints>',
          '<dict>.items()',
          'enumerate(<str>)',
          'zip(<list>, <str>)',
        ]),
        2,
      );
      const pair = /items|enumerate|zip/.test(over) && random.chance(0.8);
      const name = target(maker, 'any');
      lines.push(`for ${pair ? `${name}, ${target(maker, 'any')}` : name} in ${over}:`);
      // Long ones show nothing new.
      const turns = maker.fresh('n');
      lines.unshift(`${turns} = 0`);
      lines.push(`    ${turns} += 1`, `    if ${turns} > 6: break`);
    }
    lines.push(...repeated(maker, 6, () => branch(maker)));
    if (random.chance(chances.elseBranch / 2)) lines.push('else:', ...branch(maker, 2));
    return lines;
  },

  jump: (maker) => [`if ${maker.expr('bool', 1)}: ${maker.random.pick(['break', 'continue'])}`],

  attempt: (maker) => {
    const { random } = maker;
    const lines = ['try:', ...branch(maker)];
    if (random.chance(0.25)) lines.push(...indent(rules.throw!(maker)));
    const star = random.chance(0.2);
    const handlers = random.chance(0.15) && !star ? 0 : random.between(1, 2);
    for (let i = 0; i < handlers; i += 1) {
      const name = maker.fresh('e');
      const kind = maker.expr('exceptionClass', 0);
      // Python 3.11 has no jump out of an `except*`.
      const body = star ? [] : branch(maker, 2);
      const again = random.chance(0.15)
        ? [
            `    ${random.pick(['raise', `raise ${name}`, `raise ${maker.expr('exception', 0)} from ${name}`, `raise KeyError(1)`])}`,
          ]
        : [];
      lines.push(
        `except${star ? '*' : ''} ${kind} as ${name}:`,
        `    failed(${maker.place()}, ${name})`,
        ...body,
        ...again,
      );
    }
    if (handlers === 0 || random.chance(chances.finallyBranch)) {
      if (handlers > 0 && random.chance(0.4)) lines.push('else:', ...branch(maker, 2));
      lines.push('finally:', ...branch(maker, 2));
    }
    return lines;
  },

  throw: (maker) => {
    const { random, scope } = maker;
    const own = classes(scope).filter((k) => k.isException);
    const exception =
      own.length > 0 && random.chance(0.5)
        ? `${random.pick(own).name}(${maker.expr('any', 0)})`
        : maker.expr('exception', 0);
    const group = random.chance(0.15)
      ? `ExceptionGroup('g', [${maker.expr('exception', 0)}, ${exception}])`
      : exception;
    const cause = random.chance(0.15)
      ? ` from ${random.pick(['None', maker.expr('exception', 0), maker.expr('any', 0)])}`
      : '';
    return [
      `if ${maker.expr('bool', 1)}: raise ${random.chance(0.05) ? maker.expr('any', 0) : group}${cause}`,
    ];
  },

  manage: (maker) => {
    const { random, scope } = maker;
    const own = classes(scope).filter((k) => k.special.has('__enter__') && k.parameters?.plain.length === 0);
    const manager = () =>
      random.pick([
        `Manager(${maker.place()})`,
        `Manager(${maker.place()}, swallow=${maker.expr('exceptionClass', 0)})`,
        `contextlib.suppress(${maker.expr('exceptionClass', 0)})`,
        `contextlib.nullcontext(${maker.expr('any', 1)})`,
        ...(own.length > 0 ? [`${random.pick(own).name}()`] : []),
        maker.expr('any', 1),
      ]);
    const item = () => {
      const made = manager();
      return random.chance(0.5) ? `${made} as ${target(maker, 'any')}` : made;
    };
    const items = random.chance(0.3) ? `(${item()}, ${item()})` : item();
    return [`with ${items}:`, ...branch(maker)];
  },

  match: (maker) => {
    const { random } = maker;
    const lines = [`match ${maker.expr(random.pick(['any', 'list', 'dict', 'tuple', 'int', 'str']))}:`];
    const count = random.between(1, 3);
    for (let i = 0; i < count; i += 1) {
      const bound: string[] = [];
      const made = pattern(maker, 2, bound);
      for (const name of bound) bind(maker.scope, name, 'any');
      const guard = random.chance(0.2) ? ` if ${maker.expr('bool', 1)}` : '';
      lines.push(
        `    case ${made}${guard}:`,
        ...indent([...bound.map((name) => `    ${show(maker, name)}`), ...branch(maker, 1)]),
      );
    }
    if (random.chance(0.6)) lines.push('    case _:', ...indent(branch(maker, 1)));
    return lines;
  },
};

/** Never irrefutable at the top: only the last case may be that. Every name is bound once. */
function pattern(maker: Maker, depth: number, bound: string[]): string {
  const { random, scope } = maker;
  const capture = () => {
    const name = maker.fresh('m');
    bound.push(name);
    return name;
  };
  const inner = () =>
    depth <= 0 || random.chance(0.4) ? random.pick(['_', capture()]) : pattern(maker, depth - 1, bound);
  const value = () =>
    random.pick([
      '0',
      '1',
      '-1',
      '2.5',
      "'a'",
      "'abc'",
      "b'a'",
      'None',
      'True',
      'False',
      '1+2j',
      'math.pi',
      "'b' 'c'",
    ]);
  const kind = random.pick([
    'value',
    'sequence',
    'sequence',
    'mapping',
    'klass',
    'klass',
    'or',
    'as',
  ] as const);
  switch (kind) {
    case 'value':
      return value();
    case 'sequence': {
      const parts = Array.from({ length: random.below(4) }, inner);
      if (random.chance(0.4))
        parts.splice(random.below(parts.length + 1), 0, random.pick(['*_', `*${capture()}`]));
      return random.pick([`[${parts.join(', ')}]`, `(${parts.join(', ')}${parts.length === 1 ? ',' : ''})`]);
    }
    case 'mapping': {
      const keys = random.some(["'a'", "'x'", '1', '2.5', 'None', 'True'].slice(0, 5), random.below(3));
      const parts = keys.map((key) => `${key}: ${inner()}`);
      if (random.chance(0.3)) parts.push(`**${capture()}`);
      return `{${parts.join(', ')}}`;
    }
    case 'klass': {
      const own = classes(scope);
      const name =
        own.length > 0 && random.chance(0.5)
          ? random.pick(own).name
          : random.pick(['int', 'str', 'list', 'dict', 'tuple', 'float', 'bool', 'set', 'bytes']);
      const parts = random.chance(0.5) ? [inner()] : [];
      if (random.chance(0.1)) parts.push(inner());
      if (random.chance(0.3)) parts.push(`${random.pick(['real', 'x', 'imag', 'y'])}=${inner()}`);
      return `${name}(${parts.join(', ')})`;
    }
    case 'or':
      return `${value()} | ${value()} | ${random.pick(['[_]', 'str()', value()])}`;
    case 'as':
      return `(${random.pick([value(), 'int()', '[_, *_]', 'str() | bytes()', '{}'])}) as ${capture()}`;
  }
}
