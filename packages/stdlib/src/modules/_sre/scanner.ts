/** Scanners: a text, a pattern, and how far the matching has come. `finditer` is one behind an iterator. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  st32,
  stOwned,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  decref,
  type HeapTypeSpec,
  isInstance,
  MemberType,
  method,
  None,
  newRef,
  T,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { foundEnd, foundStart, matchAt, prepare, searchFrom } from './engine.js';
import { PatternObject } from './layout.js';
import { newMatch } from './match.js';
import { clipTo, openForPattern } from './open.js';
import { openSubject, type Subject } from './subject.js';

const Scanner = struct('ScannerObject', PyObject, {
  pattern: 'ptr',
  string: 'ptr',
  /** A memoryview of what is neither str nor bytes: as long as there is a scanner, its size cannot change. */
  held: 'ptr',
  pos: 'ssize',
  endpos: 'ssize',
  /** Where the next match begins, -1 at the end. */
  at: 'ssize',
  advance: 'i32',
});

export function newScanner(pattern: Borrowed, string: Borrowed, pos: number, endpos: number): Owned {
  const subject = openForPattern(pattern, string);
  if (subject === null) return NULL;
  const self = newOf(StdlibState.SRE_SCANNER);
  if (self !== 0) {
    stOwned(self + Scanner.pattern, newRef(pattern));
    stOwned(self + Scanner.string, newRef(string));
    stSsize(self + Scanner.pos, clipTo(pos, subject.length));
    stSsize(self + Scanner.endpos, clipTo(endpos, subject.length));
    stSsize(self + Scanner.at, clipTo(pos, subject.length));
    st32(self + Scanner.advance, 0);
  }
  subject.release();
  if (self === 0 || isInstance(string, T.str) || isInstance(string, T.bytes)) return self;
  const view = call(T.memoryview, string);
  if (view === 0) {
    decref(self);
    return NULL;
  }
  stOwned(self + Scanner.held, view);
  return self;
}

function step(self: Borrowed, search: boolean): Owned {
  const at = ldSsize(self + Scanner.at);
  if (at < 0) return newRef(None);
  const pattern = ldPtr(self + Scanner.pattern);
  const subject: Subject | null = openSubject(ldPtr(self + Scanner.string));
  if (subject === null) return NULL;
  const end = Math.min(ldSsize(self + Scanner.endpos), subject.length);
  const code = (pattern + PatternObject.code) >>> 2;
  const advance = ld32(self + Scanner.advance) !== 0;
  let found = false;
  if (at <= end) {
    prepare(subject.kind, subject.data, end, ld32(pattern + PatternObject.groups));
    found = search ? searchFrom(code, at, advance) : matchAt(code, at, false, advance);
  }
  let r: Owned;
  if (found) {
    stSsize(self + Scanner.at, foundEnd());
    st32(self + Scanner.advance, foundStart() === foundEnd() ? 1 : 0);
    r = newMatch(pattern, subject, ldSsize(self + Scanner.pos), ldSsize(self + Scanner.endpos));
  } else {
    stSsize(self + Scanner.at, -1);
    r = newRef(None);
  }
  subject.release();
  return r;
}

export const scannerType: HeapTypeSpec = {
  name: 'SRE_Scanner',
  tpName: '_sre.SRE_Scanner',
  basicsize: Scanner.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (self: Borrowed) => destroy(self, Scanner.string, Scanner.pattern, Scanner.held),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) =>
      visitFields(self, visit, Scanner.pattern, Scanner.string, Scanner.held),
  },
  methods: [
    method('match', '($self, /)', (self: Borrowed) => step(self, false)),
    method('search', '($self, /)', (self: Borrowed) => step(self, true)),
  ],
  members: [{ name: 'pattern', type: MemberType.OBJECT, offset: Scanner.pattern, readonly: true }],
};
