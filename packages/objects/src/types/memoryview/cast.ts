/** memoryview.cast: the same bytes in another format or shape. */
import { type Borrowed, ldAddr, ldSsize, NULL, type Owned, Py_buffer, stPtr, stSsize } from '@tyston/memory';
import { viewFormat } from '../../core/buffer.js';
import { typeError, valueError } from '../../core/errors.js';
import { gcTrack } from '../../core/gc-list.js';
import { intFitsNumber, intToNumber } from '../../core/int.js';
import { intern } from '../../core/intern.js';
import { listItem, listLength } from '../../core/list.js';
import { jsStr, strData } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleItem, tupleLength } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';
import { nativeLetter, nativeSize } from '../../lib/native-format.js';
import {
  checkAlive,
  copyViewWithRoom,
  initFlags,
  initLength,
  MAX_NDIM,
  MV,
  mvFlags,
  stridesFromShape,
  viewNdim,
  viewOf,
  viewShape,
} from './object.js';

/** The numbers of a shape; null with an exception. */
function shapeNumbers(shape: Borrowed, itemsize: number): number[] | null {
  const isList = isInstance(shape, T.list);
  const n = isList ? listLength(shape) : tupleLength(shape);
  const numbers: number[] = [];
  let total = itemsize;
  for (let i = 0; i < n; i++) {
    const item = isList ? listItem(shape, i) : tupleItem(shape, i);
    if (!isInstance(item, T.int)) {
      typeError('memoryview.cast(): elements of shape must be integers');
      return null;
    }
    const v = intFitsNumber(item) ? intToNumber(item) : -1;
    if (v <= 0) {
      valueError('memoryview.cast(): elements of shape must be integers > 0');
      return null;
    }
    total *= v;
    if (total > 2 ** 63) {
      valueError('memoryview.cast(): product(shape) > SSIZE_MAX');
      return null;
    }
    numbers.push(v);
  }
  return numbers;
}

export function castView(mv: Borrowed, formatObject: Borrowed, shape: Borrowed): Owned {
  if (!checkAlive(mv)) return NULL;
  if (!(mvFlags(mv) & MV.C)) return typeError('memoryview: casts are restricted to C-contiguous views');
  const ndim = viewNdim(mv);
  const given = shape !== 0 && shape !== None;
  if (given || ndim !== 1) {
    for (let i = 0; i < ndim; i++)
      if (viewShape(mv, i) === 0)
        return typeError('memoryview: cannot cast view with zeros in shape or strides');
  }
  let toNdim = 1;
  if (given) {
    if (!isInstance(shape, T.list) && !isInstance(shape, T.tuple))
      return typeError('shape must be a list or a tuple');
    toNdim = isInstance(shape, T.list) ? listLength(shape) : tupleLength(shape);
    if (toNdim > MAX_NDIM) return valueError(`memoryview: number of dimensions must not exceed ${MAX_NDIM}`);
    if (ndim !== 1 && toNdim !== 1) return typeError('memoryview: cast must be 1D -> ND or ND -> 1D');
  }
  const from = nativeLetter(viewFormat(viewOf(mv)));
  if (from === null)
    return valueError(
      "memoryview: source format must be a native single character format prefixed with an optional '@'",
    );
  const format = jsStr(formatObject);
  const to = nativeLetter(format);
  if (to === null)
    return valueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  const isByte = (letter: string) => letter === 'b' || letter === 'B' || letter === 'c';
  if (!isByte(from) && !isByte(to)) return typeError('memoryview: cannot cast between two non-byte formats');
  const size = nativeSize(to);
  const bytes = ldSsize(viewOf(mv) + Py_buffer.len);
  if (bytes % size !== 0) return typeError('memoryview: length is not a multiple of itemsize');
  const numbers = given ? shapeNumbers(shape, size) : [bytes / size];
  if (numbers === null) return NULL;
  if (numbers.reduce((a, b) => a * b, size) !== bytes)
    return typeError('memoryview: product(shape) * itemsize != buffer size');
  const r = copyViewWithRoom(mv, toNdim);
  const view = viewOf(r);
  // An interned str is as good as a C constant: ASCII, with a zero behind it, and there for ever.
  stPtr(view + Py_buffer.format, strData(intern(format)));
  stSsize(view + Py_buffer.itemsize, size);
  const shapeAt = ldAddr(view + Py_buffer.shape);
  for (let i = 0; i < toNdim; i++) stSsize(shapeAt + i * 8, numbers[i]!);
  stridesFromShape(r);
  initLength(r);
  initFlags(r);
  gcTrack(r);
  return r;
}
