/** Expressions by type: literals, variables, rules, calls of what the program defines, and what every type has in common. */
import { chances, general, sources } from '../weights.js';
import { argumentsFor } from './calls.js';
import { formatSpec, percentSpec } from './formats.js';
import { isLiteralType, literal } from './literals.js';
import { affords, classes, functions, type Maker, repeated, type Type, variables, within } from './maker.js';
import { member } from './members.js';
import { rules } from './rules.js';

/** Types whose expressions may be used by mistake for one another. */
const common: readonly Type[] = [
  ...['int', 'int', 'float', 'bool', 'str', 'str', 'bytes', 'list', 'list', 'tuple', 'dict', 'set', 'none'],
  ...['complex', 'range', 'bytearray', 'frozenset', 'memoryview', 'iterator', 'any'],
];

/** Holes that must be what they say: a limit, or a piece of syntax. */
const exact = new Set([
  'small',
  'slice',
  'format',
  'percent',
  'plain',
  'order',
  'errors',
  'encoding',
  'attribute',
]);
/** Holes whose wrong fillings may have an order that depends on addresses. */
const hashed = new Set(['key', 'ints', 'strs', 'set', 'frozenset']);

export function anyType(maker: Maker): Type {
  return maker.random.pick(common);
}

export function fill(maker: Maker, template: string, depth: number): string {
  const filled = template.replace(/<([a-zA-Z0-9]+)>/g, (hole, type: string, at: number) => {
    const made = hole === template ? maker.expr(type, depth) : inHole(maker, type, depth);
    // A dot behind digits would be theirs.
    return template[at + hole.length] === '.' && /^\d/.test(made) ? `(${made})` : made;
  });
  return / for \w+ in </.test(template) ? noWalrus(filled) : filled;
}

function inHole(maker: Maker, type: Type, depth: number): string {
  const { random } = maker;
  const wrong = !exact.has(type) && !hashed.has(type) && random.chance(chances.wrongType);
  return maker.expr(wrong ? anyType(maker) : type, depth - 1);
}

export function expr(maker: Maker, type: Type, depth: number): string {
  const { random } = maker;
  switch (type) {
    case 'format':
      return formatSpec(random);
    case 'percent':
      return percentSpec(random);
    case 'slice':
      return random.chance(0.15)
        ? `${maker.expr('small', 0)}:${maker.expr('small', 0)}`
        : literal(random, 'slice');
    case 'small':
      return small(maker, depth);
    case 'plain':
      return plain(maker);
  }
  if (type.startsWith('object:')) return object(maker, type);
  if (type === 'any' && (depth <= 0 || random.chance(0.75)))
    return expr(maker, random.pick(common.slice(0, -1)), depth);
  const source =
    depth <= 0 && random.chance(0.9)
      ? random.pick(['literal', 'variable'] as const)
      : random.weighted(sources);
  switch (source) {
    case 'variable':
      return variable(maker, type) ?? simple(maker, type, depth);
    case 'general':
      return depth > 0 ? general_(maker, type, depth) : simple(maker, type, depth);
    case 'call':
      return call(maker, type, depth) ?? simple(maker, type, depth);
    case 'member':
      return member(maker, type, depth) ?? simple(maker, type, depth);
    case 'rule':
      return rule(maker, type, depth) ?? simple(maker, type, depth);
    default:
      return simple(maker, type, depth);
  }
}

/** A literal, or a rule for types that have none. */
function simple(maker: Maker, type: Type, depth: number): string {
  if (isLiteralType(type)) return literal(maker.random, type);
  const list = rules[type];
  if (!list) throw new Error(`no rules for ${type}`);
  if (depth > 0) return fill(maker, maker.random.pick(list), depth);
  // The shortest ones, so that it comes to an end.
  const holes = (text: string) => text.match(/<[a-zA-Z0-9]+>/g)?.length ?? 0;
  const fewest = [...list].sort((x, y) => holes(x) - holes(y)).slice(0, Math.max(2, list.length >> 3));
  return fill(maker, maker.random.pick(fewest), depth);
}

function rule(maker: Maker, type: Type, depth: number): string | null {
  const list = rules[type];
  return list && depth > 0 ? fill(maker, maker.random.pick(list), depth) : null;
}

function variable(maker: Maker, type: Type): string | null {
  const fitting = variables(maker.scope).filter((v) => type === 'any' || v.type === type);
  return fitting.length > 0 ? maker.random.pick(fitting).name : null;
}

