/** What the rest of the toy space rests on: singletons, classes, errors, texts, keys, dicts. */
import {
  type Addr,
  type Allocator,
  PyCellObject,
  PyMethodObject,
  PyThreadState,
  views,
} from '@tyston/memory';
import type { Handle, Index, Interpreter } from '../../src/index.js';
import { type Data, type Entry, Kind, makeTable, type Native, type ToyClass } from './table.js';

const EXCEPTIONS: Record<string, string> = {
  BaseException: '',
  Exception: 'BaseException',
  GeneratorExit: 'BaseException',
  BaseExceptionGroup: 'BaseException',
  StopIteration: 'Exception',
  StopAsyncIteration: 'Exception',
  ArithmeticError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  ImportError: 'Exception',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  RuntimeError: 'Exception',
  RecursionError: 'RuntimeError',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  KeyboardInterrupt: 'BaseException',
};

/** The other half, which is made after the space. */
export interface Link {
  interpreter: Interpreter;
}

export function makeCore(thread: Addr, allocator: Allocator, link: Link) {
  const { I32, U8 } = views();
  const CUR_TYPE = (thread + PyThreadState.curexc_type) >>> 2;
  const CUR_VALUE = (thread + PyThreadState.curexc_value) >>> 2;
  const table = makeTable(allocator, { releaseStruct });
  const { add, incref, decref, data, kindOf, tuple, tupleItems } = table;
  const output: string[] = [];
  const interned = new Map<string, Handle>();
  const classes = new Map<string, ToyClass>();

  const keep = (x: Handle): Handle => {
    if (x !== 0) incref(x);
    return x;
  };
  const None = add({ is: 'singleton', name: 'None' });
  const Ellipsis = add({ is: 'singleton', name: 'Ellipsis' });
  const NotImplemented = add({ is: 'singleton', name: 'NotImplemented' });
  const True = add({ is: 'bool', value: true });
  const False = add({ is: 'bool', value: false });
  const bool = (value: boolean): Handle => keep(value ? True : False);
  const int = (value: bigint | number): Handle => add({ is: 'int', value: BigInt(value) });
  const str = (value: string): Handle => add({ is: 'str', value });

  function releaseStruct(kind: number, x: Handle): void {
    const { interpreter } = link;
    if (kind === Kind.TUPLE) for (const item of tupleItems(x)) decref(item);
    else if (kind === Kind.CODE) interpreter.releaseCode(x);
    else if (kind === Kind.FUNCTION) interpreter.releaseFunction(x);
    else if (kind === Kind.METHOD) {
      decref(I32[(x + PyMethodObject.im_func) >>> 2]!);
      decref(I32[(x + PyMethodObject.im_self) >>> 2]!);
    } else if (kind === Kind.CELL) {
      const content = I32[(x + PyCellObject.ob_ref) >>> 2]!;
      if (content !== 0) decref(content);
    } else if (kind === Kind.GENERATOR) {
      const pending = I32[CUR_VALUE]!;
      I32[CUR_TYPE] = I32[CUR_VALUE] = 0;
      const closed = interpreter.generatorClose(x);
      if (closed !== 0) decref(closed);
      else decref(takeException());
      I32[CUR_TYPE] = I32[CUR_VALUE] = pending;
      interpreter.releaseGenerator(x);
    }
  }

  // -- errors ----------------------------------------------------------------------------------------------------

  function define(name: string, base: ToyClass | null): ToyClass {
    const cls: ToyClass = { name, base, handle: 0, attributes: new Map() };
    cls.handle = add({ is: 'class', cls });
    return cls;
  }
  for (const [name, base] of Object.entries(EXCEPTIONS))
    classes.set(name, define(name, classes.get(base) ?? null));
  const object = define('object', null);

  function classNamed(name: string): ToyClass {
    return classes.get(name)!;
  }
  function addInstance(cls: ToyClass, args: Handle[]): Handle {
    incref(cls.handle);
    return add({ is: 'instance', cls, attributes: new Map(), args, trace: [], cause: 0, context: 0 });
  }

  function instanceData(x: Handle): Extract<Data, { is: 'instance' }> | null {
    const d = data(x);
    return d?.is === 'instance' ? d : null;
  }
  function isA(cls: ToyClass | null, wanted: ToyClass): boolean {
    for (; cls !== null; cls = cls.base) if (cls === wanted) return true;
    return false;
  }

  /** Makes an exception pending, with the exception being handled as its context. Steals it. */
  function raiseInstance(exc: Handle): void {
    let item = I32[(thread + PyThreadState.exc_info) >>> 2]!;
    while (item !== 0 && I32[item >>> 2] === 0) item = I32[(item + 8) >>> 2]!;
    const handled = item === 0 ? 0 : I32[item >>> 2]!;
    const d = instanceData(exc)!;
    if (handled !== 0 && handled !== exc && d.context === 0) d.context = keep(handled);
    restoreException(exc);
  }
  function restoreException(exc: Handle): void {
    const old = I32[CUR_VALUE]!;
    I32[CUR_TYPE] = I32[CUR_VALUE] = exc;
    if (old !== 0) decref(old);
  }
  function takeException(): Handle {
    const exc = I32[CUR_VALUE]!;
    if (exc === 0) throw new Error('no exception is pending');
    I32[CUR_TYPE] = I32[CUR_VALUE] = 0;
    return exc;
  }
  function fail(type: string, text: string): 0 {
    raiseInstance(addInstance(classNamed(type), text === '' ? [] : [str(text)]));
    return 0;
  }
  const pending = (): boolean => I32[CUR_VALUE] !== 0;

  // -- what things are -------------------------------------------------------------------------------------------

  const KIND_NAMES = ['', 'code', 'function', 'method', 'cell', 'generator', 'tuple'];
  function typeName(x: Handle): string {
    const d = data(x);
    if (d === null) return KIND_NAMES[kindOf(x)]!;
    if (d.is === 'instance') return d.cls.name;
    if (d.is === 'singleton') return d.name === 'None' ? 'NoneType' : d.name;
    return (
      { class: 'type', native: 'builtin_function_or_method', iterator: 'iterator', wrapped: 'wrapped' }[
        d.is as string
      ] ?? d.is
    );
  }

  function repr(x: Handle): string {
    const d = data(x);
    if (d === null) {
      if (kindOf(x) !== Kind.TUPLE) return `<${typeName(x)}>`;
      const items = tupleItems(x);
      return items.length === 1 ? `(${repr(items[0]!)},)` : `(${items.map(repr).join(', ')})`;
    }
    switch (d.is) {
      case 'singleton':
        return d.name;
      case 'bool':
        return d.value ? 'True' : 'False';
      case 'int':
        return d.value.toString();
      case 'float':
        return Number.isInteger(d.value) ? `${d.value}.0` : `${d.value}`;
      case 'str':
        return `'${d.value}'`;
      case 'list':
        return `[${d.items.map(repr).join(', ')}]`;
      case 'dict':
        return `{${[...d.entries.values()].map((e) => `${repr(e.key)}: ${repr(e.value)}`).join(', ')}}`;
      case 'set':
        return d.entries.size === 0
          ? 'set()'
          : `{${[...d.entries.values()].map((e) => repr(e.key)).join(', ')}}`;
      case 'class':
        return `<class '${d.cls.name}'>`;
      case 'instance':
        return isA(d.cls, classNamed('BaseException'))
          ? `${d.cls.name}(${d.args.map(repr).join(', ')})`
          : `<${d.cls.name}>`;
      default:
        return `<${typeName(x)}>`;
    }
  }
  function display(x: Handle): string {
    const d = data(x);
    if (d?.is === 'str') return d.value;
    if (d?.is === 'instance' && isA(d.cls, classNamed('BaseException'))) {
      return d.args.length === 0
        ? ''
        : d.args.length === 1
          ? (d.cls.name === 'KeyError' ? repr : display)(d.args[0]!)
          : `(${d.args.map(repr).join(', ')})`;
    }
    return repr(x);
  }

  function text(x: Handle): string {
    const d = data(x);
    if (d?.is !== 'str') throw new Error(`not a str: ${repr(x)}`);
    return d.value;
  }
  /** Numbers as JavaScript has them; null for anything else. */
  function number(x: Handle): bigint | number | null {
    const d = data(x);
    if (d?.is === 'int' || d?.is === 'float') return d.value;
    return d?.is === 'bool' ? BigInt(d.value) : null;
  }
  function keyOf(x: Handle): string {
    const n = number(x);
    if (n !== null) return `n${n}`;
    const d = data(x);
    if (d?.is === 'str') return `s${d.value}`;
    if (kindOf(x) === Kind.TUPLE) return `t(${tupleItems(x).map(keyOf).join()})`;
    return `#${x}`;
  }
  function same(l: Handle, r: Handle): boolean {
    if (l === r) return true;
    const a = items(l);
    const b = items(r);
    if (a !== null && b !== null)
      return kindOf(l) === kindOf(r) && a.length === b.length && a.every((x, i) => same(x, b[i]!));
    return keyOf(l) === keyOf(r);
  }
  function items(x: Handle): Handle[] | null {
    const d = data(x);
    if (d?.is === 'list') return d.items;
    return kindOf(x) === Kind.TUPLE ? tupleItems(x) : null;
  }
  function entries(x: Handle): Map<string, Entry> {
    const d = data(x);
    if (d?.is !== 'dict' && d?.is !== 'set') throw new Error(`neither dict nor set: ${repr(x)}`);
    return d.entries;
  }

  function truth(x: Handle): number {
    const n = number(x);
    if (n !== null) return n ? 1 : 0;
    const d = data(x);
    if (d?.is === 'str') return d.value === '' ? 0 : 1;
    if (d?.is === 'dict' || d?.is === 'set') return d.entries.size === 0 ? 0 : 1;
    const list = items(x);
    if (list !== null) return list.length === 0 ? 0 : 1;
    return x === None ? 0 : 1;
  }

  function put(map: Map<string, Handle>, name: string, value: Handle): number {
    const old = map.get(name);
    map.set(name, keep(value));
    if (old !== undefined) decref(old);
    return 0;
  }

  function setEntry(map: Map<string, Entry>, key: Handle, value: Handle): number {
    const k = keyOf(key);
    const old = map.get(k);
    map.set(k, { key: old?.key ?? keep(key), value: keep(value) });
    if (old !== undefined) decref(old.value);
    return 0;
  }
  function deleteEntry(map: Map<string, Entry>, key: Handle): boolean {
    const old = map.get(keyOf(key));
    if (old === undefined) return false;
    map.delete(keyOf(key));
    decref(old.key);
    decref(old.value);
    return true;
  }
  const entry = (dict: Handle, key: Handle): Handle => entries(dict).get(keyOf(key))?.value ?? 0;
  const newDict = (): Handle => add({ is: 'dict', entries: new Map() });

  function native(name: string, call: Native): Handle {
    return add({ is: 'native', name, call });
  }

  const vregs = (at: Index, n: number): Handle[] => Array.from({ length: n }, (_, i) => I32[at + 2 * i]!);
  /** Moves: the references are the caller's now. */
  function move(at: Index, n: number): Handle[] {
    const all = vregs(at, n);
    for (let i = 0; i < n; i++) I32[at + 2 * i] = 0;
    return all;
  }
  function fill(at: Index, values: readonly Handle[]): number {
    values.forEach((x, i) => {
      I32[at + 2 * i] = x;
    });
    return 0;
  }

  function pendingIs(type: string): boolean {
    return I32[CUR_VALUE] !== 0 && isA(instanceData(I32[CUR_VALUE]!)!.cls, classNamed(type));
  }

  function intern(value: string): Handle {
    let x = interned.get(value);
    if (x === undefined) {
      x = str(value);
      interned.set(value, x);
    }
    return keep(x);
  }
  /** A dict of pairs of references that it takes over. */
  const dictOf = (pairs: readonly (readonly [Handle, Handle])[]): Handle => {
    const map = new Map<string, Entry>();
    for (const [key, value] of pairs) {
      setEntry(map, key, value);
      decref(key);
      decref(value);
    }
    return add({ is: 'dict', entries: map });
  };

  return {
    I32,
    U8,
    CUR_VALUE,
    link,
    table,
    output,
    interned,
    classes,
    keep,
    None,
    Ellipsis,
    NotImplemented,
    True,
    False,
    bool,
    int,
    str,
    releaseStruct,
    define,
    object,
    classNamed,
    addInstance,
    instanceData,
    isA,
    raiseInstance,
    restoreException,
    takeException,
    fail,
    pending,
    typeName,
    repr,
    display,
    text,
    number,
    keyOf,
    same,
    items,
    entries,
    truth,
    put,
    setEntry,
    deleteEntry,
    entry,
    newDict,
    native,
    vregs,
    move,
    fill,
    pendingIs,
    intern,
    dictOf,
    add,
    incref,
    decref,
    data,
    kindOf,
    tuple,
    tupleItems,
  };
}

export type Core = ReturnType<typeof makeCore>;
