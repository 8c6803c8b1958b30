/**
 * What `tyston -c pass` costs over bare Node, measured in pairs so that a busy machine weighs on both alike: wall time and processor
 * time, medians of the differences.
 *
 *     npm run startup -w @tyston/runtime [-- PAIRS]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tyston = join(dirname(fileURLToPath(import.meta.url)), '../bin/tyston.cjs');
const pairs = Number(process.argv[2] ?? 15);

/** Milliseconds of wall time and of processor time. */
function measure(file, args) {
  const before = childTime();
  const t = performance.now();
  const { status, stderr } = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(String(stderr));
  return { wall: performance.now() - t, cpu: childTime() - before };
}
/** Processor time of children that ended, from the system's accounting. */
function childTime() {
  const fields = readStat();
  return ((Number(fields[13]) + Number(fields[14])) * 1000) / 100;
}

function readStat() {
  const text = readFileSync('/proc/self/stat', 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
const median = (xs) => xs.slice().sort((a, b) => a - b)[xs.length >> 1];

measure(tyston, ['-c', 'pass']);
const rows = Array.from({ length: pairs }, () => {
  const node = measure(process.execPath, ['-e', '0']);
  const ours = measure(tyston, ['-c', 'pass']);
  return { node, ours };
});
for (const kind of ['wall', 'cpu']) {
  const node = median(rows.map((r) => r.node[kind]));
  const ours = median(rows.map((r) => r.ours[kind]));
  const over = median(rows.map((r) => r.ours[kind] - r.node[kind]));
  console.log(
    `${kind.padEnd(4)}  node -e 0: ${node.toFixed(0)} ms   tyston -c pass: ${ours.toFixed(0)} ms   over Node: ${over.toFixed(0)} ms`,
  );
}
