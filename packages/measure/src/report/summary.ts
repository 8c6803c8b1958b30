import type { Bench } from '../bench/main.js';
import { type Group, groups } from '../pyperformance/catalogue.js';
import { type Conformance, mebibytes, percent, ratio, speeds } from './page.js';

/** The page's tables as Markdown, for docs/MEASURED.md and the README: what is worst comes first. */

type Rows = readonly (readonly string[])[];

function table(head: readonly string[], rows: Rows): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [
    line(head),
    line(rule),
    ...rows.map((row) => line(row.map((cell) => cell.replaceAll('|', '\\|')))),
  ].join('\n');
}

const meanOf = (bench: Bench, peer: string, group: string, what: 'steady' | 'cold') =>
  ratio(bench.means[peer]?.[group]?.[what] ?? Number.NaN);

const milliseconds = (seconds: number) => `${(1000 * seconds).toFixed(0)} ms`;

/** Programs that do not run to their end on Tyston. */
const failing = (bench: Bench) =>
  Object.keys(bench.programs).filter((name) => 'error' in bench.programs[name]!.peers['tyston']!);

/** A few lines for the README. */
export function short(bench: Bench, conformance: Conformance): string {
  const slowest = speeds(bench, 'tyston').slice(0, 3);
  const worst = causes(conformance).slice(0, 3);
  const failed = failing(bench);
  return table(
    ['what', 'Tyston', 'CPython 3.11'],
    [
      ['CPython’s own tests passed', `${conformance.passed} of ${conformance.of} (${percent(conformance.passed, conformance.of)})`, 'all'],
      ...worst.map(([cause, tests]) => [`– failed most: ${cause}`, `${tests} tests`, '']),
      ['speed, pure Python, steady', meanOf(bench, 'tyston', 'python', 'steady'), '1'],
      ['speed, pure Python, first call of a process', meanOf(bench, 'tyston', 'python', 'cold'), '1'],
      ['speed, C modules on CPython, steady', meanOf(bench, 'tyston', 'c-modules', 'steady'), '1'],
      ...slowest.map(({ name, steady }) => [`– slowest: ${name}`, ratio(steady), '1']),
      ...(failed.length > 0 ? [['programs that fail', failed.join(', '), 'none']] : []),
      ['start-up (`-c pass`; bare Node takes '.concat(milliseconds(bench.startup['bare']!), ')'), milliseconds(bench.startup['tyston']!), milliseconds(bench.startup['cpython']!)],
      ['an instance of two attributes in a list', bytesOf(bench, 'tyston'), bytesOf(bench, 'cpython')],
    ],
  ); // biome-ignore format: rows
}

const bytesOf = (bench: Bench, peer: string) => {
  const row = bench.memory[peer]!;
  return `${Math.round(((row['instances']! - row['empty']!) * 1024) / 1e6)} bytes`;
};

const causes = (conformance: Conformance) =>
  conformance.causes.map(
    ({ cause, tests, files }) => [`\`${cause.replaceAll('`', "'")}\``, String(tests), String(files)] as const,
  );

/** What a reader must know of how the tests ran. */
function ran({ commits = [], limits }: Conformance): string {
  const several = commits.length > 1 ? ` The files ran at the commits ${commits.join(', ')}.` : '';
  const time = limits ? ` A file had ${limits.file} seconds of work, a test ${limits.test}.` : '';
  return several + time;
}

/** All of it. */
export function full(bench: Bench, conformance: Conformance): string {
  const peers = Object.keys(bench.means);
  const memory = Object.keys(bench.memory);
  const less = (peer: string, load: string) =>
    mebibytes(bench.memory[peer]![load]! - (bench.memory[peer]!['bare'] ?? 0));
  const modules = Object.entries(conformance.modules)
    .filter(([, { passed, of }]) => passed < of)
    .sort(([, a], [, b]) => b.of - b.passed - (a.of - a.passed));
  const failed = failing(bench);
  return `# Measured

What \`npm run bench\` and \`npm run conformance\` found, from \`bench.json\` and \`conformance.json\`; \`npm run report\` writes
this page, and one with plots and history.

Speed of commit ${bench.commit}, ${bench.date.slice(0, 10)}; tests of commit ${conformance.commit}, ${conformance.date.slice(0, 10)}. ${bench.machine.cpu}, ${bench.machine.cores} cores,
${bench.machine.memory}, ${bench.machine.system}, Node ${bench.node}. ${Object.values(bench.versions).join('; ')}.

## Speed

CPython's time over the other's time, geometric means: more is faster, 1 is CPython.

${table(
  ['group', ...peers.flatMap((peer) => [`${peer}, steady`, `${peer}, cold`]), 'programs'],
  ['python', ...Object.keys(groups)].map((group) => [
    group === 'python' ? 'all in pure Python' : groups[group as Group],
    ...peers.flatMap((peer) => [meanOf(bench, peer, group, 'steady'), meanOf(bench, peer, group, 'cold')]),
    String(bench.means['tyston']?.[group]?.n ?? 0),
  ]),
)}

Program by program, the slowest first.${failed.length > 0 ? ` These do not run to their end: ${failed.join(', ')}.` : ''}

${table(
  ['program', 'steady', 'cold', 'MiB at the peak, less bare Node’s'],
  speeds(bench, 'tyston').map(({ name, steady, cold, peak }) => [
    name,
    ratio(steady),
    ratio(cold),
    mebibytes(peak),
  ]),
)}

## Start-up

${table(
  ['`-c pass`', 'time'],
  Object.entries(bench.startup).map(([name, seconds]) => [
    name === 'bare' ? 'bare Node' : name,
    milliseconds(seconds),
  ]),
)}

## Memory with a million elements, MiB at the peak, less the bare engine's

${table(
  ['load', ...memory],
  Object.keys(bench.memory['cpython'] ?? {}).map((load) => [load, ...memory.map((peer) => less(peer, load))]),
)}

## CPython's own tests

${conformance.passed} of ${conformance.of} tests that CPython passes on this machine pass: ${percent(conformance.passed, conformance.of)}. ${conformance.excluded} are excluded, for the
reasons in \`packages/measure/exclusions.json\`.${ran(conformance)}

${table(['cause of failure', 'tests', 'files'], causes(conformance).slice(0, 20))}

The files that lose most:

${table(
  ['file', 'passed', 'of'],
  modules
    .slice(0, 40)
    .map(([name, { passed, of }]) => [name.replace(/^test\./, ''), String(passed), String(of)]),
)}
`;
}

const begin = '<!-- measured: npm run report writes this table -->';
const end = '<!-- measured ends -->';

/** The README with the table in its place. */
export function inReadme(readme: string, bench: Bench, conformance: Conformance): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no place for the table: ${begin} … ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${short(bench, conformance)}\n\n${readme.slice(to)}`;
}
