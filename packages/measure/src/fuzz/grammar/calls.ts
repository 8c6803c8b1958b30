/** Parameters of what is defined, and arguments for it: mostly those it takes. */
import { chances, passing } from '../weights.js';
import type { Maker, Parameter, Parameters, Variable } from './maker.js';

export const noParameters: Parameters = {
  positionalOnly: [],
  plain: [],
  keywordOnly: [],
  star: false,
  doubleStar: false,
};

export function makeParameters(maker: Maker, most = 4): Parameters {
  const { random } = maker;
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].slice(0, random.below(most + 1));
  // A plain parameter behind one with a default has a default too.
  let defaults = false;
  const parameters = names.map((name): Parameter => {
    defaults ||= random.chance(0.3);
    return { name, type: maker.anyType(), hasDefault: defaults };
  });
  const split = random.chance(0.25) ? random.below(parameters.length + 1) : 0;
  const keyword = random.chance(0.3) ? random.between(split, parameters.length) : parameters.length;
  return {
    positionalOnly: parameters.slice(0, split),
    plain: parameters.slice(split, keyword),
    keywordOnly: parameters.slice(keyword).map((p) => ({ ...p, hasDefault: random.chance(0.6) })),
    star: random.chance(0.2),
    doubleStar: random.chance(0.2),
  };
}

/** How a `def` has them, behind `self` where there is one. */
export function parameterList(maker: Maker, parameters: Parameters, self: readonly string[] = []): string {
  const { random } = maker;
  const { positionalOnly, plain, keywordOnly, star, doubleStar } = parameters;
  const one = ({ name, type, hasDefault }: Parameter) => {
    const note = random.chance(chances.annotation)
      ? `: ${random.pick(['int', 'str', "'later'", 'list[int]'])}`
      : '';
    return `${name}${note}${hasDefault ? `=${maker.expr(type, 0)}` : ''}`;
  };
  const parts = [...self, ...positionalOnly.map(one)];
  if (positionalOnly.length > 0) parts.push('/');
  parts.push(...plain.map(one));
  if (star) parts.push('*args');
  else if (keywordOnly.length > 0) parts.push('*');
  parts.push(...keywordOnly.map(one));
  if (doubleStar) parts.push('**kwargs');
  return parts.join(', ');
}

/** What the body of the function sees. */
export function parameterVariables(parameters: Parameters): Variable[] {
  const { positionalOnly, plain, keywordOnly, star, doubleStar } = parameters;
  const bound: Variable[] = [...positionalOnly, ...plain, ...keywordOnly].map(({ name, type }) => ({
    name,
    type,
  }));
  if (star) bound.push({ name: 'args', type: 'tuple' });
  if (doubleStar) bound.push({ name: 'kwargs', type: 'dict' });
  return bound;
}

export function argumentsFor(maker: Maker, parameters: Parameters, depth: number): string {
  const { random } = maker;
  const { positionalOnly, plain, keywordOnly, star, doubleStar } = parameters;
  const how = random.weighted(passing);
  const value = ({ type }: Variable) => maker.expr(type, depth);

  // What is left out ends the positional ones: the rest goes by name.
  const ahead = [...positionalOnly, ...plain];
  let count = 0;
  while (count < ahead.length && (!ahead[count]!.hasDefault || random.chance(0.6))) count += 1;
  const byName = how === 'keywords' ? Math.max(positionalOnly.length, random.below(count + 1)) : count;
  const positional = ahead.slice(0, Math.min(count, byName)).map(value);
  const named = [...ahead.slice(byName), ...keywordOnly]
    .filter((p) => !positionalOnly.includes(p))
    .flatMap((p) => (!p.hasDefault || random.chance(0.4) ? [`${p.name}=${value(p)}`] : []));
  if (star && random.chance(0.5)) positional.push(maker.expr('any', depth));
  if (doubleStar && random.chance(0.5)) named.push(`extra=${maker.expr('any', depth)}`);

  switch (how) {
    case 'starred': {
      const from = random.below(positional.length + 1);
      const rest = positional.slice(from);
      const bundle = random.pick([
        `*(${rest.join(', ')}${rest.length === 1 ? ',' : ''})`,
        `*[${rest.join(', ')}]`,
      ]);
      const map = named.length > 0 && random.chance(0.5) ? [`**dict(${named.join(', ')})`] : named;
      return [...positional.slice(0, from), bundle, ...map].join(', ');
    }
    case 'missing':
      (positional.length > 0 ? positional : named).pop();
      break;
    case 'extra':
      positional.push(maker.expr('any', depth));
      break;
    case 'unknown':
      named.push(`unknown=${maker.expr('any', 0)}`);
      break;
    case 'twice':
      if (
        plain.length > 0 &&
        positional.length > positionalOnly.length &&
        !named.some((n) => n.startsWith(`${plain[0]!.name}=`))
      )
        named.push(`${plain[0]!.name}=${maker.expr('any', 0)}`);
      break;
  }
  return [...positional, ...named].join(', ');
}
