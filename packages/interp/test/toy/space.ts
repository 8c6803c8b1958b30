/**
 * A toy object space: enough of Python's objects to run programs with functions, closures, classes, generators, exceptions, `with` and
 * coroutines. It shows what a space has to do, with none of what makes one fast or complete.
 */
import {
  type Addr,
  type Allocator,
  Frame,
  PyCellObject,
  PyCodeObject,
  PyFunctionObject,
  PyMethodObject,
  PyThreadState,
  views,
} from '@tyston/memory';
import {
  CallKind,
  GENERATOR,
  type Handle,
  type Index,
  type Interpreter,
  type ObjectSpace,
} from '../../src/index.js';
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

export interface Toy extends ObjectSpace {
  /** The other half: must be set before anything runs. */
  interpreter: Interpreter;
  /** What `print` printed, line by line. */
  readonly output: string[];
  readonly globals: Handle;
  readonly builtins: Handle;
  repr(x: Handle): string;
  live(): number;
  /** Makes a native function. */
  native(name: string, call: Native): Handle;
  /** Takes the pending exception away and describes it: `KeyError: 'x'`, and its traceback as `function:line` texts. */
  takeError(): { text: string; trace: string[] };
  /** What a safepoint does. */
  onSafepoint: (bits: number) => number;
  /** Hears of trace events. */
  onTrace: (frame: number, event: number) => number;
  /** Name of the code that a frame runs. */
  frameName(frame: number): string;
}

