/** HZ (RFC 1843): GB 2312 in seven bits between `~{` and `~}`. */
import { type Codec, type CodecState, INCOMPLETE, illegal } from './codec.js';
import { putCell } from './stateless.js';
import { charTable } from './tables.js';

const TILDE = 0x7e;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const NEWLINE = 10;

function inAscii(state: CodecState): void {
  state[0] = 0;
}

export function hzCodec(): Codec {
  const table = charTable('gb2312');
  return {
    name: 'hz',
    beginEncoding: inAscii,
    beginDecoding: inAscii,
    decode(bytes, at, state, put) {
      const c = bytes[at]!;
      if (c === TILDE) {
        const next = bytes[at + 1];
        if (next === undefined) return INCOMPLETE;
        if (next === TILDE && state[0] === 0) put(TILDE);
        else if (next === OPEN && state[0] === 0) state[0] = 1;
        else if (next === CLOSE && state[0] === 1) state[0] = 0;
        // A line that goes on.
        else if (next !== NEWLINE || state[0] !== 0) return illegal(1);
        return 2;
      }
      if (c >= 0x80) return illegal(1);
      if (state[0] === 0) {
        put(c);
        return 1;
      }
      const next = bytes[at + 1];
      if (next === undefined) return INCOMPLETE;
      return putCell(c === 0 ? 0 : table.two(c | 0x80, next < 0x80 ? next | 0x80 : 0), 2, put);
    },
    encode(text, at, _flush, state, put) {
      const code = text[at]!;
      if (code < 0x80) {
        if (state[0] !== 0) {
          put(TILDE);
          put(CLOSE);
          state[0] = 0;
        }
        put(code);
        if (code === TILDE) put(TILDE);
        return 1;
      }
      const bytes = table.encode(code);
      if (bytes === 0) return illegal(1);
      if (state[0] === 0) {
        put(TILDE);
        put(OPEN);
        state[0] = 1;
      }
      put((bytes >> 8) & 0x7f);
      put(bytes & 0x7f);
      return 1;
    },
    endEncoding(state, put) {
      if (state[0] === 0) return;
      put(TILDE);
      put(CLOSE);
      state[0] = 0;
    },
    endDecoding: inAscii,
  };
}
