/** UTF-7 (RFC 2152): UTF-16 in a modified base 64 between '+' and '-', ASCII outside. */
import { type Addr, type Borrowed, ld8, NULL, type Owned } from '@tyston/memory';
import { readChar, strData, strKind, strLength } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { ByteWriter } from '../byte-writer.js';
import { DecodeErrors } from './errors.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** What may stand for itself: RFC 2152's set D, set O and white space. */
const DIRECT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'(),-./:?";
const OPTIONAL = '!"#$%&*;<=>@[]^_`{|}';
const SPACE = ' \t\n\r';
const PLAIN = new Uint8Array(128);
for (const c of DIRECT + OPTIONAL + SPACE) PLAIN[c.charCodeAt(0)] = 1;

function fromBase64(c: number): number {
  return c < 128 ? ALPHABET.indexOf(String.fromCharCode(c)) : -1;
}

export function encodeUtf7(s: Borrowed): Owned {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const w = new ByteWriter(n);
  let shifted = false;
  let bits = 0;
  let held = 0;
  const put = (unit: number) => {
    bits = (bits << 16) | unit;
    held += 16;
    while (held >= 6) {
      held -= 6;
      w.byte(ALPHABET.charCodeAt((bits >>> held) & 63));
      bits &= (1 << held) - 1;
    }
  };
  const flush = () => {
    if (held > 0) w.byte(ALPHABET.charCodeAt((bits << (6 - held)) & 63));
    bits = held = 0;
    shifted = false;
  };
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    const plain = c < 128 && PLAIN[c] === 1;
    if (shifted && plain) {
      flush();
      // A character of the alphabet, or a '-', would be read as part of what was shifted.
      if (fromBase64(c) >= 0 || c === 45) w.byte(45);
    }
    if (plain) w.byte(c);
    else if (!shifted && c === 43) w.text('+-');
    else {
      if (!shifted) {
        w.byte(43);
        shifted = true;
      }
      if (c > 0xffff) {
        put(0xd7c0 + (c >> 10));
        put(0xdc00 + (c & 0x3ff));
      } else put(c);
    }
  }
  if (shifted) {
    flush();
    w.byte(45);
  }
  return w.finish();
}

let used = 0;
export function utf7Consumed(): number {
  return used;
}

export function decodeUtf7(p: Addr, n: number, errors: string | null, partial = false): Owned {
  const handler = new DecodeErrors('utf7', p, n, errors);
  const w = new StrWriter();
  let i = 0;
  let shifted = false;
  let shiftStart = 0;
  let outStart = 0;
  let bits = 0;
  let held = 0;
  let surrogate = 0;
  const fail = () => {
    handler.release();
    return NULL;
  };
  const report = (start: number, end: number, reason: string): boolean => {
    if (!handler.handle(start, end, reason)) return false;
    w.codePoints(handler.text);
    i = handler.next;
    return true;
  };
  while (i < handler.length) {
    const c = ld8(handler.data + i);
    if (shifted) {
      const v = fromBase64(c);
      if (v >= 0) {
        bits = (bits << 6) | v;
        held += 6;
        i++;
        if (held >= 16) {
          const unit = (bits >>> (held - 16)) & 0xffff;
          held -= 16;
          bits &= (1 << held) - 1;
          if (surrogate) {
            if (unit >= 0xdc00 && unit <= 0xdfff) {
              w.char(0x10000 + ((surrogate & 0x3ff) << 10) + (unit & 0x3ff));
              surrogate = 0;
              continue;
            }
            w.char(surrogate);
            surrogate = 0;
          }
          if (unit >= 0xd800 && unit <= 0xdbff) surrogate = unit;
          else w.char(unit);
        }
        continue;
      }
      shifted = false;
      let reason = '';
      if (held > 0) {
        if (held >= 6) reason = 'partial character in shift sequence';
        else if (bits !== 0) reason = 'non-zero padding bits in shift sequence';
      }
      if (reason !== '') {
        bits = held = 0;
        if (!report(shiftStart, i + 1, reason)) return fail();
        continue;
      }
      bits = held = 0;
      // Half a pair is text where a character of its own follows, and lost before anything else.
      if (surrogate && c < 128 && c !== 43) w.char(surrogate);
      surrogate = 0;
      // A '-' ends the sequence and is swallowed.
      if (c === 45) i++;
      continue;
    }
    if (c === 43) {
      shiftStart = i;
      i++;
      if (i < handler.length && ld8(handler.data + i) === 45) {
        i++;
        w.char(43);
      } else if (i < handler.length && fromBase64(ld8(handler.data + i)) < 0) {
        if (!report(shiftStart, i + 1, 'ill-formed sequence')) return fail();
      } else {
        shifted = true;
        surrogate = 0;
        bits = held = 0;
        outStart = w.length;
      }
    } else if (c < 128) {
      w.char(c);
      i++;
    } else if (!report(i, i + 1, 'unexpected special character')) return fail();
  }
  if (shifted && !partial) {
    const broken = surrogate !== 0 || held >= 6 || (held > 0 && bits !== 0);
    if (broken && !report(shiftStart, handler.length, 'unterminated shift sequence')) return fail();
  }
  used = i;
  if (partial && shifted) {
    // What is shifted is read again with what follows.
    w.length = outStart;
    used = shiftStart;
  }
  handler.release();
  return w.finish();
}
