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
} from '@tyston/memory';
import { CallKind, type Handle, type ObjectSpace } from '../../src/index.js';
import { makeBehaviour } from './behaviour.js';
import { makeBuiltins } from './builtins.js';
import { type Link, makeCore } from './core.js';
import { makeOperators } from './operators.js';
import { Kind, type Native } from './table.js';

export interface Toy extends ObjectSpace {
  /** `link.interpreter` must be set before anything runs. */
  readonly link: Link;
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
  const link: Link = { interpreter: null as never };
  const core = makeCore(thread, allocator, link);
  const {
    table,
    keep,
    None,
    Ellipsis,
    NotImplemented,
    True,
    False,
    int,
    str,
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
    items,
    entries,
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
    I32,
    U8,
    CUR_VALUE,
    output,
  } = core;
  const behaviour = makeBehaviour(core);
  const {
    classAttribute,
    typeAttribute,
    bind,
    takeText,
    lookup,
    loadAttr,
    callWith,
    callTuple,
    iter,
    step,
    next,
    drain,
    index,
    getItem,
    getSlice,
    makeThrown,
    length,
  } = behaviour;
  const operators = makeOperators(core, behaviour);
  const { builtins, globals } = makeBuiltins(core, behaviour, operators.add);
  const toy: Toy = {
    link,
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

    ...operators,

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
    length,
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
    calledFunction: () => 0,
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
    coroutineOrigin: () => 0,
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
      const made = makeThrown(exc);
      if (made === 0) return;
      const d = instanceData(made)!;
      if (cause !== 0 && cause !== None) d.cause = makeThrown(cause);
      raiseInstance(made);
    },
    takeException,
    restoreException,
    frameName: (frame) => text(I32[(I32[(frame + Frame.code) >>> 2]! + PyCodeObject.co_name) >>> 2]!),
    tracebackWord: () => -1,
    addTraceback: (frame) => {
      const d = instanceData(I32[CUR_VALUE]!)!;
      d.trace.unshift(`${toy.frameName(frame)}:${link.interpreter.lineOfFrame(frame)}`);
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
    setThrown: (type) => {
      const made = makeThrown(type);
      if (made === 0) return -1;
      restoreException(made);
      return 0;
    },
    writeUnraisable: () => decref(takeException()),
    contextualize: () => {},
    chainContext: () => {},
    isGeneratorExit: (type) => {
      const d = data(type);
      const cls = d?.is === 'class' ? d.cls : (instanceData(type)?.cls ?? null);
      return isA(cls, classNamed('GeneratorExit'));
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
