/**
 * Attribute traces beside the generic operation: every object of a zoo × every name, each trace on every object, before and after
 * the classes change. A trace that does not fit must leave no mark; one that fits must give what `getattr` gives, owned.
 */
import { type Borrowed, ld32, type Owned, views, WINDOW_HIGH } from '@tyston/memory';
import { decref, errClear, errOccurred, getAttr, intern } from '@tyston/objects';
import { EmulatedMachine, emit, functionRef, link, prepare, REFCOUNT } from '@tyston/rewriter';
import { Tyston } from '@tyston/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachGetAttribute, placeOfAttribute } from '../src/index.js';

const ZOO = `
class Plain:
    shared = "of the class"
    def method(self): return 1
    def __init__(self, *names):
        for n in names: setattr(self, n, n + " of the object")
class Derived(Plain):
    shared = "of the derived class"
class Slotted:
    __slots__ = ("x", "y")
    z = (1, 2)
class Both(Slotted):
    w = 5.5
class Property:
    @property
    def x(self): return "computed"
class Data:
    def __get__(self, o, t): return "data"
    def __set__(self, o, v): pass
class Lazy:
    def __get__(self, o, t): return "lazy"
class Described:
    x = Data()
    y = Lazy()
class Value: pass
class Holder:
    y = Value()
class Asked:
    x = 1
    def __getattr__(self, n): return "asked for"
class Own:
    def __getattribute__(self, n): return "own"
class Number(int):
    w = "of a number"
def slotted(cls):
    o = cls(); o.x = "x"; return o
def with_dict(o):
    vars(o); return o
zoo = [Plain(), Plain("x"), Plain("x", "y"), Plain("y", "x"), Plain("shared"), Derived("x"), Derived(),
       slotted(Slotted), Slotted(), slotted(Both), Property(), Described(), Holder(), Asked(), Own(), Number(3),
       with_dict(Plain("x")), Plain(*"abcdefghijklmnop"), 3, 3.5, "text", [], None, Plain, zip, ...]
names = ["x", "y", "z", "w", "shared", "method", "real", "append", "missing", "p", "__class__", "__doc__"]
`;
const CHANGES = [
  'zoo[2].z = "grown"; del zoo[3].x',
  'Plain.x = property(lambda self: "now a property")',
  'Plain.shared = 3',
  'Value.__get__ = lambda self, o, t: "now it binds"',
  'Slotted.x = "no slot"',
  'Derived.__bases__ = (Value,)',
  'del Plain.x; zoo[5].__class__ = Plain',
];

let py: Tyston;
const machine = new EmulatedMachine();
const CODE = 0x2000_d000_0000n;
const NEXT = CODE + 0x8000n;
const code = new Uint8Array(0x9000);
const options = {
  refcount: REFCOUNT,
  dealloc: functionRef('dealloc', CODE + 0x8010n, ['ref'], 'void'),
  region: { start: CODE, end: CODE + 0x9000n },
};
let wentOn = false;

beforeAll(() => {
  py = new Tyston({ host: 'portable' });
  py.run(ZOO);
  machine.map(BigInt(WINDOW_HIGH) << 32n, views().U8).map(CODE, code, 'code');
  machine.define(functionRef('next', NEXT, ['ref'], 'void'), () => {
    wentOn = true;
    return undefined;
  });
});
afterAll(() => py.close());

/** The objects of a list of `__main__`, which keeps them alive. */
const objects = (list: string): Borrowed[] =>
  (py.eval(`[id(o) & 0xffffffff for o in ${list}]`) as number[]).map((p) => (p | 0) as Borrowed);

interface Made {
  readonly where: string;
  readonly run: (o: Borrowed) => Borrowed | null;
}
function make(o: Borrowed, name: Borrowed): Made | null {
  const recorded = attachGetAttribute(o, name);
  if (recorded === null) return null;
  const trace = prepare(recorded, { checked: true });
  const emitted = emit(trace, options);
  return {
    where: placeOfAttribute(o, name)!.where,
    run(on) {
      code.fill(0xcc, 0, 0x1000).set(emitted.code.bytes);
      link({ ...emitted, code: emitted.code.at(code) }, trace, CODE, options, NEXT);
      wentOn = false;
      const full = (BigInt(WINDOW_HIGH) << 32n) | BigInt(on >>> 0);
      const value = machine.call(CODE, ['borrowed'], 'owned', [full]) as bigint;
      return wentOn ? null : (Number(BigInt.asIntN(32, value)) as Borrowed);
    },
  };
}

/** Runs a trace on an object beside the generic operation; true if it fitted. */
function agrees(made: Made, o: Borrowed, name: Borrowed, what: string): boolean {
  const count = ld32(o);
  const found = made.run(o);
  if (found === null) {
    expect(ld32(o), what).toBe(count);
    return false;
  }
  const counted = ld32(found);
  const wanted = getAttr(o, name);
  if (errOccurred() !== 0) errClear();
  expect(found, what).toBe(wanted);
  expect(ld32(found), what).toBe(counted + 1);
  decref(wanted);
  decref(found as Owned);
  return true;
}

test('attribute traces do what getattr does, on every object, as classes change', () => {
  const names = (py.eval('names') as string[]).map((n) => [n, intern(n)] as const);
  const cases = new Map<string, number>();
  const old: { made: Made; name: Borrowed; text: string }[] = [];
  for (const change of ['pass', ...CHANGES]) {
    py.run(change);
    const zoo = objects('zoo');
    // Traces recorded before the change either still hold or do not fit any more.
    for (const { made, name, text } of old)
      for (const o of zoo) agrees(made, o, name, `${text}, then ${change}`);
    for (const [text, name] of names)
      for (const [i, o] of zoo.entries()) {
        const made = make(o, name);
        if (made === null) continue;
        const what = `${text} of ${i} after ${change}`;
        expect(agrees(made, o, name, what), what).toBe(true);
        cases.set(made.where, (cases.get(made.where) ?? 0) + 1);
        for (const other of zoo) agrees(made, other, name, what);
        if (old.length < 60) old.push({ made, name, text: what });
      }
  }
  for (const where of ['slot', 'instance', 'type']) expect(cases.get(where)).toBeGreaterThan(7);
});

test('what is looked up by code of its own is left alone', () => {
  const [x, y] = [intern('x'), intern('y')];
  py.run('o = [Property(), Described(), Own(), with_dict(Plain("x")), Plain]');
  const [property, described, own, dict, type] = objects('o') as [
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  for (const o of [property, described, own, dict, type]) expect(attachGetAttribute(o, x)).toBe(null);
  expect(attachGetAttribute(described, y)).toBe(null);
});

test('the guards of the commonest cases', () => {
  py.run('class Fresh: __slots__ = ("x",)\no = [Plain("x"), slotted(Fresh)]');
  const [plain, slotted] = objects('o') as [Borrowed, Borrowed];
  const guards = (o: Borrowed) =>
    prepare(attachGetAttribute(o, intern('x'))!)
      .ops.filter((op) => op.exit?.to === 'next')
      .map((op) => op.name);
  expect(guards(plain)).toEqual(['guard.i32', 'guard.addr', 'nonnull']);
  expect(guards(slotted)).toEqual(['guard.i32', 'nonnull']);
});