export function makeToySpace(thread: Addr, allocator: Allocator): Toy {
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
    const { interpreter } = toy;
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

  // -- operators -------------------------------------------------------------------------------------------------

  function owned(own: number, l: Handle, r: Handle): void {
    if ((own & 1) !== 0) decref(l);
    if ((own & 2) !== 0) decref(r);
  }

  type Arithmetic = (a: bigint, b: bigint) => bigint | null;
  function operator(sign: string, onInts: Arithmetic, onFloats: (a: number, b: number) => number) {
    return (l: Handle, r: Handle, own: number): Handle => {
      const result = operate(sign, l, r, onInts, onFloats);
      owned(own, l, r);
      return result;
    };
  }
  function operate(
    sign: string,
    l: Handle,
    r: Handle,
    onInts: Arithmetic,
    onFloats: (a: number, b: number) => number,
  ): Handle {
    const a = number(l);
    const b = number(r);
    if (a !== null && b !== null) {
      if (!b && (sign === '/' || sign === '//' || sign === '%')) {
        return fail(
          'ZeroDivisionError',
          sign === '/' ? 'division by zero' : 'integer division or modulo by zero',
        );
      }
      if (typeof a === 'bigint' && typeof b === 'bigint') {
        const result = onInts(a, b);
        if (result !== null) return int(result);
      }
      return add({ is: 'float', value: onFloats(Number(a), Number(b)) });
    }
    const x = data(l);
    const y = data(r);
    if (sign === '+' && x?.is === 'str' && y?.is === 'str') return str(x.value + y.value);
    if (sign === '%' && x?.is === 'str') return str(x.value.replace(/%[sdr]/, () => display(r)));
    const left = items(l);
    const right = items(r);
    if (sign === '+' && left !== null && right !== null && kindOf(l) === kindOf(r)) {
      const all = [...left, ...right].map(keep);
      return x?.is === 'list' ? add({ is: 'list', items: all }) : tuple(all);
    }
    if (sign === '*' && left !== null && typeof b === 'bigint') {
      const all = Array.from({ length: Number(b) }, () => left)
        .flat()
        .map(keep);
      return x?.is === 'list' ? add({ is: 'list', items: all }) : tuple(all);
    }
    const special = { '+': '__add__', '-': '__sub__', '*': '__mul__' }[sign];
    const method = special === undefined ? 0 : typeAttribute(l, special);
    if (method !== 0) return callWith(method, [l, r]);
    return fail(
      'TypeError',
      `unsupported operand type(s) for ${sign}: '${typeName(l)}' and '${typeName(r)}'`,
    );
  }
  const floorDiv = (a: bigint, b: bigint): bigint => {
    const q = a / b;
    return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
  };
  const no = (): number => Number.NaN;
  const addition = operator(
    '+',
    (a, b) => a + b,
    (a, b) => a + b,
  );
  const subtraction = operator(
    '-',
    (a, b) => a - b,
    (a, b) => a - b,
  );
  const product = operator(
    '*',
    (a, b) => a * b,
    (a, b) => a * b,
  );
  const division = operator(
    '/',
    () => null,
    (a, b) => a / b,
  );
  const floorDivision = operator('//', floorDiv, (a, b) => Math.floor(a / b));
  const remainder = operator(
    '%',
    (a, b) => a - b * floorDiv(a, b),
    (a, b) => a - b * Math.floor(a / b),
  );
  const powerOf = operator(
    '**',
    (a, b) => (b < 0n ? null : a ** b),
    (a, b) => a ** b,
  );
  const shiftLeft = operator('<<', (a, b) => a << b, no);
  const shiftRight = operator('>>', (a, b) => a >> b, no);
  const bitAnd = operator('&', (a, b) => a & b, no);
  const bitOr = operator('|', (a, b) => a | b, no);
  const bitXor = operator('^', (a, b) => a ^ b, no);
  const matrix = operator('@', () => null, no);

  function order(l: Handle, r: Handle, op: number): number {
    if (op === 2) return same(l, r) ? 1 : 0;
    if (op === 3) return same(l, r) ? 0 : 1;
    const a = number(l) ?? (data(l)?.is === 'str' ? text(l) : null);
    const b = number(r) ?? (data(r)?.is === 'str' ? text(r) : null);
    if (a === null || b === null) {
      fail(
        'TypeError',
        `'${['<', '<=', '==', '!=', '>', '>='][op]}' not supported between instances of '${typeName(l)}' and '${typeName(r)}'`,
      );
      return -1;
    }
    return (op === 0 ? a < b : op === 1 ? a <= b : op === 4 ? a > b : a >= b) ? 1 : 0;
  }
  const comparing =
    (op: number) =>
    (l: Handle, r: Handle, own: number): number => {
      const result = order(l, r, op);
      owned(own, l, r);
      return result;
    };

  // -- attributes ------------------------------------------------------------------------------------------------

  function classAttribute(cls: ToyClass | null, name: string): Handle {
    for (; cls !== null; cls = cls.base) {
      const found = cls.attributes.get(name);
      if (found !== undefined) return found;
    }
    return 0;
  }
  /** Borrowed: the attribute of an instance's class, for special methods. */
  function typeAttribute(x: Handle, name: string): Handle {
    const d = instanceData(x);
    return d === null ? 0 : classAttribute(d.cls, name);
  }
  const bind = (func: Handle, self: Handle): Handle => table.method(keep(func), keep(self));

  /** Methods of built-in types, made when they are asked for. */
  function builtinMethod(x: Handle, name: string): Handle {
    const d = data(x);
    const method = (call: Native): Handle => native(name, call);
    if (d?.is === 'list' && name === 'append') {
      return method(([item]) => {
        d.items.push(keep(item!));
        return keep(None);
      });
    }
    if (d?.is === 'list' && name === 'pop')
      return method(() => d.items.pop() ?? fail('IndexError', 'pop from empty list'));
    if (d?.is === 'dict' && name === 'get') {
      return method(([key, other]) => keep(d.entries.get(keyOf(key!))?.value ?? other ?? None));
    }
    if (d?.is === 'str' && name === 'join') {
      return method(([list]) =>
        str(
          drain(list!)!
            .map((item) => takeText(item))
            .join(d.value),
        ),
      );
    }
    if (d?.is === 'str' && name === 'upper') return method(() => str(d.value.toUpperCase()));
    if (kindOf(x) === Kind.GENERATOR) {
      const { interpreter } = toy;
      if (name === 'send') return method(([value]) => interpreter.generatorSend(x, value!));
      if (name === 'close') return method(() => interpreter.generatorClose(x));
      if (name === 'throw') {
        return method(([exc]) => {
          const made = toy.makeThrown(exc!, 0, 0);
          const result = interpreter.generatorThrow(x, made);
          decref(made);
          return result;
        });
      }
    }
    return 0;
  }
  function takeText(x: Handle): string {
    const value = display(x);
    decref(x);
    return value;
  }

  /** The attribute, a new reference, or 0 without an error. */
  function lookup(x: Handle, name: string): Handle {
    const d = data(x);
    if (d?.is === 'instance') {
      const own = d.attributes.get(name);
      if (own !== undefined) return keep(own);
      const found = classAttribute(d.cls, name);
      if (found !== 0) return kindOf(found) === Kind.FUNCTION ? bind(found, x) : keep(found);
      if (name === 'args') return tuple(d.args.map(keep));
      if (name === 'value') return keep(d.args[0] ?? None);
      if (name === '__context__') return keep(d.context || None);
      if (name === '__cause__') return keep(d.cause || None);
      return 0;
    }
    if (d?.is === 'class') return name === '__name__' ? str(d.cls.name) : keep(classAttribute(d.cls, name));
    if (kindOf(x) === Kind.FUNCTION && name === '__name__')
      return keep(I32[(x + PyFunctionObject.func_name) >>> 2]!);
    return builtinMethod(x, name);
  }
  function loadAttr(x: Handle, name: Handle): Handle {
    const found = lookup(x, text(name));
    if (found !== 0 || pending()) return found;
    return fail('AttributeError', `'${typeName(x)}' object has no attribute '${text(name)}'`);
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

  // -- calls -----------------------------------------------------------------------------------------------------

  function native(name: string, call: Native): Handle {
    return add({ is: 'native', name, call });
  }

  /** Calls with an array of borrowed arguments. */
  function callWith(callable: Handle, args: readonly Handle[]): Handle {
    const d = data(callable);
    if (d?.is === 'native') return d.call([...args]);
    if (d?.is === 'class') return construct(d.cls, args);
    const list = tuple(args.map(keep));
    const result = callTuple(callable, list, 0);
    decref(list);
    return result;
  }
  function callTuple(callable: Handle, args: Handle, kwargs: Handle): Handle {
    const kind = kindOf(callable);
    if (kind === Kind.FUNCTION) return toy.interpreter.callFunctionEx(callable, args, kwargs);
    if (kind === Kind.METHOD) {
      const all = tuple([I32[(callable + PyMethodObject.im_self) >>> 2]!, ...tupleItems(args)].map(keep));
      const result = callTuple(I32[(callable + PyMethodObject.im_func) >>> 2]!, all, kwargs);
      decref(all);
      return result;
    }
    const special = typeAttribute(callable, '__call__');
    if (special !== 0) return callWith(special, [callable, ...tupleItems(args)]);
    return data(callable)?.is === 'native' || data(callable)?.is === 'class'
      ? callWith(callable, tupleItems(args))
      : fail('TypeError', `'${typeName(callable)}' object is not callable`);
  }
  function construct(cls: ToyClass, args: readonly Handle[]): Handle {
    const made = addInstance(cls, isA(cls, classNamed('BaseException')) ? args.map(keep) : []);
    const init = classAttribute(cls, '__init__');
    if (init === 0) return made;
    const result = callWith(init, [made, ...args]);
    if (result === 0) {
      decref(made);
      return 0;
    }
    decref(result);
    return made;
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

  // -- iteration -------------------------------------------------------------------------------------------------

  function iter(x: Handle): Handle {
    const d = data(x);
    if (d?.is === 'iterator' || kindOf(x) === Kind.GENERATOR) return keep(x);
    const special = typeAttribute(x, '__iter__');
    if (special !== 0) return callWith(special, [x]);
    if (typeAttribute(x, '__next__') !== 0) return keep(x);
    let i = 0;
    let next: (() => Handle) | null = null;
    const list = items(x);
    if (d?.is === 'list') next = () => (i < d.items.length ? keep(d.items[i++]!) : 0);
    else if (list !== null) next = () => (i < list.length ? keep(list[i++]!) : 0);
    else if (d?.is === 'str') next = () => (i < d.value.length ? str(d.value[i++]!) : 0);
    else if (d?.is === 'dict' || d?.is === 'set') {
      const keys = [...d.entries.values()];
      next = () => (i < keys.length ? keep(keys[i++]!.key) : 0);
    }
    if (next === null) return fail('TypeError', `'${typeName(x)}' object is not iterable`);
    return add({ is: 'iterator', next, keeps: [keep(x)] });
  }
  function step(iterator: Handle): Handle {
    if (kindOf(iterator) === Kind.GENERATOR) return toy.interpreter.generatorNext(iterator);
    const d = data(iterator);
    if (d?.is === 'iterator') return d.next();
    const special = typeAttribute(iterator, '__next__');
    if (special === 0) return fail('TypeError', `'${typeName(iterator)}' object is not an iterator`);
    return callWith(special, [iterator]);
  }
  function next(iterator: Handle): Handle {
    if (kindOf(iterator) === Kind.GENERATOR) return GENERATOR;
    const item = step(iterator);
    if (item === 0 && pending() && pendingIs('StopIteration')) decref(takeException());
    return item;
  }
  /** All items, new references, or null. */
  function drain(x: Handle): Handle[] | null {
    const iterator = iter(x);
    if (iterator === 0) return null;
    const all: Handle[] = [];
    for (;;) {
      const item = step(iterator);
      if (item === 0) break;
      all.push(item);
    }
    decref(iterator);
    if (pending()) {
      if (pendingIs('StopIteration')) decref(takeException());
      else {
        all.forEach(decref);
        return null;
      }
    }
    return all;
  }
  function pendingIs(type: string): boolean {
    return I32[CUR_VALUE] !== 0 && isA(instanceData(I32[CUR_VALUE]!)!.cls, classNamed(type));
  }

  function index(x: Handle, key: Handle, length: number): number {
    const n = number(key);
    let i = typeof n === 'bigint' ? Number(n) : Number.NaN;
    if (i < 0) i += length;
    if (i >= 0 && i < length) return i;
    fail('IndexError', `${typeName(x)} index out of range`);
    return -1;
  }
  function getItem(x: Handle, key: Handle): Handle {
    const d = data(x);
    if (d?.is === 'dict') {
      const found = entry(x, key);
      return found !== 0 ? keep(found) : fail('KeyError', repr(key));
    }
    const sequence = items(x);
    const slice = data(key);
    if (slice?.is === 'slice') return getSlice(x, slice.parts[0]!, slice.parts[1]!);
    if (d?.is === 'str') {
      const i = index(x, key, d.value.length);
      return i < 0 ? 0 : str(d.value[i]!);
    }
    if (sequence !== null) {
      const i = index(x, key, sequence.length);
      return i < 0 ? 0 : keep(sequence[i]!);
    }
    const special = typeAttribute(x, '__getitem__');
    if (special !== 0) return callWith(special, [x, key]);
    return fail('TypeError', `'${typeName(x)}' object is not subscriptable`);
  }
  function getSlice(x: Handle, start: Handle, stop: Handle): Handle {
    const bound = (part: Handle): number | undefined => (part === None ? undefined : Number(number(part)));
    const d = data(x);
    if (d?.is === 'str') return str(d.value.slice(bound(start), bound(stop)));
    const part = (items(x) ?? []).slice(bound(start), bound(stop)).map(keep);
    return d?.is === 'list' ? add({ is: 'list', items: part }) : tuple(part);
  }

  // -- built-in functions ----------------------------------------------------------------------------------------

  const builtins = newDict();
  const globals = newDict();
  function intern(value: string): Handle {
    let x = interned.get(value);
    if (x === undefined) {
      x = str(value);
      interned.set(value, x);
    }
    return keep(x);
  }
  function builtin(name: string, x: Handle): void {
    const key = intern(name);
    setEntry(entries(builtins), key, x);
    decref(key);
    decref(x);
  }
  const dunderName = intern('__name__');
  const main = intern('__main__');
  setEntry(entries(globals), dunderName, main);
  for (const [name, cls] of classes) builtin(name, keep(cls.handle));
  builtin('object', keep(object.handle));
  const defineNative = (name: string, call: Native): void => builtin(name, native(name, call));
  defineNative('print', (args) => {
    output.push(args.map(display).join(' '));
    return keep(None);
  });
  defineNative('repr', ([x]) => str(repr(x!)));
  defineNative('str', ([x]) => str(display(x!)));
  defineNative('len', ([x]) => toy.length(x!));
  defineNative('iter', ([x]) => iter(x!));
  defineNative('next', ([x]) => {
    const item = step(x!);
    return item !== 0 || pending() ? item : fail('StopIteration', '');
  });
  defineNative('list', ([x]) => {
    const all = x === undefined ? [] : drain(x);
    return all === null ? 0 : add({ is: 'list', items: all });
  });
  defineNative('sum', ([x]) => {
    const all = drain(x!);
    return all === null ? 0 : all.reduce((total, item) => addition(total, item, 3), int(0));
  });
  defineNative('isinstance', ([x, cls]) => {
    const d = data(cls!);
    return bool(d?.is === 'class' && isA(instanceData(x!)?.cls ?? null, d.cls));
  });
  defineNative('range', (args) => {
    const [a, b, c] = args.map((x) => Number(number(x)));
    let i = b === undefined ? 0 : a!;
    const stop = b ?? a!;
    const by = c ?? 1;
    return add({
      is: 'iterator',
      keeps: [],
      next: () => {
        if (by > 0 ? i >= stop : i <= stop) return 0;
        i += by;
        return int(i - by);
      },
    });
  });
  defineNative('__build_class__', ([body, name, base]) => {
    const namespace = newDict();
    const d = base === undefined ? null : data(base);
    const cell = toy.interpreter.callClassBody(body!, namespace);
    if (cell === 0) {
      decref(namespace);
      return 0;
    }
    const cls = define(text(name!), d?.is === 'class' ? d.cls : object);
    for (const { key, value } of entries(namespace).values()) put(cls.attributes, text(key), value);
    decref(namespace);
    if (kindOf(cell) === Kind.CELL) {
      table.word(cell + PyCellObject.ob_ref, keep(cls.handle));
    }
    decref(cell);
    return cls.handle;
  });

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

  const toy: Toy = {
    interpreter: null as unknown as Interpreter,
    output,
    globals,
    builtins,
    repr,
    native,
    live: table.live,
    onSafepoint: () => 0,
    onTrace: () => 0,
    takeError() {
      const exc = takeException();
      const { cls, trace } = instanceData(exc)!;
      const what = display(exc);
      const result = { text: what === '' ? cls.name : `${cls.name}: ${what}`, trace: [...trace] };
      decref(exc);
      return result;
    },

    None,
    True,
    False,
    Ellipsis,
    NotImplemented,
    AssertionError: classNamed('AssertionError').handle,
    incref,
    decref,

    add: addition,
    subtract: subtraction,
    multiply: product,
    matrixMultiply: matrix,
    trueDivide: division,
    floorDivide: floorDivision,
    modulo: remainder,
    power: powerOf,
    leftShift: shiftLeft,
    rightShift: shiftRight,
    and: bitAnd,
    or: bitOr,
    xor: bitXor,
    inplaceAdd: addition,
    inplaceSubtract: subtraction,
    inplaceMultiply: product,
    inplaceMatrixMultiply: matrix,
    inplaceTrueDivide: division,
    inplaceFloorDivide: floorDivision,
    inplaceModulo: remainder,
    inplacePower: powerOf,
    inplaceLeftShift: shiftLeft,
    inplaceRightShift: shiftRight,
    inplaceAnd: bitAnd,
    inplaceOr: bitOr,
    inplaceXor: bitXor,
    negative: (x, own) => {
      const n = number(x)!;
      owned(own, x, 0);
      return typeof n === 'bigint' ? int(-n) : add({ is: 'float', value: -n });
    },
    positive: (x, own) => {
      const n = number(x)!;
      owned(own, x, 0);
      return typeof n === 'bigint' ? int(n) : add({ is: 'float', value: n });
    },
    invert: (x, own) => {
      const n = number(x)!;
      owned(own, x, 0);
      return int(~BigInt(n));
    },
    compare: (l, r, op, own) => {
      const result = comparing(op)(l, r, own);
      return result < 0 ? 0 : bool(result === 1);
    },
    compareTruth: (l, r, op, own) => comparing(op)(l, r, own),
    lessTruth: comparing(0),
    lessEqualTruth: comparing(1),
    equalTruth: comparing(2),
    notEqualTruth: comparing(3),
    greaterTruth: comparing(4),
    greaterEqualTruth: comparing(5),
    truth,
    contains: (container, item) => {
      const d = data(container);
      if (d?.is === 'dict' || d?.is === 'set') return d.entries.has(keyOf(item)) ? 1 : 0;
      if (d?.is === 'str') return d.value.includes(text(item)) ? 1 : 0;
      const all = drain(container);
      if (all === null) return -1;
      const found = all.some((x) => same(x, item)) ? 1 : 0;
      all.forEach(decref);
      return found;
    },

    loadName: (locals, where, outer, name) => {
      const found = entry(locals, name) || entry(where, name) || entry(outer, name);
      return found !== 0 ? keep(found) : fail('NameError', `name '${text(name)}' is not defined`);
    },
    storeName: (locals, name, value) => setEntry(entries(locals), name, value),
    deleteName: (locals, name) => {
      if (deleteEntry(entries(locals), name)) return 0;
      fail('NameError', `name '${text(name)}' is not defined`);
      return -1;
    },
    loadGlobal: (where, outer, name) => {
      const found = entry(where, name) || entry(outer, name);
      return found !== 0 ? keep(found) : fail('NameError', `name '${text(name)}' is not defined`);
    },
    storeGlobal: (where, name, value) => setEntry(entries(where), name, value),
    deleteGlobal: (where, name) => toy.deleteName(where, name),
    lookupName: (locals, name) => keep(entry(locals, name)),
    setupAnnotations: (locals) => {
      const name = intern('__annotations__');
      if (entry(locals, name) === 0) {
        const annotations = newDict();
        setEntry(entries(locals), name, annotations);
        decref(annotations);
      }
      decref(name);
      return 0;
    },
    loadBuildClass: (where) => {
      const name = intern('__build_class__');
      const found = keep(entry(where, name));
      decref(name);
      return found;
    },
    loadAttr,
    storeAttr: (x, name, value) => {
      const d = data(x);
      if (d?.is === 'instance') return put(d.attributes, text(name), value);
      if (d?.is === 'class') return put(d.cls.attributes, text(name), value);
      fail('AttributeError', `'${typeName(x)}' object has no attribute '${text(name)}'`);
      return -1;
    },
    deleteAttr: (x, name) => {
      const map = instanceData(x)?.attributes;
      const old = map?.get(text(name));
      if (map === undefined || old === undefined) {
        fail('AttributeError', text(name));
        return -1;
      }
      map.delete(text(name));
      decref(old);
      return 0;
    },
    loadMethod: (x, name, at) => {
      const d = instanceData(x);
      if (d !== null && !d.attributes.has(text(name))) {
        const found = classAttribute(d.cls, text(name));
        if (found !== 0 && kindOf(found) === Kind.FUNCTION) return fill(at, [keep(found), keep(x)]);
      }
      const value = loadAttr(x, name);
      return value === 0 ? -1 : fill(at, [value]);
    },
    lookupAttr: (x, name) => lookup(x, text(name)),

    getItem,
    setItem: (x, key, value) => {
      const d = data(x);
      if (d?.is === 'dict') return setEntry(d.entries, key, value);
      if (d?.is === 'list') {
        const i = index(x, key, d.items.length);
        if (i < 0) return -1;
        const old = d.items[i]!;
        d.items[i] = keep(value);
        decref(old);
        return 0;
      }
      fail('TypeError', `'${typeName(x)}' object does not support item assignment`);
      return -1;
    },
    deleteItem: (x, key) => {
      if (data(x)?.is === 'dict' && deleteEntry(entries(x), key)) return 0;
      fail('KeyError', repr(key));
      return -1;
    },
    getSlice,
    setSlice: (x, start, stop, value) => {
      const d = data(x);
      const all = drain(value);
      if (d?.is !== 'list' || all === null) return -1;
      const from = start === None ? 0 : Number(number(start));
      const to = stop === None ? d.items.length : Number(number(stop));
      d.items.splice(from, to - from, ...all).forEach(decref);
      return 0;
    },
    buildSlice: (start, stop, by) => add({ is: 'slice', parts: [keep(start), keep(stop), keep(by || None)] }),
    length: (x) => {
      const d = data(x);
      if (d?.is === 'str') return int(d.value.length);
      if (d?.is === 'dict' || d?.is === 'set') return int(d.entries.size);
      const list = items(x);
      return list !== null
        ? int(list.length)
        : fail('TypeError', `object of type '${typeName(x)}' has no len()`);
    },
    iter,
    next,
    buildTuple: (at, n) => tuple(move(at, n)),
    buildList: (at, n) => add({ is: 'list', items: move(at, n) }),
    buildSet: (at, n) => {
      const set = add({ is: 'set', entries: new Map() });
      for (const x of move(at, n)) {
        setEntry(entries(set), x, None);
        decref(x);
      }
      return set;
    },
    buildMap: (at, n) => {
      const all = move(at, 2 * n);
      return dictOf(Array.from({ length: n }, (_, i) => [all[2 * i]!, all[2 * i + 1]!] as const));
    },
    buildConstKeyMap: (at, n, keys) => {
      const names = tupleItems(keys).map(keep);
      return dictOf(move(at, n).map((x, i) => [names[i]!, x] as const));
    },
    buildString: (at, n) => str(move(at, n).map(takeText).join('')),
    tupleOf: (at, n) => tuple(vregs(at, n).map(keep)),
    listAppend: (list, value) => {
      const d = data(list);
      if (d?.is === 'list') d.items.push(value);
      return 0;
    },
    listExtend: (list, iterable) => {
      const d = data(list);
      const all = drain(iterable);
      if (d?.is !== 'list' || all === null) return -1;
      d.items.push(...all);
      return 0;
    },
    listToTuple: (list) => tuple(items(list)!.map(keep)),
    setAdd: (set, item) => setEntry(entries(set), item, None),
    setUpdate: (set, iterable) => {
      const all = drain(iterable);
      if (all === null) return -1;
      for (const item of all) {
        setEntry(entries(set), item, None);
        decref(item);
      }
      return 0;
    },
    dictSet: (dict, key, value) => setEntry(entries(dict), key, value),
    dictUpdate: (dict, mapping) => {
      if (data(mapping)?.is !== 'dict') {
        fail('TypeError', `'${typeName(mapping)}' object is not a mapping`);
        return -1;
      }
      for (const { key, value } of entries(mapping).values()) setEntry(entries(dict), key, value);
      return 0;
    },
    dictMerge: (dict, mapping, callable) => {
      if (data(mapping)?.is !== 'dict') {
        fail(
          'TypeError',
          `${nameOf(callable)}() argument after ** must be a mapping, not ${typeName(mapping)}`,
        );
        return -1;
      }
      for (const { key, value } of entries(mapping).values()) {
        if (entry(dict, key) !== 0) {
          fail(
            'TypeError',
            `${nameOf(callable)}() got multiple values for keyword argument '${display(key)}'`,
          );
          return -1;
        }
        setEntry(entries(dict), key, value);
      }
      return 0;
    },
    starArgs: (args, callable) => {
      if (kindOf(args) === Kind.TUPLE) return keep(args);
      const all = drain(args);
      if (all !== null) return tuple(all);
      decref(takeException());
      return fail(
        'TypeError',
        `${nameOf(callable)}() argument after * must be an iterable, not ${typeName(args)}`,
      );
    },
    newDict,
    dictGet: (dict, key) => entry(dict, key),
    dictNext: (dict, position) => (position < entries(dict).size ? position : -1),
    dictKeyAt: (dict, position) => [...entries(dict).values()][position]!.key,
    dictValueAt: (dict, position) => [...entries(dict).values()][position]!.value,
    dictSize: (dict) => entries(dict).size,
    unpackSequence: (x, n, at) => {
      const iterator = iter(x);
      if (iterator === 0) {
        decref(takeException());
        fail('TypeError', `cannot unpack non-iterable ${typeName(x)} object`);
        return -1;
      }
      const all = drain(iterator);
      decref(iterator);
      if (all === null) return -1;
      if (all.length === n) return fill(at, all);
      all.forEach(decref);
      fail(
        'ValueError',
        all.length < n
          ? `not enough values to unpack (expected ${n}, got ${all.length})`
          : `too many values to unpack (expected ${n})`,
      );
      return -1;
    },
    unpackEx: (x, before, after, at) => {
      const all = drain(x);
      if (all === null) return -1;
      if (all.length < before + after) {
        all.forEach(decref);
        fail(
          'ValueError',
          `not enough values to unpack (expected at least ${before + after}, got ${all.length})`,
        );
        return -1;
      }
      const middle = add({ is: 'list', items: all.slice(before, all.length - after) });
      return fill(at, [...all.slice(0, before), middle, ...(after > 0 ? all.slice(-after) : [])]);
    },
    formatValue: (x, conversion) => str(conversion === 2 ? repr(x) : display(x)),

    callKind: (x) => {
      const kind = kindOf(x);
      if (kind === Kind.FUNCTION) return CallKind.FUNCTION;
      if (kind === Kind.METHOD) return CallKind.METHOD;
      const d = data(x);
      if (d?.is !== 'class' || isA(d.cls, classNamed('BaseException'))) return CallKind.OTHER;
      const init = classAttribute(d.cls, '__init__');
      return init !== 0 && kindOf(init) === Kind.FUNCTION ? CallKind.CLASS : CallKind.OTHER;
    },
    isFunction: (x) => kindOf(x) === Kind.FUNCTION,
    isMethod: (x) => kindOf(x) === Kind.METHOD,
    initOf: (cls) => {
      const d = data(cls);
      return d?.is === 'class' ? classAttribute(d.cls, '__init__') : 0;
    },
    newInstance: (cls) => {
      const d = data(cls);
      return d?.is === 'class' ? addInstance(d.cls, []) : 0;
    },
    call: (callable, at, n, kwnames) => {
      if (kwnames === 0) return callWith(callable, vregs(at, n));
      const names = tupleItems(kwnames);
      const kwargs = dictOf(names.map((name, i) => [keep(name), keep(I32[at + 2 * (n + i)]!)] as const));
      const args = tuple(vregs(at, n).map(keep));
      const result = callTuple(callable, args, kwargs);
      decref(args);
      decref(kwargs);
      return result;
    },
    callEx: (callable, args, kwargs) => callTuple(callable, args, kwargs),
    allocCode: (bytes) => table.struct(Kind.CODE, bytes),
    allocFunction: () => table.struct(Kind.FUNCTION, PyFunctionObject.size),
    allocGenerator: (_kind, bytes) => table.struct(Kind.GENERATOR, bytes),
    newCell: (content) => {
      const cell = table.struct(Kind.CELL, PyCellObject.size);
      table.word(cell + PyCellObject.ob_ref, content);
      return cell;
    },
    track: () => {},
    functionModule: () => 0,
    builtinsOf: () => builtins,
    leaveFrame: () => {},

    constant: (value) => {
      if (value.type === 'int') return int(value.value);
      if (value.type === 'float') return add({ is: 'float', value: value.value });
      if (value.type === 'str') return intern(value.value);
      throw new Error(`the toy space has no ${value.type} constants`);
    },
    intern,
    newStr: str,
    newBytes: (value) => {
      const address = allocator.alloc(value.length + 1);
      U8.set(value, address >>> 0);
      return add({ is: 'bytes', value, address });
    },
    newComplex: () => fail('TypeError', 'no complex numbers here'),
    bytesAddress: (x) => {
      const d = data(x);
      return d?.is === 'bytes' ? d.address : 0;
    },
    bytesLength: (x) => {
      const d = data(x);
      return d?.is === 'bytes' ? d.value.length : 0;
    },
    frozensetOf: (at, n) => {
      const set = add({ is: 'set', entries: new Map() });
      for (const x of vregs(at, n)) setEntry(entries(set), x, None);
      return set;
    },

    importName: (name) => fail('ImportError', `No module named '${text(name)}'`),
    importFrom: (_module, name) => fail('ImportError', `cannot import name '${text(name)}'`),
    importStar: () => -1,

    setError: (type, what) => void fail(type, what),
    setNameError: (type, what) => void fail(type, what),
    raise: (exc, cause) => {
      const made = toy.makeThrown(exc, 0, 0);
      if (made === 0) return;
      const d = instanceData(made)!;
      if (cause !== 0 && cause !== None) d.cause = toy.makeThrown(cause, 0, 0);
      raiseInstance(made);
    },
    takeException,
    restoreException,
    frameName: (frame) => text(I32[(I32[(frame + Frame.code) >>> 2]! + PyCodeObject.co_name) >>> 2]!),
    addTraceback: (frame) => {
      const d = instanceData(I32[CUR_VALUE]!)!;
      d.trace.unshift(`${toy.frameName(frame)}:${toy.interpreter.lineOfFrame(frame)}`);
    },
    exceptionMatches: (exc, type) => {
      const wanted = kindOf(type) === Kind.TUPLE ? tupleItems(type) : [type];
      for (const one of wanted) {
        const d = data(one);
        if (d?.is !== 'class' || !isA(d.cls, classNamed('BaseException'))) {
          fail('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
          return -1;
        }
        if (isA(instanceData(exc)!.cls, d.cls)) return 1;
      }
      return 0;
    },
    exceptionGroupMatch: () => fail('TypeError', 'no exception groups here') - 1,
    prepareReraiseStar: () => fail('TypeError', 'no exception groups here'),
    typeOfException: (exc) => keep(instanceData(exc)!.cls.handle),
    tracebackOf: () => keep(None),
    takeStopIteration: () => {
      if (!pending()) return keep(None);
      if (!pendingIs('StopIteration')) return 0;
      const exc = takeException();
      const value = keep(instanceData(exc)!.args[0] ?? None);
      decref(exc);
      return value;
    },
    setStopIteration: (value) => {
      if (value === None) decref(value);
      raiseInstance(addInstance(classNamed('StopIteration'), value === None ? [] : [value]));
    },
    pendingIs,
    replaceByRuntimeError: (what) => {
      const cause = takeException();
      fail('RuntimeError', what);
      const d = instanceData(I32[CUR_VALUE]!)!;
      d.cause = cause;
      if (d.context === 0) d.context = keep(cause);
    },
    makeThrown: (type) => {
      const d = data(type);
      if (d?.is === 'class' && isA(d.cls, classNamed('BaseException'))) return construct(d.cls, []);
      if (d?.is === 'instance' && isA(d.cls, classNamed('BaseException'))) return keep(type);
      return fail('TypeError', 'exceptions must derive from BaseException');
    },

    lookupEnter: (manager, isAsync) => special(manager, isAsync ? '__aenter__' : '__enter__', isAsync),
    lookupExit: (manager, isAsync) => special(manager, isAsync ? '__aexit__' : '__exit__', isAsync),
    getAwaitable: (x) => {
      if (kindOf(x) === Kind.GENERATOR) return keep(x);
      const method = typeAttribute(x, '__await__');
      return method !== 0
        ? callWith(method, [x])
        : fail('TypeError', `object ${typeName(x)} can't be used in 'await' expression`);
    },
    getAsyncIter: (x) => {
      const method = typeAttribute(x, '__aiter__');
      return method !== 0
        ? callWith(method, [x])
        : fail('TypeError', `'async for' requires an object with __aiter__ method, got ${typeName(x)}`);
    },
    getAsyncNext: (x) => callWith(typeAttribute(x, '__anext__'), [x]),
    yieldFromIter: (x) => iter(x),
    isGenerator: (x) => kindOf(x) === Kind.GENERATOR,
    send: (iterator, value) => {
      if (value === None) return step(iterator);
      const method = lookup(iterator, 'send');
      if (method === 0)
        return fail('AttributeError', `'${typeName(iterator)}' object has no attribute 'send'`);
      const result = callWith(method, [value]);
      decref(method);
      return result;
    },
    wrapAsyncYield: (value) => add({ is: 'wrapped', value }),
    isSequence: (x) => items(x) !== null,
    isMapping: (x) => data(x)?.is === 'dict',
    matchClass: () => keep(None),
    matchKeys: (x, keys) => {
      const values = tupleItems(keys).map((key) => entry(x, key));
      return values.includes(0) ? keep(None) : tuple(values.map(keep));
    },
    printExpression: (x) => {
      if (x !== None) output.push(repr(x));
      return 0;
    },

    text,
    typeName,
    sameText: (a, b) => text(a) === text(b),
    isStr: (x) => data(x)?.is === 'str',
    safepoint: (bits) => toy.onSafepoint(bits),
    trace: (frame, event) => toy.onTrace(frame, event),
  };

  function special(manager: Handle, name: string, isAsync: boolean): Handle {
    const found = typeAttribute(manager, name);
    if (found !== 0) return bind(found, manager);
    const missed = name.endsWith('exit__') ? ` (missed ${name} method)` : '';
    const protocol = isAsync ? 'asynchronous context manager' : 'context manager';
    return fail(
      'TypeError',
      `'${typeName(manager)}' object does not support the ${protocol} protocol${missed}`,
    );
  }
  function nameOf(callable: Handle): string {
    return kindOf(callable) === Kind.FUNCTION
      ? `__main__.${text(I32[(callable + PyFunctionObject.func_qualname) >>> 2]!)}`
      : typeName(callable);
  }
  return toy;
}
