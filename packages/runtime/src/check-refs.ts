/**
 * `-X check-refs=N FILE`: runs a file N times in one process, each time in a new `__main__`, and tells what every run leaves behind.
 * The first runs import and fill caches; a leak is what each later run adds.
 *
 * Where something grows, the file runs once more with its allocations recorded, and the report names the objects that survived that
 * run by type and by the functions that allocated them, and the older objects that are referred to more often than before.
 */
import type { Interpreter } from '@tyston/interp';
import type { Addr, Borrowed, Owned } from '@tyston/memory';
import {
  collect,
  decref,
  dictClear,
  errClear,
  heap,
  isGcObject,
  moduleDict,
  None,
  newRef,
  reprText,
  shortName,
  traverse,
  typeOf,
} from '@tyston/objects';
import { runExitFunctions, writeStderr } from '@tyston/stdlib';
import { type Census, census } from './census.js';
import type { Options } from './options.js';
import { saveRegistries } from './registries.js';
import { flush, makeMain, runFile, runSource } from './run.js';

/** How many lines of each kind a report has at most. */
const LINES = 25;
/** The runs that a program may need to fill its caches. */
const WARM_UP = 2;

/** Empties the caches that modules of the library keep for whoever runs next (test.libregrtest.utils.clear_caches does the same). */
const CLEAR_CACHES = `
import sys
def call(module, *path):
    found = sys.modules.get(module)
    for name in path:
        found = getattr(found, name, None)
    if found is not None:
        found()
sys.path_importer_cache.clear()
for clear in getattr(sys.modules.get('typing'), '_cleanups', ()):
    clear()
call('re', 'purge')
call('linecache', 'clearcache')
call('struct', '_clearcache')
call('fnmatch', '_compile_pattern', 'cache_clear')
call('urllib.parse', 'clear_cache')
`;

interface Totals {
  readonly references: number;
  readonly objects: number;
  readonly blocks: number;
}
function totals(c: Census): Totals {
  let references = 0;
  for (const n of c.references.values()) references += n;
  return { references, objects: c.references.size, blocks: c.references.size + c.plain.size };
}

function clearCaches(interpreter: Interpreter): void {
  const main = makeMain();
  if (!runSource(interpreter, CLEAR_CACHES, '<check-refs>', main)) errClear();
  dictClear(moduleDict(main));
  decref(main);
}

/** Runs the file as a program of its own, and takes away what programs leave in registries by design. */
function runOnce(interpreter: Interpreter, options: Options): number {
  const main = makeMain();
  const restoreRegistries = saveRegistries();
  const status = runFile(interpreter, options.command.value, true, options.skipFirstLine, main);
  runExitFunctions();
  dictClear(moduleDict(main));
  decref(main);
  restoreRegistries();
  clearCaches(interpreter);
  if (!flush('stdout')) errClear();
  while (collect(2).collected > 0);
  return status;
}

export function checkReferences(interpreter: Interpreter, options: Options, runs: number): number {
  const all: Totals[] = [];
  let status = 0;
  for (let i = 0; i < runs; i++) {
    status = runOnce(interpreter, options);
    all.push(totals(census()));
  }
  const grown: string[] = [];
  for (const kind of ['references', 'objects', 'blocks'] as const) {
    const steps = all.slice(WARM_UP).map((x, i) => x[kind] - all[i + WARM_UP - 1]![kind]);
    if (steps.length > 0 && steps.every((s) => s > 0)) grown.push(`${kind} ${steps.join(' ')}`);
  }
  if (grown.length === 0) {
    writeStderr(`check-refs: steady after ${runs} runs\n`);
    return status;
  }
  writeStderr(whatGrows(() => runOnce(interpreter, options)));
  writeStderr(`check-refs: grows by ${grown.join(', ')}\n`);
  return 3;
}

/** Who allocated each block while `run` ran: the innermost functions of ours. */
function recordAllocations(run: () => void): ReadonlyMap<Addr, string> {
  const allocator = heap();
  const { alloc, calloc, realloc } = allocator;
  const by = new Map<Addr, string>();
  const record = (p: Addr): Addr => {
    by.set(p, callers());
    return p;
  };
  allocator.alloc = (bytes) => record(alloc(bytes));
  allocator.calloc = (bytes) => record(calloc(bytes));
  allocator.realloc = (p, bytes) => record(realloc(p, bytes));
  try {
    run();
  } finally {
    Object.assign(allocator, { alloc, calloc, realloc });
  }
  return by;
}
function callers(): string {
  const stack = new Error().stack ?? '';
  const names = [...stack.matchAll(/^ +at (?:Object\.)?([\w$.]+)/gm)].map((m) => m[1]);
  return names.slice(3, 11).join(' < ');
}

/** What one more run leaves behind. */
function whatGrows(run: () => void): string {
  Error.stackTraceLimit = 14;
  const before = census();
  const by = recordAllocations(run);
  const after = census();
  const who = (p: Addr) => by.get(p) ?? by.get(p - 16) ?? by.get(p - 32);
  const isNew = (p: Borrowed) => who(p) !== undefined || !before.references.has(p);
  const explained = referencesFrom(after);
  const born = new Map<string, number>();
  const count = (line: string) => born.set(line, (born.get(line) ?? 0) + 1);
  const named = new Naming();
  const unexplained = new Naming();
  const more = new Naming();
  for (const [p, n] of after.references) {
    const old = before.references.get(p) ?? 0;
    if (!isNew(p)) {
      if (n > old) more.add(`${n - old} to`, p);
      continue;
    }
    count(`${shortName(typeOf(p))} by ${who(p) ?? 'a fast path'}`);
    named.add('', p);
    const inContainers = explained.get(p) ?? 0;
    if (n > inContainers) unexplained.add(`${n - inContainers} of ${n} to`, p);
  }
  for (const p of after.plain)
    if (by.has(p) || !before.plain.has(p)) count(`block by ${by.get(p) ?? 'a fast path'}`);
  const ranked = [...born].sort((a, b) => b[1] - a[1]).map(([line, n]) => `${n} ${line}`);
  return [
    ...section('new objects and blocks:', ranked),
    ...section('some of the new objects:', named.lines()),
    ...section('references to new objects that no container explains:', unexplained.lines()),
    ...section('references to older objects:', more.lines()),
  ].join('');
}
/** Lines that end in an object's text. The texts are made last: making them runs programs' code. */
class Naming {
  private readonly objects: [string, Owned][] = [];
  private rest = 0;
  add(prefix: string, p: Borrowed): void {
    if (this.objects.length < LINES) this.objects.push([prefix, newRef(p)]);
    else this.rest++;
  }
  lines(): string[] {
    const lines = this.objects.map(([prefix, p]) => `${prefix} ${brief(p)}`.trimStart());
    for (const [, p] of this.objects) decref(p);
    return this.rest > 0 ? [...lines, `and ${this.rest} more`] : lines;
  }
}
/** How often the containers in the window refer to each object. */
function referencesFrom(c: Census): ReadonlyMap<Borrowed, number> {
  const counts = new Map<Borrowed, number>();
  for (const p of c.references.keys())
    if (isGcObject(p)) traverse(p, (q) => counts.set(q, (counts.get(q) ?? 0) + 1));
  return counts;
}
function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > LINES + 1 ? [`  and ${lines.length - LINES} more\n`] : [];
  return [`${title}\n`, ...lines.slice(0, LINES + 1).map((line) => `  ${line}\n`), ...rest];
}
function brief(p: Borrowed): string {
  const text = reprText(p);
  return `${shortName(typeOf(p))} ${text.length > 90 ? `${text.slice(0, 90)}…` : text}`;
}
