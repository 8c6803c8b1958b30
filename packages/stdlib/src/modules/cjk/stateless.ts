/** Encodings in which the bytes of a character are always the same. */
import { type Codec, INCOMPLETE, illegal, putCode } from './codec.js';
import { hangulOf, lettersOf } from './hangul.js';
import {
  BOTH_ILLEGAL,
  baseOf,
  type CharTable,
  charTable,
  fourBytes,
  fromFourBytes,
  LEADS,
  markOf,
} from './tables.js';

const SINGLE_SHIFT_3 = 0x8f;

type Decode = Codec['decode'];

/** A cell's characters, and how many bytes that took. */
export function putCell(cell: number, width: number, put: (code: number) => void): number {
  if (cell === BOTH_ILLEGAL) return illegal(2);
  if (cell === 0) return illegal(1);
  put(baseOf(cell));
  const mark = markOf(cell);
  if (mark !== 0) put(mark);
  return width;
}

function decodeBy(table: CharTable): Decode {
  return (bytes, at, _state, put) => {
    const lead = bytes[at]!;
    const single = table.singles[lead]!;
    if (single >= 0) {
      put(single);
      return 1;
    }
    if (single !== LEADS) return illegal(1);
    const left = bytes.length - at;
    if (left < 2) return INCOMPLETE;
    if (lead === SINGLE_SHIFT_3 && table.hasThree)
      return left < 3 ? INCOMPLETE : putCell(table.three(bytes[at + 1]!, bytes[at + 2]!), 3, put);
    return putCell(lead < 0x81 ? 0 : table.two(lead, bytes[at + 1]!), 2, put);
  };
}

/** GB 18030: where the second byte is a digit, there are four. */
function decodeGb18030(table: CharTable): Decode {
  const decodeTwo = decodeBy(table);
  return (bytes, at, state, put) => {
    const second = bytes[at + 1];
    if (bytes[at]! < 0x80 || second === undefined || second < 0x30 || second > 0x39)
      return decodeTwo(bytes, at, state, put);
    if (bytes.length - at < 4) return INCOMPLETE;
    return putCell(fromFourBytes(bytes[at]!, second, bytes[at + 2]!, bytes[at + 3]!), 4, put);
  };
}

/** EUC-KR: syllables that KS X 1001 has not are written as their letters, eight bytes that begin with a filler. */
function decodeEucKr(table: CharTable): Decode {
  const decodeTwo = decodeBy(table);
  return (bytes, at, state, put) => {
    if (bytes[at] !== 0xa4 || bytes[at + 1] !== 0xd4) return decodeTwo(bytes, at, state, put);
    if (bytes.length - at < 8) return INCOMPLETE;
    return putCell(hangulOf(bytes, at), 8, put);
  };
}

function encodeBy(table: CharTable): Codec['encode'] {
  return (text, at, flush, _state, put) => {
    const code = text[at]!;
    if (table.beginsPair(code)) {
      if (at + 1 === text.length && !flush) return INCOMPLETE;
      const pair = at + 1 < text.length ? table.encodePair(code, text[at + 1]!) : 0;
      if (pair !== 0) {
        putCode(pair, put);
        return 2;
      }
    }
    const bytes = table.encode(code);
    if (bytes === 0 && code !== 0) return illegal(1);
    putCode(bytes, put);
    return 1;
  };
}
function encodeGb18030(table: CharTable): Codec['encode'] {
  const encodeTwo = encodeBy(table);
  return (text, at, flush, state, put) => {
    const code = text[at]!;
    if (code < 0x10000) return encodeTwo(text, at, flush, state, put);
    putCode(fourBytes(code - 0x10000, 0x90), put);
    return 1;
  };
}
function encodeEucKr(table: CharTable): Codec['encode'] {
  const encodeTwo = encodeBy(table);
  return (text, at, flush, state, put) => {
    const code = text[at]!;
    if (code < 0xac00 || code > 0xd7a3 || table.encode(code) !== 0)
      return encodeTwo(text, at, flush, state, put);
    for (const byte of lettersOf(code)) put(byte);
    return 1;
  };
}

const nothing = () => {};

export function statelessCodec(name: string): Codec {
  const table = charTable(name);
  const [decode, encode] =
    name === 'gb18030'
      ? [decodeGb18030(table), encodeGb18030(table)]
      : name === 'euc_kr'
        ? [decodeEucKr(table), encodeEucKr(table)]
        : [decodeBy(table), encodeBy(table)];
  return {
    name,
    beginEncoding: nothing,
    beginDecoding: nothing,
    decode,
    encode,
    endEncoding: nothing,
    endDecoding: nothing,
  };
}
