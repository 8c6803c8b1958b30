/**
 * Struct sequences: tuples whose items also have names (`os.stat_result`, `time.struct_time`). A type has fields that count
 * as items and, behind them, fields that only have names; unnamed items are possible too.
 *
 * An instance is a tuple of all fields whose ob_size counts the visible ones: the hidden ones lie behind its end.
 */
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  PyTupleObject,
  stPtr,
  TypeFlags,
  zero,
} from '@tyston/memory'; // prettier-ignore
import { getIter, repr, sequenceTuple } from '../core/abstract.js';
import { newGcVar } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import { type HeapTypeSpec, method } from '../core/define.js';
import { dictGet, dictSet, newDict } from '../core/dict.js';
import { errMatches, typeError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { newInt } from '../core/int.js';
import { intern } from '../core/intern.js';
import { tpName } from '../core/names.js';
import { decref, incref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { newTuple, newTupleFrom, tupleItem, tupleItems, tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';

export interface StructField {
  /** null for an item without a name. */
  readonly name: string | null;
  readonly doc?: string;
}
export interface StructSpec {
  /** tp_name, with the module. */
  readonly name: string;
  readonly doc?: string;
  readonly fields: readonly StructField[];
  /** How many of the fields are items. */
  readonly visible: number;
  /** Instances cannot be made by calling the type (`sys.flags`). */
  readonly noNew?: boolean;
}

const ITEMS = PyTupleObject.ob_item;
const item = (p: Borrowed, i: number) => ldPtr(p + ITEMS + i * 8);

/** A new instance with all fields empty: fill them with `structInit`. */
export function newStruct(type: Borrowed, spec: StructSpec): Owned {
  const n = spec.fields.length;
  const p = newGcVar(type, ITEMS + n * 8, spec.visible);
  zero(p + ITEMS, n * 8);
  incref(type);
  gcTrack(p);
  return p;
}
/** Fills field `i`; steals `v`. */
export function structInit(p: Borrowed, i: number, v: Owned): void {
  stPtr(p + ITEMS + i * 8, v);
}

/** The declaration of the type, for a module's table of types. */
export function structType(spec: StructSpec): HeapTypeSpec {
  const total = spec.fields.length;
  const short = spec.name.slice(spec.name.lastIndexOf('.') + 1);
  const structNew = (type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
    if (spec.noNew) return typeError(`cannot create '${tpName(type)}' instances`);
    const v = parseTupleAndDict('structseq', '(sequence, dict=None)', args, kwargs);
    if (v === null) return NULL;
    const items = getIter(v[0] as Borrowed);
    if (items === 0) return errMatches(T.TypeError) ? typeError('constructor requires a sequence') : NULL;
    const seq = sequenceTuple(items);
    decref(items);
    if (seq === 0) return NULL;
    const given = v[1] as Borrowed;
    if (given !== 0 && !isDict(given)) {
      decref(seq);
      return typeError(`${tpName(type)}() takes a dict as second arg, if any`);
    }
    const n = tupleLength(seq);
    const fail = (text: string): Owned => {
      decref(seq);
      return typeError(`${tpName(type)}() ${text}`);
    };
    if (spec.visible !== total) {
      if (n < spec.visible) return fail(`takes an at least ${spec.visible}-sequence (${n}-sequence given)`);
      if (n > total) return fail(`takes an at most ${total}-sequence (${n}-sequence given)`);
    } else if (n !== total) return fail(`takes a ${total}-sequence (${n}-sequence given)`);
    const p = newStruct(type, spec);
    for (let i = 0; i < total; i++) {
      let x: Borrowed = i < n ? tupleItem(seq, i) : None;
      if (i >= n && given !== 0 && spec.fields[i]!.name !== null) {
        const named = dictGet(given, intern(spec.fields[i]!.name!));
        if (named !== 0) x = named;
      }
      structInit(p, i, newRef(x));
    }
    decref(seq);
    return p;
  };
  return {
    name: short,
    tpName: spec.name,
    ...(spec.doc ? { doc: spec.doc } : {}),
    basicsize: ITEMS,
    itemsize: 8,
    flags: TypeFlags.HAVE_GC | TypeFlags.TUPLE_SUBCLASS,
    baseType: () => T.tuple,
    slots: {
      tp_new: structNew,
      tp_dealloc: (p: Borrowed) => {
        gcUntrack(p);
        for (let i = 0; i < total; i++) xdecref(item(p, i));
        const type = typeOf(p);
        finishDealloc(p);
        decref(type);
      },
      tp_traverse: (p: Borrowed, visit: (x: Borrowed) => void) => {
        for (let i = 0; i < total; i++) if (item(p, i) !== 0) visit(item(p, i));
      },
      tp_repr: (p: Borrowed): Owned => {
        const parts: string[] = [];
        for (let i = 0; i < spec.visible; i++) {
          const r = repr(item(p, i));
          if (r === 0) return NULL;
          parts.push(`${spec.fields[i]!.name ?? ''}=${jsStr(r)}`);
          decref(r);
        }
        return newStr(`${tpName(typeOf(p))}(${parts.join(', ')})`);
      },
    },
    methods: [
      method(
        '__reduce__',
        '($self, /)',
        (p: Borrowed): Owned => {
          const seq = newTupleFrom(tupleItems(p), spec.visible);
          const d = newDict();
          for (let i = spec.visible; i < total; i++) {
            const name = spec.fields[i]!.name;
            if (name !== null) dictSet(d, intern(name), item(p, i));
          }
          return newTuple(newRef(typeOf(p)), newTuple(seq, d));
        },
        '',
        { noTextSignature: true },
      ),
    ],
    getset: spec.fields.flatMap((f, i) =>
      f.name === null ? [] : [{ name: f.name, get: (p: Borrowed) => newRef(item(p, i)), doc: f.doc ?? '' }],
    ),
    extra: () => [
      ['n_sequence_fields', newInt(spec.visible)],
      ['n_fields', newInt(total)],
      ['n_unnamed_fields', newInt(spec.fields.filter((f) => f.name === null).length)],
      [
        '__match_args__',
        newTuple(
          ...spec.fields
            .slice(0, spec.visible)
            .filter((f) => f.name !== null)
            .map((f) => newStr(f.name!)),
        ),
      ],
    ],
  }; // prettier-ignore
}
function isDict(o: Borrowed): boolean {
  return typeOf(o) === T.dict;
}
