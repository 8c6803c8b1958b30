/**
 * A census of the window: which blocks of the heap are in use, and which of them hold objects.
 *
 * Nothing marks a block as an object. But an object's second word points to a type, its count fits one word (the high half of a
 * pointer's would not), and what stands in front of it follows from its type's flags: other blocks do not look so.
 */
import {
  type Addr,
  AllocState,
  type Borrowed,
  IMMORTAL,
  ld8,
  ld32,
  PyObject,
  PyTypeObject,
  Roots,
  regionMap,
  SIZE_OF_CLASS,
  TypeFlags,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import {
  Ellipsis,
  EmptyBytes,
  EmptyStr,
  EmptyTuple,
  False,
  IMMORTAL_REFCOUNT,
  latin1Char,
  None,
  NotImplemented,
  preHeaderBytes,
  SMALL_INT_MAX,
  SMALL_INT_MIN,
  singleByte,
  smallInt,
  T,
  True,
} from '@tyston/objects';

const PAGE = 65536;
const SPAN_START = 254;

/** A block of the heap in use: where it is, its bytes, and the size of its class (0 stands for spans of pages). */
export type VisitBlock = (block: Addr, bytes: number, size: number) => void;

/** Visits the blocks in use. */
export function eachBlock(visit: VisitBlock): void {
  const free = new Set<number>();
  SIZE_OF_CLASS.forEach((_, c) => {
    if (c > 0) for (let p = ld32(Roots.FREE_LISTS + c * 8); p !== 0; p = ld32(p)) free.add(p);
  });
  const top = ld32(Roots.ALLOC_STATE + AllocState.TOP_PAGE);
  for (let page = regionMap(views().U8.buffer.byteLength).heap.start >>> 16; page < top; page++) {
    const c = ld8(Roots.PAGE_CLASS + page);
    const start = (page << 16) | 0;
    if (c === SPAN_START) visit(start, ld32(Roots.SPAN_LENGTH + page * 4) * PAGE, 0);
    if (c === 0 || c >= SPAN_START) continue;
    const size = SIZE_OF_CLASS[c]!;
    // The newest page of a class is carved up to a mark.
    const mark = ld32(Roots.BUMP + c * 16);
    const carved = mark >>> 16 === page ? (mark & 0xffff) >>> 0 : PAGE;
    for (let at = 0; at + size <= carved; at += size)
      if (!free.has(start + at)) visit(start + at, size, size);
  }
}

/** Objects that no allocation made: built-in types and singletons. Their counts move with every reference. */
export function preallocated(): Borrowed[] {
  const list: Borrowed[] = [None, True, False, Ellipsis, NotImplemented, EmptyStr, EmptyBytes, EmptyTuple];
  // (Not every address of the table has been given to a type yet.)
  for (const type of Object.values(T)) if (ld32(type + PyObject.ob_type) !== 0) list.push(type);
  for (let i = SMALL_INT_MIN; i <= SMALL_INT_MAX; i++) list.push(smallInt(i));
  for (let c = 0; c < 256; c++) list.push(latin1Char(c), singleByte(c));
  return list;
}
/** References to an object; those that keep preallocated ones alive do not count. */
export function references(p: Borrowed): number {
  const n = ld32(p);
  return n > IMMORTAL_REFCOUNT >> 1 ? n - IMMORTAL_REFCOUNT : n;
}

/** Whether the words at `p` point to `q`'s high half: a pointer into the window. */
function isPointer(at: Addr): boolean {
  return ld32(at + 4) === WINDOW_HIGH && ld32(at) !== 0;
}
/** Recognises objects in blocks. */
export function makeObjectTest(blocks: ReadonlySet<number>): (p: Addr) => boolean {
  const types = new Map<number, boolean>(Object.values(T).map((t) => [t as number, true]));
  const inBlock = (p: Addr) => blocks.has(p) || blocks.has(p - 16) || blocks.has(p - 32);
  const isType = (p: Addr): boolean => {
    const known = types.get(p);
    if (known !== undefined) return known;
    types.set(p, false);
    // Only what lies in the immortal region or in a block in use is looked at: other words need not be addresses.
    const inside = (p >>> 0 >= IMMORTAL.start && p >>> 0 < IMMORTAL.end) || inBlock(p);
    if (!inside || (p & 15) !== 0 || !isPointer(p + PyObject.ob_type)) return false;
    const meta = ld32(p + PyObject.ob_type);
    const yes = isType(meta) && (ld32(meta + PyTypeObject.tp_flags) & TypeFlags.TYPE_SUBCLASS) !== 0;
    types.set(p, yes);
    return yes;
  };
  return (p) => {
    const count = ld32(p);
    return (
      count > 0 && ld32(p + 4) === 0 && isPointer(p + PyObject.ob_type) && isType(ld32(p + PyObject.ob_type))
    );
  };
}

/** What is in the window at one moment. */
export interface Census {
  /** Reference counts of live objects, preallocated ones included. */
  readonly references: ReadonlyMap<Borrowed, number>;
  /** Blocks in use that hold no object: tables, buffers, frames. */
  readonly plain: ReadonlySet<Addr>;
}

export function census(): Census {
  const blocks = new Set<number>();
  eachBlock((block) => blocks.add(block));
  const isObject = makeObjectTest(blocks);
  const counts = new Map<Borrowed, number>();
  const plain = new Set<Addr>();
  for (const p of preallocated()) counts.set(p, references(p));
  for (const block of blocks) {
    let found = false;
    for (const front of [0, 16, 32]) {
      const p = (block + front) as Borrowed;
      if (!isObject(p) || preHeaderBytes(ld32(ld32(p + PyObject.ob_type) + PyTypeObject.tp_flags)) !== front)
        continue;
      counts.set(p, references(p));
      found = true;
      break;
    }
    if (!found) plain.add(block);
  }
  return { references: counts, plain };
}
