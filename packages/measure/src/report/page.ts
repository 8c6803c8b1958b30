import type { Bench } from '../bench/main.js';
import type { Timing } from '../bench/run.js';
import { type Group, groups } from '../pyperformance/catalogue.js';

export interface Conformance {
  readonly date: string;
  readonly commit: string;
  readonly passed: number;
  readonly of: number;
  readonly excluded: number;
  readonly causes: readonly { readonly cause: string; readonly tests: number; readonly files: number }[];
  /** Commits of which files ran, where a run went on later. */
  readonly commits?: readonly string[];
  /** Seconds that a file and a test had. */
  readonly limits?: { readonly file: number; readonly test: number };
  readonly modules: Readonly<Record<string, { readonly passed: number; readonly of: number }>>;
}

/** Earlier results, the oldest first. */
export interface Past {
  readonly bench: readonly Pick<Bench, 'commit' | 'date' | 'means'>[];
  readonly conformance: readonly Pick<Conformance, 'commit' | 'date' | 'passed' | 'of'>[];
}

const html = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

function table(head: readonly string[], rows: readonly (readonly string[])[], id: string): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${html(cell)}</${tag}>`).join('')}</tr>`;
  return `<table id="${id}"><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('\n')}</tbody></table>`;
}

export const ratio = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–');
export const mebibytes = (kib: number) => (kib / 1024).toFixed(0);
export const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const timed = (timing: unknown): timing is Timing =>
  Boolean(timing && typeof timing === 'object' && 'steady' in timing);

/** Speeds relative to CPython by program, the slowest first: what is worst must not hide. */
export function speeds(
  bench: Bench,
  peer: string,
): { name: string; group: Group; cold: number; steady: number; peak: number }[] {
  const rows = [];
  for (const [name, { group, peers }] of Object.entries(bench.programs)) {
    const [base, timing] = [peers['cpython'], peers[peer]];
    if (!timed(base) || !timed(timing)) continue;
    const peak = timing.peak - (bench.memory[peer]?.['bare'] ?? 0);
    rows.push({ name, group, cold: base.cold / timing.cold, steady: base.steady / timing.steady, peak });
  }
  return rows.sort((a, b) => a.steady - b.steady);
}

interface Plot {
  readonly title: string;
  readonly kind: 'bar' | 'line';
  readonly labels: readonly string[];
  readonly sets: readonly { readonly label: string; readonly data: readonly (number | null)[] }[];
  readonly logarithmic?: boolean;
}

