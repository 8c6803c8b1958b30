import { type Addr, ld32, ldU32, st32, stPtr, struct } from '@tyston/memory';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type CacheHost,
  type CacheOptions,
  Caches,
  MegamorphicTable,
  parseTrace,
  place,
  type RecordedTrace,
  recordSlot,
  Site,
  verify,
} from '../src/index.js';
import { emulatedWindow, type Setting } from './emulated-window.js';

/** An object of a type, with a version, and a field. */
const Thing = struct('Thing', null, { refcnt: 'ssize', type: 'ptr', version: 'u32', field: 'ptr' });
const full = (p: Addr): bigint => (0x2000n << 32n) | BigInt(p >>> 0);
const low = (p: unknown): Addr => Number(BigInt.asIntN(32, BigInt(p as bigint)));

let setting: Setting;
let host: CacheHost;
let caches: Caches;
/** What the generic functions were called with. */
let misses: Addr[];
const dead = new Set<Addr>();

function open(options: CacheOptions = {}, root = 0): Caches {
  return new Caches(host, options, root);
}
beforeEach(() => {
  setting = emulatedWindow(1 << 14);
  const { machine, heap, code } = setting;
  misses = [];
  dead.clear();
  const generic = machine.add('generic', ['ref', 'i32'], 'i64', 'runs', (_, site) => {
    misses.push(site as Addr);
    return -7n;
  });
  const dealloc = machine.add('dealloc', ['ref'], 'void', 'runs', (p) => {
    dead.add(low(p));
    return undefined;
  });
  host = {
    heap,
    code,
    emit: { refcount: place(Thing, 'refcnt'), dealloc },
    kinds: [{ name: 'read', params: ['borrowed'], result: 'i64', generic: generic.address }],
    incref: (p) => st32(p, ld32(p) + 1),
    decref(p) {
      st32(p, ld32(p) - 1);
      if (ld32(p) === 0) dead.add(p);
    },
    inside: (start, end) => machine.inside(start, end),
  };
  caches = open();
});

function thing(type: Addr = 0): Addr {
  const p = setting.heap.calloc(Thing.size);
  st32(p, 1);
  stPtr(p + Thing.type, type);
  return p;
}
/** A trace for objects of a type: the answer is the number given. */
const answer = (type: Addr, n: number): RecordedTrace =>
  recordSlot(`answer_${n}`, ['borrowed'], 'i64', (b) => {
    b.guard('ref', 'eq', b.loadObject(b.param(0), place(Thing, 'type')), b.object(full(type)));
    b.return(b.int64(n));
  });
const run = (site: Addr, o: Addr): number =>
  Number(setting.machine.call(caches.entry(site), ['borrowed'], 'i64', [full(o)]));
const hits = (site: Addr): number[] => caches.report(site).map((s) => s.hits);

test('an empty site calls the generic function, which finds the site', () => {
  const site = caches.createSite(0, 99n);
  expect(run(site, thing())).toBe(-7);
  expect(misses).toEqual([site]);
  expect(ldU32(site + Site.owner)).toBe(99);
});

test('slots are asked in turn, and count their hits', () => {
  const site = caches.createSite(0);
  const types = [thing(), thing(), thing()];
  const objects = types.map(thing);
  types.forEach((t, i) => {
    expect(caches.attach(site, answer(t, i))).toBe('attached');
  });
  for (let turn = 0; turn < 4; turn++)
    objects.forEach((o, i) => {
      expect(run(site, o)).toBe(i);
    });
  expect(run(site, thing(thing()))).toBe(-7);
  expect(hits(site)).toEqual([4, 4, 4]);
  expect(misses).toHaveLength(1);
});

test('the dump of each slot is in the window, and reads back', () => {
  const site = caches.createSite(0);
  caches.attach(site, answer(thing(), 3));
  const [slot] = caches.report(site);
  const read = parseTrace(slot!.trace, [Thing as never]);
  verify(read);
  expect(read.name).toBe('answer_3');
  expect(read.phase).toBe('counted');
});

test('the slot used least makes place, and those used most come first', () => {
  caches = open({ slots: 2 });
  const site = caches.createSite(0);
  const types = [thing(), thing(), thing()];
  const objects = types.map(thing);
  caches.attach(site, answer(types[0]!, 0));
  caches.attach(site, answer(types[1]!, 1));
  for (let turn = 0; turn < 8; turn++) run(site, objects[1]!);
  run(site, objects[0]!);
  caches.attach(site, answer(types[2]!, 2));
  expect(caches.report(site).map((s) => s.trace.split(' ')[1])).toEqual(['answer_1', 'answer_2']);
  // Old hits count half.
  expect(hits(site)).toEqual([4, 0]);
  expect(run(site, objects[0]!)).toBe(-7);
  expect([run(site, objects[1]!), run(site, objects[2]!)]).toEqual([1, 2]);
  expect(caches.counters()).toMatchObject({ attached: 3, replaced: 1, reclaimed: 1 });
});

