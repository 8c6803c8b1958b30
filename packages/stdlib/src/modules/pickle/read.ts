/** The reader's loop: an opcode at a time, until STOP. */
import { NULL, type Owned } from '@tyston/memory';
import {
  decref,
  EmptyTuple,
  errMatches,
  False,
  intToNumber,
  None,
  newDict,
  newList,
  newRef,
  newSet,
  setError,
  T,
  True,
  valueError,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { unpicklingError } from './layout.js';
import type { Load } from './load.js';
import * as atoms from './load-atoms.js';
import * as objects from './load-objects.js';
import { HIGHEST_PROTOCOL, Op } from './opcodes.js';

/** Reads a pickle: its object, NULL with an exception. */
export function readPickle(l: Load): Owned {
  for (;;) {
    const code = l.input.byte();
    if (code === -1) {
      if (errMatches(stateObject(StdlibState.UNPICKLING_ERROR))) setError(T.EOFError, 'Ran out of input');
      return NULL;
    }
    if (code === Op.STOP) return l.stack.pop();
    if (!step(l, code)) return NULL;
  }
}

/** Does what an opcode says. False with an exception. */
function step(l: Load, code: number): boolean {
  const { stack } = l;
  switch (code) {
    case Op.NONE:
      stack.push(newRef(None));
      return true;
    case Op.NEWTRUE:
      stack.push(newRef(True));
      return true;
    case Op.NEWFALSE:
      stack.push(newRef(False));
      return true;
    case Op.BININT:
      return atoms.loadBinInt(l, 4);
    case Op.BININT1:
      return atoms.loadBinInt(l, 1);
    case Op.BININT2:
      return atoms.loadBinInt(l, 2);
    case Op.INT:
      return atoms.loadInt(l);
    case Op.LONG:
      return atoms.loadLong(l);
    case Op.LONG1:
      return atoms.loadBinLong(l, 1);
    case Op.LONG4:
      return atoms.loadBinLong(l, 4);
    case Op.FLOAT:
      return atoms.loadFloat(l);
    case Op.BINFLOAT:
      return atoms.loadBinFloat(l);
    case Op.SHORT_BINUNICODE:
      return atoms.loadText(l, 1);
    case Op.BINUNICODE:
      return atoms.loadText(l, 4);
    case Op.BINUNICODE8:
      return atoms.loadText(l, 8);
    case Op.UNICODE:
      return atoms.loadUnicode(l);
    case Op.SHORT_BINBYTES:
      return atoms.loadBytes(l, 1);
    case Op.BINBYTES:
      return atoms.loadBytes(l, 4);
    case Op.BINBYTES8:
      return atoms.loadBytes(l, 8);
    case Op.BYTEARRAY8:
      return atoms.loadBytearray(l);
    case Op.NEXT_BUFFER:
      return atoms.nextBuffer(l);
    case Op.READONLY_BUFFER:
      return atoms.readonlyBuffer(l);
    case Op.STRING:
      return atoms.loadString(l);
    case Op.BINSTRING:
      return atoms.loadBinString(l, 4);
    case Op.SHORT_BINSTRING:
      return atoms.loadBinString(l, 1);
    case Op.PERSID:
      return atoms.loadPersistent(l);
    case Op.BINPERSID:
      return atoms.loadBinPersistent(l);
    case Op.EMPTY_TUPLE:
      stack.push(newRef(EmptyTuple));
      return true;
    case Op.TUPLE1:
      return objects.countedTuple(l, 1);
    case Op.TUPLE2:
      return objects.countedTuple(l, 2);
    case Op.TUPLE3:
      return objects.countedTuple(l, 3);
    case Op.TUPLE:
      return objects.loadTuple(l);
    case Op.EMPTY_LIST:
      stack.push(newList());
      return true;
    case Op.LIST:
      return objects.loadList(l);
    case Op.EMPTY_DICT:
      stack.push(newDict());
      return true;
    case Op.DICT:
      return objects.loadDict(l);
    case Op.EMPTY_SET:
      stack.push(newSet());
      return true;
    case Op.FROZENSET:
      return objects.loadFrozenSet(l);
    case Op.APPEND:
      return objects.append(l, stack.length - 1);
    case Op.SETITEM:
      return objects.setItems(l, stack.length - 2);
    case Op.APPENDS: {
      const mark = stack.marker();
      return mark >= 0 && objects.append(l, mark);
    }
    case Op.SETITEMS: {
      const mark = stack.marker();
      return mark >= 0 && objects.setItems(l, mark);
    }
    case Op.ADDITEMS:
      return objects.addItems(l);
    case Op.MARK:
      stack.mark();
      return true;
    default:
      return rareStep(l, code);
  }
}
function rareStep(l: Load, code: number): boolean {
  const { stack } = l;
  switch (code) {
    case Op.MEMOIZE:
      return l.putNext();
    case Op.BINPUT:
      return putNumber(l, 1);
    case Op.LONG_BINPUT:
      return putNumber(l, 4);
    case Op.BINGET:
      return getNumber(l, 1);
    case Op.LONG_BINGET:
      return getNumber(l, 4);
    case Op.GET: {
      const i = lineNumber(l);
      return i !== null && l.get(i);
    }
    case Op.PUT: {
      const i = stack.top() === 0 ? null : lineNumber(l);
      if (i !== null && i < 0) valueError('negative PUT argument');
      return i !== null && i >= 0 && l.put(i);
    }
    case Op.POP: {
      if (stack.endsWithMark()) return stack.marker() >= 0;
      const o = stack.pop();
      if (o !== 0) decref(o);
      return o !== 0;
    }
    case Op.POP_MARK: {
      const mark = stack.marker();
      if (mark >= 0) stack.clear(mark);
      return mark >= 0;
    }
    case Op.DUP: {
      const o = stack.top();
      if (o !== 0) stack.push(newRef(o));
      return o !== 0;
    }
    case Op.GLOBAL:
      return objects.loadGlobal(l);
    case Op.STACK_GLOBAL:
      return objects.loadStackGlobal(l);
    case Op.INST:
      return objects.loadInst(l);
    case Op.OBJ:
      return objects.loadObj(l);
    case Op.NEWOBJ:
      return objects.loadNewobj(l, false);
    case Op.NEWOBJ_EX:
      return objects.loadNewobj(l, true);
    case Op.REDUCE:
      return objects.loadReduce(l);
    case Op.BUILD:
      return objects.loadBuild(l);
    case Op.EXT1:
      return objects.loadExtension(l, 1);
    case Op.EXT2:
      return objects.loadExtension(l, 2);
    case Op.EXT4:
      return objects.loadExtension(l, 4);
    case Op.PROTO:
      return loadProto(l);
    case Op.FRAME:
      return loadFrame(l);
    default:
      return unknown(code);
  }
}

function putNumber(l: Load, size: 1 | 4): boolean {
  const i = l.input.number(size);
  return i >= 0 && l.put(i);
}
function getNumber(l: Load, size: 1 | 4): boolean {
  const i = l.input.number(size);
  return i >= 0 && l.get(i);
}
/** The int of a line; null with an exception. */
function lineNumber(l: Load): number | null {
  const line = l.input.lineOf(2);
  if (line === null) return null;
  const v = atoms.lineInt(line, 10);
  if (v === 0) return null;
  const n = intToNumber(v);
  decref(v);
  return n;
}
function loadProto(l: Load): boolean {
  const n = l.input.byte();
  if (n < 0) return false;
  if (n > HIGHEST_PROTOCOL) {
    valueError(`unsupported pickle protocol: ${n}`);
    return false;
  }
  l.proto = n;
  return true;
}
/** A frame only says how much may be read at once. */
function loadFrame(l: Load): boolean {
  const n = l.input.number(8);
  if (n < 0) return false;
  if (n >= 2 ** 63) {
    setError(T.OverflowError, "FRAME length exceeds system's maximum of 9223372036854775807 bytes");
    return false;
  }
  if (l.input.read(n) === -1) return false;
  l.input.at -= n;
  return true;
}
function unknown(code: number): false {
  const c = String.fromCharCode(code);
  const shown =
    code >= 0x20 && code <= 0x7e && c !== "'" && c !== '\\' ? c : `\\x${code.toString(16).padStart(2, '0')}`;
  unpicklingError(`invalid load key, '${shown}'.`);
  return false;
}
