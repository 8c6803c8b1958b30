/** None, NotImplemented, Ellipsis, and cells: the smallest types there are. */
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  PyCellObject,
  PyObject,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import { addressHex, richCompare, typeName, warn } from '../core/abstract.js';
import { checkPositional } from '../core/args.js';
import { newCell } from '../core/cell.js';
import { method, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { typeError, valueError } from '../core/errors.js';
import { gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { Ellipsis, False, None, NotImplemented, T, True } from '../core/wellknown.js';

function noArguments(name: string, args: Borrowed, kwargs: Borrowed): boolean {
  if (tupleLength(args) === 0 && (kwargs === 0 || dictLength(kwargs) === 0)) return true;
  typeError(`${name} takes no arguments`);
  return false;
}
const singleton =
  (name: string, value: Borrowed) =>
  (_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned =>
    noArguments(name, args, kwargs) ? newRef(value) : NULL;
const immortal = (what: string) => () => {
  throw new Error(`deallocating ${what}`);
};

export const noneType: TypeSpec = {
  type: 'NoneType',
  basicsize: PyObject.size,
  slots: {
    tp_dealloc: immortal('None'),
    tp_repr: () => newStr('None'),
    nb_bool: () => 0,
    tp_new: singleton('NoneType', None),
  },
};
export const notImplementedType: TypeSpec = {
  type: 'NotImplementedType',
  basicsize: PyObject.size,
  slots: {
    tp_dealloc: immortal('NotImplemented'),
    tp_repr: () => newStr('NotImplemented'),
    nb_bool: () =>
      warn(T.DeprecationWarning, 'NotImplemented should not be used in a boolean context', 1) < 0 ? -1 : 1,
    tp_new: singleton('NotImplementedType', NotImplemented),
  },
  methods: [
    method('__reduce__', '($self, /)', () => newStr('NotImplemented'), '', { noTextSignature: true }),
  ],
};
export const ellipsisType: TypeSpec = {
  type: 'ellipsis',
  basicsize: PyObject.size,
  slots: {
    tp_dealloc: immortal('Ellipsis'),
    tp_repr: () => newStr('Ellipsis'),
    tp_new: singleton('EllipsisType', Ellipsis),
  },
  methods: [method('__reduce__', '($self, /)', () => newStr('Ellipsis'), '', { noTextSignature: true })],
};

const content = (c: Borrowed) => ldPtr(c + PyCellObject.ob_ref);
export const cellType: TypeSpec = {
  type: 'cell',
  basicsize: PyCellObject.size,
  flags: TypeFlags.HAVE_GC,
  textSignature: '(contents=<unrepresentable>, /)',
  doc: 'Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.',
  slots: {
    tp_dealloc: (c: Borrowed) => {
      gcUntrack(c);
      const v = content(c);
      finishDealloc(c);
      xdecref(v);
    },
    tp_traverse: (c: Borrowed, visit: (p: Borrowed) => void) => {
      if (content(c) !== 0) visit(content(c));
    },
    tp_clear: (c: Borrowed) => {
      const v = content(c);
      stPtr(c + PyCellObject.ob_ref, 0);
      xdecref(v);
      return 0;
    },
    tp_repr: (c: Borrowed) => {
      const v = content(c);
      if (v === 0) return newStr(`<cell at 0x${addressHex(c)}: empty>`);
      return newStr(`<cell at 0x${addressHex(c)}: ${typeName(v)} object at 0x${addressHex(v)}>`);
    },
    tp_hash: null,
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number): Owned => {
      if (typeOf(a) !== T.cell || typeOf(b) !== T.cell) return newRef(NotImplemented);
      const x = content(a);
      const y = content(b);
      if (x !== 0 && y !== 0) return richCompare(x, y, op);
      const l = x === 0 ? 0 : 1;
      const r = y === 0 ? 0 : 1;
      const ok = [l < r, l <= r, l === r, l !== r, l > r, l >= r][op]!;
      return newRef(ok ? True : False);
    },
    tp_new: (_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
      if (kwargs !== 0 && dictLength(kwargs) > 0) return typeError('cell() takes no keyword arguments');
      if (!checkPositional('cell', tupleLength(args), 0, 1)) return NULL;
      return newCell(tupleLength(args) === 1 ? newRef(tupleItem(args, 0)) : NULL);
    },
  },
  getset: [
    {
      name: 'cell_contents',
      get: (c) => (content(c) === 0 ? valueError('Cell is empty') : newRef(content(c))),
      set: (c, v) => {
        const old = content(c);
        if (v !== 0) incref(v);
        stPtr(c + PyCellObject.ob_ref, v);
        xdecref(old);
        return 0;
      },
    },
  ],
};
