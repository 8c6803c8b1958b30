/** The built-in functions of the toy world. */
import { PyCellObject } from '@tyston/memory';
import type { Handle } from '../../src/index.js';
import type { Behaviour } from './behaviour.js';
import type { Core } from './core.js';
import { Kind, type Native } from './table.js';

export function makeBuiltins(
  core: Core,
  behaviour: Behaviour,
  addition: (l: Handle, r: Handle, own: number) => Handle,
) {
  const {
    table,
    output,
    classes,
    keep,
    None,
    bool,
    int,
    str,
    define,
    object,
    instanceData,
    isA,
    fail,
    pending,
    repr,
    display,
    text,
    number,
    entries,
    put,
    setEntry,
    newDict,
    native,
    intern,
    add,
    decref,
    data,
    kindOf,
    link,
  } = core;
  const { iter, step, drain, length } = behaviour;
  // -- built-in functions ----------------------------------------------------------------------------------------

  const builtins = newDict();
  const globals = newDict();
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
  defineNative('len', ([x]) => length(x!));
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
    const cell = link.interpreter.callClassBody(body!, namespace);
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

  return { builtins, globals };
}