/** The page as one file: the chart library's text is inside, so it opens anywhere. */
export function page(
  bench: Bench | null,
  conformance: Conformance | null,
  past: Past,
  library: string,
): string {
  const plots: Plot[] = [];
  const parts: string[] = [];
  const plot = (made: Plot) => {
    plots.push(made);
    parts.push(
      `<div class="plot" style="height:${made.kind === 'bar' ? 60 + made.labels.length * 9 + 200 : 260}px"><canvas id="plot${plots.length - 1}"></canvas></div>`,
    );
  };
  if (bench) {
    const peers = Object.keys(bench.means);
    parts.push(
      `<p>Commit ${html(bench.commit)}, ${html(bench.date)}, Node ${html(bench.node)}, ${html(bench.machine.cpu)}, ${html(bench.machine.system)}${bench.quick ? ' (a quick run)' : ''}. Speeds are CPython 3.11's time over the peer's: more is faster, 1 is CPython.</p>`,
      '<h2>Speed by group</h2>',
      table(
        ['group', ...peers.flatMap((peer) => [`${peer}, steady`, `${peer}, cold`]), 'programs'],
        ['python', ...Object.keys(groups)].map((group) => [
          group === 'python' ? 'all in pure Python' : groups[group as Group],
          ...peers.flatMap((peer) => [
            ratio(bench.means[peer]?.[group]?.steady ?? Number.NaN),
            ratio(bench.means[peer]?.[group]?.cold ?? Number.NaN),
          ]),
          String(bench.means[peers[0] ?? '']?.[group]?.n ?? 0),
        ]),
        'means',
      ),
    );
    const ours = speeds(bench, 'tyston');
    parts.push('<h2>Speed by program</h2>');
    plot({
      title: 'CPython’s time over the peer’s, steady',
      kind: 'bar',
      labels: ours.map(({ name }) => name),
      logarithmic: true,
      sets: peers.map((peer) => {
        const by = new Map(speeds(bench, peer).map(({ name, steady }) => [name, steady]));
        return { label: peer, data: ours.map(({ name }) => by.get(name) ?? null) };
      }),
    });
    parts.push(
      table(
        ['program', 'group', 'steady', 'cold', 'MiB at the peak, less the bare engine’s', 'CPython’s'],
        ours.map(({ name, group, cold, steady, peak }) => {
          const base = bench.programs[name]!.peers['cpython'] as Timing;
          return [name, groups[group], ratio(steady), ratio(cold), mebibytes(peak), mebibytes(base.peak)];
        }),
        'programs',
      ),
    );
    const startup = Object.entries(bench.startup);
    if (startup.length > 0) {
      parts.push(
        '<h2>Start-up</h2>',
        table(
          ['-c pass', 'milliseconds'],
          startup.map(([name, s]) => [name, (s * 1000).toFixed(0)]),
          'startup',
        ),
      );
    }
    const loads = Object.keys(Object.values(bench.memory)[0] ?? {}).filter((name) => name !== 'bare');
    if (loads.length > 0) {
      const mib = (peer: string, load: string) =>
        (bench.memory[peer]![load]! - (bench.memory[peer]!['bare'] ?? 0)) / 1024;
      const names = Object.keys(bench.memory);
      parts.push('<h2>Memory with a million elements, less the bare engine’s</h2>');
      plot({
        title: 'MiB at the peak',
        kind: 'bar',
        labels: loads,
        sets: names.map((peer) => ({ label: peer, data: loads.map((load) => mib(peer, load)) })),
      });
      parts.push(
        table(
          ['MiB', ...names],
          loads.map((load) => [load, ...names.map((peer) => mib(peer, load).toFixed(0))]),
          'memory',
        ),
      );
    }
    const micro = Object.keys(bench.micro);
    if (micro.length > 0) {
      parts.push(
        '<h2>One operation, nanoseconds</h2>',
        table(
          ['operation', ...micro],
          Object.keys(bench.micro[micro[0]!]!).map((name) => [
            name,
            ...micro.map((peer) => (bench.micro[peer]![name] ?? Number.NaN).toFixed(1)),
          ]),
          'micro',
        ),
      );
    }
  }
  if (conformance) {
    const rows = Object.entries(conformance.modules)
      .filter(([, { of }]) => of > 0)
      .sort(([, a], [, b]) => a.passed / a.of - b.passed / b.of);
    parts.push(
      '<h2>CPython’s own tests</h2>',
      `<p id="conformance">${conformance.passed} of ${conformance.of} tests that CPython passes on this machine: ${percent(conformance.passed, conformance.of)}; ${conformance.excluded} excluded.</p>`,
      '<h3>Causes of failure</h3>',
      table(
        ['cause', 'tests', 'files'],
        conformance.causes
          .slice(0, 20)
          .map(({ cause, tests, files }) => [cause, String(tests), String(files)]),
        'causes',
      ),
      '<h3>By module</h3>',
      table(
        ['module', 'passed', 'of', ''],
        rows.map(([name, { passed, of }]) => [name, String(passed), String(of), percent(passed, of)]),
        'modules',
      ),
    );
  }
  if (past.bench.length + past.conformance.length > 1) {
    parts.push('<h2>History</h2>');
    if (past.bench.length > 1) {
      plot({
        title: 'Tyston, geometric mean over the programs in pure Python',
        kind: 'line',
        labels: past.bench.map(({ commit }) => commit),
        sets: (['steady', 'cold'] as const).map((what) => ({
          label: what,
          data: past.bench.map(({ means }) => means['tyston']?.['python']?.[what] ?? null),
        })),
      });
    }
    if (past.conformance.length > 1) {
      plot({
        title: 'Tests passed, %',
        kind: 'line',
        labels: past.conformance.map(({ commit }) => commit),
        sets: [
          {
            label: 'passed',
            data: past.conformance.map(({ passed, of }) => (100 * passed) / Math.max(1, of)),
          },
        ],
      });
    }
  }
  const data = JSON.stringify(plots).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tyston, measured</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 15px/1.45 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; }
table { border-collapse: collapse; margin: 1rem 0; } td, th { padding: 2px 12px 2px 0; text-align: left; border-bottom: 1px solid #e3e6ea; }
td:not(:first-child) { font-variant-numeric: tabular-nums; } .plot { position: relative; margin: 1rem 0; }
</style></head><body><h1>Tyston, measured</h1>
${parts.join('\n')}
<script>${library.replaceAll('</script', '<\\/script')}</script>
<script>
const plots = ${data};
plots.forEach((plot, index) => {
  const scale = { type: plot.logarithmic ? 'logarithmic' : 'linear' };
  new Chart(document.getElementById('plot' + index), {
    type: plot.kind,
    data: { labels: plot.labels, datasets: plot.sets.map((set) => ({ ...set })) },
    options: {
      animation: false, maintainAspectRatio: false, indexAxis: plot.kind === 'bar' ? 'y' : 'x',
      plugins: { title: { display: true, text: plot.title } },
      scales: plot.kind === 'bar' ? { x: scale } : { y: scale },
    },
  });
});
document.body.dataset.plots = Object.keys(Chart.instances).length;
</script></body></html>
`;
}
