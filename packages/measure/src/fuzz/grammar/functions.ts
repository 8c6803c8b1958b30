/** Functions of all kinds, what stands in their bodies only, and how they are driven. */
import { chances } from '../weights.js';
import { argumentsFor, makeParameters, parameterList, parameterVariables } from './calls.js';
import {
  affords,
  type Callable,
  functions,
  indent,
  inside,
  type Maker,
  newScope,
  type Rules,
  repeated,
  type Scope,
  type Type,
} from './maker.js';
import { show, target, variableType } from './statements.js';

const tooDeep = (maker: Maker) => maker.depth > 3;

/** A `def` and its body; the function is in sight afterwards. */
export function define(
  maker: Maker,
  kind: Callable['kind'],
  self: readonly string[] = [],
  prefix = 'f',
): { lines: string[]; made: Callable } {
  const { random } = maker;
  const parameters = makeParameters(maker);
  const name = maker.fresh(prefix);
  const returns = kind === 'function' ? variableType(maker) : 'any';
  const head = `${kind === 'coroutine' || kind === 'asyncGenerator' ? 'async ' : ''}def ${name}(${parameterList(maker, parameters, self)})`;
  const scope: Scope = newScope(kind, maker.scope);
  scope.returns = returns;
  scope.variables = parameterVariables(parameters);
  for (const { name: bound } of scope.variables) scope.declared.add(bound);
  const body = inside(maker, scope, () => [...maker.block(random.between(2, 5)), ...ending(maker, kind)]);
  const note = random.chance(chances.annotation) ? ' -> None' : '';
  const documented = random.chance(0.08) ? [`"""What ${name} does."""`] : [];
  return {
    lines: [`${head}${note}:`, ...indent([...documented, ...body])],
    made: { name, kind, parameters, returns, cost: scope.cost + 2 },
  };
}

function ending(maker: Maker, kind: Callable['kind']): string[] {
  switch (kind) {
    case 'function':
      return [`return ${maker.expr(maker.scope.returns)}`];
    case 'generator':
      return [
        `yield ${maker.expr('any', 1)}`,
        ...(maker.random.chance(0.4) ? [`return ${maker.expr('any', 1)}`] : []),
      ];
    case 'coroutine':
      return [`return ${maker.expr('any', 1)}`];
    case 'asyncGenerator':
      return [`yield ${maker.expr('any', 1)}`];
  }
}

const decorators = [
  'traced',
  'traced',
  "labelled('d')",
  'functools.lru_cache(None)',
  '(lambda f: f)',
  'functools.wraps(len)',
  'functools.cache',
  'staticmethod',
];

function defined(maker: Maker, kind: Callable['kind']): string[] {
  if (tooDeep(maker)) return [show(maker, maker.expr('any'))];
  const { lines, made } = define(maker, kind);
  const { random } = maker;
  const wrapped = random.chance(chances.decorator)
    ? random.some(decorators, random.chance(0.2) ? 2 : 1).map((d) => `@${d}`)
    : [];
  if (maker.scope.loops > 0) return [...wrapped, ...lines];
  maker.scope.functions.push(made);
  return [...wrapped, ...lines, ...runs(maker, made)];
}

/** Statements that run a function once, if there is time for that. */
function runs(maker: Maker, made: Callable): string[] {
  if (!affords(maker, made.cost)) return [];
  const called = `${made.name}(${argumentsFor(maker, made.parameters, 1)})`;
  return [show(maker, made.kind === 'function' ? called : driven(maker, made.kind, called))];
}

function driven(maker: Maker, kind: Callable['kind'], made: string): string {
  const { random } = maker;
  switch (kind) {
    case 'generator':
      return random.pick([
        `list(${made})`,
        `[*${made}]`,
        `drive(${made}, ${plan(maker)})`,
        `tuple(itertools.islice(${made}, 3))`,
        `len(list(${made}))`,
        `dict(enumerate(${made}))`,
      ]);
    case 'coroutine':
      return `drive(${made}, ${plan(maker)})`;
    case 'asyncGenerator':
      return random.pick([`drive(collect(${made}), ${plan(maker)})`, `drive_async(${made}, ${plan(maker)})`]);
    default:
      return made;
  }
}

