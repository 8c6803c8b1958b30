/** A program of a seed. */
import { rules as classRules } from './grammar/classes.js';
import { anyType, expr, fill } from './grammar/expressions.js';
import { rules as flowRules } from './grammar/flow.js';
import { rules as functionRules } from './grammar/functions.js';
import { indent, type Maker, newScope, type Rules } from './grammar/maker.js';
import { rules as plainRules } from './grammar/statements.js';
import { Random } from './random.js';
import { inCoroutine, inFunction, inGenerator, inLoop, statements } from './weights.js';

const rules: Rules = { ...plainRules, ...flowRules, ...functionRules, ...classRules };

/** How deep blocks are nested at most, and expressions. */
const deepest = 4;
const expressionDepth = 3;

/**
 * A sequence of steps, each caught for itself: where two runs differ, the first step that differs tells where. The functions
 * that it calls besides Python's own are those of `python/fuzz/prelude.py`.
 */
export function program(seed: number): string {
  const random = new Random(seed);
  let names = 0;
  let places = 0;
  const maker: Maker = {
    random,
    scope: newScope('module', null),
    depth: 0,
    expr: (type, depth = random.below(expressionDepth + 1)) => expr(maker, type, depth),
    fill: (template, depth = 1) => fill(maker, template, depth),
    statement: () => statement(maker),
    block: (most) => block(maker, most),
    fresh: (prefix) => `${prefix}${(names += 1)}`,
    place: () => (places += 1),
    anyType: () => anyType(maker),
  };
  const steps = random.between(6, 16);
  const lines: string[] = [];
  for (let i = 0; i < steps; i += 1) {
    const step = statement(maker);
    // What is caught here is every step's own; at times there is nothing to catch it but the end of the program.
    lines.push(
      'try:',
      ...indent(step),
      'except BaseException as error:',
      `    failed(${maker.place()}, error)`,
    );
    maker.scope.cost *= 0.5;
  }
  return `${lines.join('\n')}\n`;
}

function statement(maker: Maker): string[] {
  const { kind, loops } = maker.scope;
  const asynchronous = kind === 'coroutine' || kind === 'asyncGenerator';
  const choices = {
    ...statements,
    ...(kind === 'module' ? {} : inFunction),
    ...(kind === 'generator' || kind === 'asyncGenerator' ? inGenerator : {}),
    ...(asynchronous ? inCoroutine : {}),
    ...(loops > 0 ? inLoop : {}),
    ...(asynchronous ? { delegate: 0 } : {}),
  };
  const { scope } = maker;
  scope.cost += scope.times;
  return rules[maker.random.weighted(choices)]!(maker);
}

function block(maker: Maker, most: number): string[] {
  const count = maker.depth >= deepest ? 1 : maker.random.between(1, most);
  maker.depth += 1;
  const lines = Array.from({ length: count }, () =>
    maker.depth > deepest ? plainRules.show!(maker) : statement(maker),
  ).flat();
  maker.depth -= 1;
  return lines;
}
