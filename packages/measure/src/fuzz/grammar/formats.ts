/** Format specifications, as `format` takes them and as the operator `%` does: mostly of their grammar, now and then not. */
import type { Random } from '../random.js';

const maybe = (random: Random, probability: number, ...choices: string[]) =>
  random.chance(probability) ? random.pick(choices) : '';

/** `[[fill]align][sign][z][#][0][width][grouping][.precision][type]` */
export function formatSpec(random: Random): string {
  if (random.chance(0.04))
    return random.pick(['?', 'dd', '.', '10.', '<<', ',,', '_,', 'zd', '5.5.5', '=s', 'Y-m']);
  const align = maybe(random, 0.5, '<', '>', '^', '=');
  return [
    align && maybe(random, 0.4, '*', '0', 'é', '-', ' '),
    align,
    maybe(random, 0.3, '+', '-', ' '),
    maybe(random, 0.06, 'z'),
    maybe(random, 0.2, '#'),
    maybe(random, 0.2, '0'),
    maybe(random, 0.6, '1', '5', '8', '12', '20'),
    maybe(random, 0.2, ',', '_'),
    maybe(random, 0.4, '.0', '.1', '.2', '.5', '.10', '.17'),
    maybe(random, 0.8, ...'dfgesxobncEFGX%'),
  ].join('');
}

/** `%[(key)][flags][width][.precision][h|l|L]type` */
export function percentSpec(random: Random): string {
  if (random.chance(0.05)) return random.pick(["'%'", "'%y'", "'%(a'", "'%5'", "'%(a)d'", "'%s%s'", "''"]);
  const flags = random.some(['#', '0', '-', ' ', '+'], random.below(3)).join('');
  const width = maybe(random, 0.5, '1', '5', '10');
  const precision = maybe(random, 0.4, '.', '.0', '.3', '.8');
  const one = `%${flags}${width}${precision}${maybe(random, 0.1, 'l', 'h')}${random.pick([...'sdrfgexoaciEuGX'])}`;
  return `'${maybe(random, 0.3, 'x=', '%%', 'é ')}${one}${maybe(random, 0.3, ' %s', ' %r', '%d')}'`;
}