/** What is sent into it, thrown into it, and when it is closed. */
function plan(maker: Maker): string {
  const { random } = maker;
  const step = () =>
    random.pick([
      'None',
      'None',
      'None',
      `('send', ${maker.expr('any', 0)})`,
      `('throw', ${maker.expr('exception', 0)})`,
      "('close',)",
    ]);
  return `[${Array.from({ length: random.below(5) }, step).join(', ')}]`;
}

export const rules: Rules = {
  define: (maker) => defined(maker, 'function'),
  generator: (maker) => defined(maker, 'generator'),
  coroutine: (maker) => defined(maker, 'coroutine'),
  asyncGenerator: (maker) => defined(maker, 'asyncGenerator'),

  drive: (maker) => {
    const known = functions(maker.scope).filter((f) => f.kind !== 'function' || maker.random.chance(0.5));
    if (known.length === 0) return [show(maker, maker.expr('any'))];
    const lines = runs(maker, maker.random.pick(known));
    return lines.length > 0 ? lines : [show(maker, maker.expr('any'))];
  },

  leave: (maker) => {
    const { scope } = maker;
    const value = scope.kind === 'asyncGenerator' ? '' : ` ${maker.expr(scope.returns, 1)}`;
    return [`if ${maker.expr('bool', 1)}: return${value}`];
  },

  hand: (maker) => {
    const { random } = maker;
    const value = random.chance(0.9) ? ` ${maker.expr('any', 1)}` : '';
    return random.pick([
      [`yield${value}`],
      [`${target(maker, 'any')} = yield${value}`],
      [show(maker, `(yield${value})`)],
    ]);
  },

  delegate: (maker) => {
    const { random } = maker;
    const inner = functions(maker.scope).filter((f) => f.kind === 'generator');
    if (inner.length > 0 && random.chance(0.6)) {
      const chosen = random.pick(inner);
      if (affords(maker, chosen.cost))
        return [show(maker, `(yield from ${chosen.name}(${argumentsFor(maker, chosen.parameters, 0)}))`)];
    }
    return [`yield from ${maker.expr('iterable', 1)}`];
  },

  wait: (maker) => {
    const { random } = maker;
    return [
      show(maker, `(await ${awaitable(maker)})`),
      ...(random.chance(0.2) ? [`v0 = await ${awaitable(maker)}`] : []),
    ];
  },

  asyncLoop: (maker) => {
    const { random, scope } = maker;
    if (scope.loops >= 2) return rules.wait!(maker);
    const over = asynchronous(maker);
    if (random.chance(0.3)) {
      const name = maker.fresh('c');
      return [
        show(
          maker,
          random.pick([
            `[${name} async for ${name} in ${over}]`,
            `{str(${name}): 1 async for ${name} in ${over} if ${name}}`,
            `[await Pause(${name}) for ${name} in [1, 2]]`,
          ]),
        ),
      ];
    }
    const name: string = target(maker, 'any');
    return [
      `async for ${name} in ${over}:`,
      ...repeated(maker, 3, () => indent(maker.block(2))),
      ...(random.chance(chances.elseBranch / 2) ? ['else:', ...indent(maker.block(1))] : []),
    ];
  },

  asyncManage: (maker) => {
    const manager = maker.random.pick([
      `AsyncManager(${maker.place()})`,
      `AsyncManager(${maker.place()}, ${maker.expr('exceptionClass', 0)})`,
      maker.expr('any', 0),
    ]);
    return [`async with ${manager} as ${target(maker, 'any')}:`, ...indent(maker.block(2))];
  },
};

function awaitable(maker: Maker): string {
  const { random } = maker;
  const known = functions(maker.scope).filter((f) => f.kind === 'coroutine');
  if (known.length > 0 && random.chance(0.5)) {
    const chosen = random.pick(known);
    if (affords(maker, chosen.cost)) return `${chosen.name}(${argumentsFor(maker, chosen.parameters, 0)})`;
  }
  const value: Type = 'any';
  return random.chance(0.93) ? `Pause(${maker.expr(value, 1)})` : maker.expr(value, 1);
}

function asynchronous(maker: Maker): string {
  const { random } = maker;
  const known = functions(maker.scope).filter((f) => f.kind === 'asyncGenerator');
  if (known.length > 0 && random.chance(0.6)) {
    const chosen = random.pick(known);
    if (affords(maker, chosen.cost * 2))
      return `${chosen.name}(${argumentsFor(maker, chosen.parameters, 0)})`;
  }
  return random.chance(0.93) ? `Steps(${maker.expr('small', 0)})` : maker.expr('any', 0);
}
