/**
 * The toy object model: a table of JavaScript objects with reference counts. A handle is an odd number (the place in the table, doubled,
 * plus one), so that it can never be confused with the address of one of the interpreter's own structs, which are even.
 */
import {
  type Addr,
  type Allocator,
  PyMethodObject,
  PyObject,
  PyTupleObject,
  PyVarObject,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import type { Handle } from '../../src/index.js';

/** What a struct in the window is: the low word of its ob_type. */
export const Kind = { CODE: 1, FUNCTION: 2, METHOD: 3, CELL: 4, GENERATOR: 5, TUPLE: 6 } as const;

export interface ToyClass {
  name: string;
  base: ToyClass | null;
  /** Its own handle. */
  handle: Handle;
  attributes: Map<string, Handle>;
}

export type Native = (args: Handle[]) => Handle;

export type Entry = { key: Handle; value: Handle };

/** The payload of a table entry decides what it is. */
export type Data =
  | { is: 'singleton'; name: string }
  | { is: 'bool'; value: boolean }
  | { is: 'int'; value: bigint }
  | { is: 'float'; value: number }
  | { is: 'str'; value: string }
  | { is: 'bytes'; value: Uint8Array; address: Addr }
  | { is: 'list'; items: Handle[] }
  | { is: 'dict' | 'set'; entries: Map<string, Entry> }
  | { is: 'slice'; parts: Handle[] }
  | { is: 'iterator'; next: () => Handle; keeps: Handle[] }
  | { is: 'native'; name: string; call: Native }
  | { is: 'class'; cls: ToyClass }
  | { is: 'wrapped'; value: Handle }
  | {
      is: 'instance';
      cls: ToyClass;
      attributes: Map<string, Handle>;
      args: Handle[];
      trace: string[];
      cause: Handle;
      context: Handle;
    };

interface Slot {
  references: number;
  data: Data;
}

export interface Hooks {
  /** Releases what a struct of the interpreter's holds. */
  releaseStruct(kind: number, x: Handle): void;
}

export function makeTable(allocator: Allocator, hooks: Hooks) {
  const { I32 } = views();
  const slots: (Slot | undefined)[] = [];
  const free: number[] = [];
  let structs = 0;

  function add(data: Data): Handle {
    const place = free.pop() ?? slots.length;
    slots[place] = { references: 1, data };
    return place * 2 + 1;
  }

  function slot(x: Handle): Slot {
    const found = slots[x >> 1];
    if (found === undefined) throw new Error(`dangling handle ${x}`);
    return found;
  }

  function incref(x: Handle): void {
    if ((x & 1) !== 0) slot(x).references++;
    else if (x === 0) throw new Error('incref of NULL');
    else I32[x >>> 2] = I32[x >>> 2]! + 1;
  }

  function children(data: Data): Handle[] {
    switch (data.is) {
      case 'list':
        return data.items;
      case 'dict':
      case 'set':
        return [...data.entries.values()].flatMap(({ key, value }) => [key, value]);
      case 'slice':
        return data.parts;
      case 'iterator':
        return data.keeps;
      case 'class':
        return [...data.cls.attributes.values()];
      case 'wrapped':
        return [data.value];
      case 'instance':
        return [...data.attributes.values(), ...data.args, data.cause, data.context, data.cls.handle].filter(
          (x) => x !== 0,
        );
      default:
        return [];
    }
  }

  function decref(x: Handle): void {
    if ((x & 1) !== 0) {
      const found = slot(x);
      if (--found.references > 0) return;
      slots[x >> 1] = undefined;
      free.push(x >> 1);
      if (found.data.is === 'bytes') allocator.free(found.data.address);
      for (const child of children(found.data)) decref(child);
      return;
    }
    if (x === 0) throw new Error('decref of NULL');
    const count = I32[x >>> 2]! - 1;
    I32[x >>> 2] = count;
    if (count > 0) return;
    if (count < 0)
      throw new Error(`too many decrefs of a struct of kind ${I32[(x + PyObject.ob_type) >>> 2]}`);
    // A finaliser may look at the object, so it must not die a second time.
    I32[x >>> 2] = 1;
    hooks.releaseStruct(kindOf(x), x);
    I32[x >>> 2] = 0;
    structs--;
    allocator.free(x);
  }

  /** Kind of a struct in the window, 0 for a table entry. */
  function kindOf(x: Handle): number {
    return (x & 1) !== 0 ? 0 : I32[(x + PyObject.ob_type) >>> 2]!;
  }

  function struct(kind: number, bytes: number): Handle {
    const x = allocator.calloc(bytes);
    structs++;
    I32[x >>> 2] = 1;
    I32[(x + PyObject.ob_type) >>> 2] = kind;
    return x;
  }

  function word(at: number, x: Handle): void {
    I32[at >>> 2] = x;
    I32[(at >>> 2) + 1] = x === 0 ? 0 : WINDOW_HIGH;
  }

  /** A tuple of these references, which it takes over. */
  function tuple(items: readonly Handle[]): Handle {
    const x = struct(Kind.TUPLE, PyTupleObject.ob_item + 8 * items.length);
    I32[(x + PyVarObject.ob_size) >>> 2] = items.length;
    items.forEach((item, i) => {
      word(x + PyTupleObject.ob_item + 8 * i, item);
    });
    return x;
  }

  function tupleItems(x: Handle): Handle[] {
    const n = I32[(x + PyVarObject.ob_size) >>> 2]!;
    return Array.from({ length: n }, (_, i) => I32[(x + PyTupleObject.ob_item + 8 * i) >>> 2]!);
  }

  /** A bound method; takes over both references. */
  function method(func: Handle, self: Handle): Handle {
    const x = struct(Kind.METHOD, PyMethodObject.size);
    word(x + PyMethodObject.im_func, func);
    word(x + PyMethodObject.im_self, self);
    return x;
  }

  return {
    add,
    incref,
    decref,
    kindOf,
    struct,
    word,
    tuple,
    tupleItems,
    method,
    data: (x: Handle): Data | null => ((x & 1) !== 0 ? slot(x).data : null),
    references: (x: Handle): number => ((x & 1) !== 0 ? slot(x).references : I32[x >>> 2]!),
    /** Live objects: for tests that nothing is leaked. */
    live: (): number => slots.filter((entry) => entry !== undefined).length + structs,
  };
}

export type Table = ReturnType<typeof makeTable>;