test('an assumption that fails takes its slots away, and no others', () => {
  const site = caches.createSite(0);
  const other = caches.createSite(0);
  const type = thing();
  const [one, two] = [caches.createAssumption(), caches.createAssumption()];
  const at = (a: Addr) => ({ at: a, version: caches.version(a) });
  caches.attach(site, answer(type, 1), { assumptions: [at(one), at(two)] });
  caches.attach(other, answer(type, 2), { assumptions: [at(two)] });
  caches.invalidate(one);
  expect([run(site, thing(type)), run(other, thing(type))]).toEqual([-7, 2]);
  // A trace that was recorded before is not attached after.
  expect(caches.attach(site, answer(type, 3), { assumptions: [{ at: one, version: 0 }] })).toBe('stale');
  expect(caches.attach(site, answer(type, 4), { assumptions: [at(one)] })).toBe('attached');
  expect(run(site, thing(type))).toBe(4);
  expect(() => caches.freeAssumption(one)).toThrow('traces rely on the assumption');
  caches.invalidate(one);
  caches.freeAssumption(one);
});

test('objects that code mentions live as long as the slot', () => {
  const site = caches.createSite(0);
  const type = thing();
  caches.attach(site, answer(type, 1));
  expect(ld32(type)).toBe(2);
  host.decref(type);
  expect(dead.size).toBe(0);
  caches.freeSite(site);
  expect([...dead]).toEqual([type]);
});

test('attempts that fail are put off longer and longer', () => {
  const site = caches.createSite(0);
  const waits: number[] = [];
  for (let n = 0; n < 6; n++) {
    let wait = 0;
    while (caches.attempt(site) === null) wait++;
    waits.push(wait);
    caches.refuse(site);
  }
  expect(waits).toEqual([0, 1, 2, 4, 8, 16]);
  for (let n = 0; n < 20; n++) {
    st32(site + Site.retry_in, 0);
    caches.refuse(site);
  }
  expect(ldU32(site + Site.retry_in)).toBe(1024);
});

test('traces may assume less and less, until the site is exhausted', () => {
  caches = open({ rewrites: 10, slots: 1 });
  const site = caches.createSite(0);
  const depths: unknown[] = [];
  while (!caches.exhausted(site)) {
    depths.push(caches.attempt(site));
    caches.attach(site, answer(thing(), 0));
  }
  expect(depths).toEqual([...Array(6).fill('exact'), ...Array(3).fill('broad'), 'least']);
});

test('when there is no room, slots of other sites go, the coldest first', () => {
  caches = open({ bytes: 1024, slots: 100 });
  const sites = Array.from({ length: 12 }, () => caches.createSite(0));
  const type = thing();
  const o = thing(type);
  sites.forEach((site, i) => {
    expect(caches.attach(site, answer(type, i))).toBe('attached');
    for (let k = 0; k < 12 - i; k++) run(site, o);
  });
  while (caches.counters().evicted === 0)
    expect(caches.attach(sites[0]!, answer(thing(), 0))).toBe('attached');
  // What is left still answers right, and what went misses.
  sites.slice(1).forEach((site, i) => {
    expect(run(site, o)).toBe(caches.report(site).length > 0 ? i + 1 : -7);
  });
  expect(caches.report(sites[11]!)).toHaveLength(0);
  expect(caches.report(sites[1]!)).toHaveLength(1);
  expect(caches.pool.used).toBeLessThanOrEqual(1024);
});

test('code is not given back while somebody is inside', () => {
  const { machine } = setting;
  const assumption = caches.createAssumption();
  let inner = '';
  const during = machine.add('during', ['ref'], 'i64', 'runs', () => {
    caches.invalidate(assumption);
    inner = `${caches.counters().invalidated} ${caches.counters().reclaimed}`;
    return 5n;
  });
  const site = caches.createSite(0);
  const trace = recordSlot('calls', ['borrowed'], 'i64', (b) => {
    b.return(b.arith('add', 'i64', b.call(during, b.param(0)) as never, b.int64(1)));
  });
  caches.attach(site, trace, { assumptions: [{ at: assumption, version: 0 }] });
  // The slot goes while it runs, and still comes to its end.
  expect(run(site, thing())).toBe(6);
  expect(inner).toBe('1 0');
  expect(run(site, thing())).toBe(-7);
  caches.sweep();
  expect(caches.counters().reclaimed).toBe(1);
});