function small(maker: Maker, depth: number): string {
  if (depth <= 0 || maker.random.chance(0.8)) return literal(maker.random, 'small');
  return maker.random.pick([
    `(${maker.expr('int', depth - 1)} % 5)`,
    `(len(${maker.expr('list', depth - 1)}) % 4)`,
  ]);
}

/** Without quotes and backslashes. */
function plain(maker: Maker): string {
  const number = () => literal(maker.random, maker.random.pick(['small', 'int', 'bool']));
  const name = variable(maker, 'any');
  return maker.random.pick([
    name ?? number(),
    number(),
    `(${number()} + ${number()})`,
    `[${number()}, ${name ?? 1}]`,
  ]);
}

function object(maker: Maker, type: Type): string {
  const name = type.slice('object:'.length);
  const klass = classes(maker.scope).find((k) => k.name === name);
  return (
    variable(maker, type) ?? `${name}(${klass?.parameters ? argumentsFor(maker, klass.parameters, 1) : ''})`
  );
}

function call(maker: Maker, type: Type, depth: number): string | null {
  const fitting = functions(maker.scope).filter(
    (f) =>
      (f.kind === 'function' && (f.returns === type || type === 'any')) ||
      (f.kind === 'generator' && type === 'iterator'),
  );
  if (fitting.length === 0) return null;
  const chosen = maker.random.pick(fitting);
  if (!affords(maker, chosen.cost)) return null;
  return `${chosen.name}(${argumentsFor(maker, chosen.parameters, Math.max(0, depth - 1))})`;
}

function general_(maker: Maker, type: Type, depth: number): string {
  const { random, scope } = maker;
  const again = () => maker.expr(type, depth - 1);
  switch (random.weighted(general)) {
    case 'conditional':
      return `(${again()} if ${maker.expr('bool', depth - 1)} else ${again()})`;
    case 'walrus': {
      // A class's comprehensions must not have it, nor may it name what they run over.
      if (scope.kind === 'class') return again();
      const name = maker.fresh('w');
      const value = again();
      // Bound to nothing: it may stand where it is not reached.
      return `(${name} := ${value})`;
    }
    case 'either':
      return `(${again()} ${random.pick(['or', 'and'])} ${again()})`;
    case 'lambda': {
      const name = maker.fresh('p');
      const inner = maker.anyType();
      const body = within(maker, [{ name, type: inner }], () => again());
      const parameter = random.pick([
        name,
        `*${name}`,
        `${name}=${maker.expr(inner, 0)}`,
        `${name}, /`,
        `**${name}`,
      ]);
      return `(lambda ${parameter}: ${body})(${parameter.startsWith('**') ? '' : maker.expr(inner, depth - 1)})`;
    }
    case 'element':
      return `[${again()}, ${again()}][${random.pick(['0', '1', '-1', maker.expr('bool', depth - 1)])}]`;
    case 'comprehension':
      return comprehension(maker, type, depth);
  }
}

/** Over a few elements only; what it gives is of the type asked for as far as that can be. */
function comprehension(maker: Maker, type: Type, depth: number): string {
  const { random } = maker;
  const name = maker.fresh('c');
  const over = noWalrus(maker.fill('<iterable>', depth - 1));
  const body = (wanted: Type) =>
    within(maker, [{ name, type: 'any' }], () =>
      repeated(maker, 4, () => noWalrus(maker.expr(wanted, depth - 1))),
    );
  const test = random.chance(0.3) ? ` if ${body('bool')}` : '';
  const second = random.chance(0.15) ? ` for ${maker.fresh('c')} in ${maker.expr('range', 0)}` : '';
  const clauses = `for ${name} in ${over}${second}${test}`;
  switch (type) {
    case 'dict':
      return `{${body('key')}: ${body('any')} ${clauses}}`;
    case 'set':
      return `{${body('key')} ${clauses}}`;
    case 'tuple':
      return `tuple(${body('any')} ${clauses})`;
    case 'iterator':
      return `(${body('any')} ${clauses})`;
    case 'bool':
      return `any(${body('bool')} ${clauses})`;
    case 'str':
      return `${random.pick(["','", "''"])}.join(${body('str')} ${clauses})`;
    default:
      return `[${body(type === 'list' ? 'any' : type)} ${clauses}]`;
  }
}

/** What a comprehension runs over must not bind names so, nor any part of one in a class's body: so none does. */
const noWalrus = (text: string) => text.replace(/\(w\d+ := /g, '(');
