/** Attributes, calls, iteration and subscripts of toy objects. */
import { PyFunctionObject, PyMethodObject } from '@tyston/memory';
import { GENERATOR, type Handle } from '../../src/index.js';
import type { Core } from './core.js';
import { Kind, type Native, type ToyClass } from './table.js';

export function makeBehaviour(core: Core) {
  const {
    table,
    keep,
    None,
    str,
    int,
    classNamed,
    addInstance,
    instanceData,
    isA,
    takeException,
    fail,
    pending,
    typeName,
    repr,
    display,
    text,
    number,
    keyOf,
    items,
    entry,
    native,
    pendingIs,
    add,
    decref,
    data,
    kindOf,
    tuple,
    tupleItems,
    I32,
    link,
  } = core;
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
      const { interpreter } = link;
      if (name === 'send') return method(([value]) => interpreter.generatorSend(x, value!));
      if (name === 'close') return method(() => interpreter.generatorClose(x));
      if (name === 'throw') {
        return method(([exc]) => interpreter.generatorThrow(x, exc!, 0, 0));
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
    if (kind === Kind.FUNCTION) return link.interpreter.callFunctionEx(callable, args, kwargs);
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
    if (kindOf(iterator) === Kind.GENERATOR) return link.interpreter.generatorNext(iterator);
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

  /** The instance that `raise x` or `throw(x)` means, or 0. */
  function makeThrown(x: Handle): Handle {
    const d = data(x);
    if (d?.is === 'class' && isA(d.cls, classNamed('BaseException'))) return construct(d.cls, []);
    if (d?.is === 'instance' && isA(d.cls, classNamed('BaseException'))) return keep(x);
    return fail('TypeError', 'exceptions must derive from BaseException');
  }

  function length(x: Handle): Handle {
    const d = data(x);
    if (d?.is === 'str') return int(d.value.length);
    if (d?.is === 'dict' || d?.is === 'set') return int(d.entries.size);
    const list = items(x);
    return list !== null
      ? int(list.length)
      : fail('TypeError', `object of type '${typeName(x)}' has no len()`);
  }

  return {
    classAttribute,
    typeAttribute,
    bind,
    builtinMethod,
    takeText,
    lookup,
    loadAttr,
    callWith,
    callTuple,
    construct,
    iter,
    step,
    next,
    drain,
    index,
    getItem,
    getSlice,
    makeThrown,
    length,
  };
}

export type Behaviour = ReturnType<typeof makeBehaviour>;