test('another isolate goes on from the records', () => {
  const site = caches.createSite(0, 5n);
  const [one, two] = [thing(), thing()];
  const assumption = caches.createAssumption();
  caches.attach(site, answer(one, 1), { assumptions: [{ at: assumption, version: 0 }] });
  run(site, thing(one));
  caches = open({}, caches.root);
  expect(caches.sites()).toEqual([site]);
  expect(hits(site)).toEqual([1]);
  caches.attach(site, answer(two, 2));
  expect([run(site, thing(one)), run(site, thing(two))]).toEqual([1, 2]);
  caches.invalidate(assumption);
  expect([run(site, thing(one)), run(site, thing(two))]).toEqual([-7, 2]);
});

test('a thousand mutations leave memory as it was', () => {
  const site = caches.createSite(0);
  const assumption = caches.createAssumption();
  const type = thing();
  const round = (): void => {
    caches.attach(site, answer(type, 1), {
      assumptions: [{ at: assumption, version: caches.version(assumption) }],
    });
    run(site, thing(type));
    caches.invalidate(assumption);
  };
  round();
  const used = caches.pool.used;
  const refs = ld32(type);
  for (let n = 0; n < 1000; n++) round();
  expect(caches.pool.used).toBe(used);
  // The objects made on the way still refer to their type, uncounted.
  expect(ld32(type)).toBe(refs);
});

describe('megamorphic sites', () => {
  test('share a stub that finds fields and values by version and name', () => {
    const { machine, heap } = setting;
    const seen: string[] = [];
    const table = new MegamorphicTable(heap, host, 16);
    // Two names that lead to the same entry.
    const many = Array.from({ length: 40 }, () => thing());
    const twin = many.find((p, i) => i > 0 && ((p ^ many[0]!) & 0xff) === 0)!;
    const names = [many[0]!, twin];
    /** What a version has under a name: nothing, a field, a value. */
    const meaning = (version: number, name: Addr) => (version + names.indexOf(name)) % 3;
    const generic = machine.add('find', ['ref', 'ref', 'i32'], 'owned?', 'runs', (o, name, site) => {
      seen.push(`${low(name)} ${site}`);
      const type = ld32(low(o) + Thing.type);
      const version = ldU32(type + Thing.version);
      const means = meaning(version, low(name));
      if (means === 0) return 0n;
      if (means === 1) table.remember(version, low(name), { offset: Thing.field });
      else table.remember(version, low(name), { value: type });
      const found = means === 1 ? ld32(low(o) + Thing.field) : type;
      host.incref(found);
      return full(found);
    });
    host = {
      ...host,
      kinds: [{ name: 'find', params: ['borrowed', 'borrowed'], result: 'owned', generic: generic.address }],
    };
    caches = open();
    const places = { type: place(Thing, 'type'), version: place(Thing, 'version') };
    const stub = caches.addStub(table.stub('find', places, generic));
    const sites = [caches.createSite(0), caches.createSite(0)];
    for (const site of sites) caches.setMegamorphic(site, stub);
    const find = (site: Addr, o: Addr, name: Addr) =>
      low(machine.call(caches.entry(site), ['borrowed', 'borrowed'], 'owned', [full(o), full(name)]));
    const types = Array.from({ length: 20 }, (_, i) => {
      const t = thing();
      st32(t + Thing.version, i + 1);
      return t;
    });
    const value = thing();
    for (let turn = 0; turn < 3; turn++)
      for (const site of sites)
        for (const [i, type] of types.entries())
          for (const name of names) {
            const o = thing(type);
            stPtr(o + Thing.field, value);
            const before = [ld32(value), ld32(type)];
            const found = find(site, o, name);
            expect(found).toBe([0, value, type][meaning(i + 1, name)]);
            // What is found is owned.
            if (found !== 0) expect(ld32(found)).toBe(before[found === value ? 0 : 1]! + 1);
          }
    expect(seen.every((s) => s.endsWith(' 0'))).toBe(true);
    // What was found last is found without the generic function.
    const o = thing(types[0]!);
    stPtr(o + Thing.field, value);
    seen.length = 0;
    for (let turn = 0; turn < 5; turn++) expect(find(sites[turn % 2]!, o, names[0]!)).toBe(value);
    expect(seen.length).toBeLessThanOrEqual(1);
    expect(caches.attempt(sites[0]!)).toBe(null);
    expect(caches.attach(sites[0]!, answer(types[0]!, 1))).toBe('megamorphic');
  });

  test('a version that says nothing is not remembered', () => {
    const table = new MegamorphicTable(setting.heap, host, 64);
    const name = thing();
    table.remember(0, name, { offset: 8 });
    expect(ld32(name)).toBe(1);
    table.remember(5, name, { offset: 8 });
    expect(ld32(name)).toBe(2);
  });
});
