/** The module `binascii`. */
import { type Borrowed, ld8, NULL, type Owned } from '@tyston/memory';
import {
  decref,
  getBytesLike,
  indexInt,
  intToBigInt,
  type ModuleSpec,
  method,
  newInt,
  newRef,
  T,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { StdlibState, setStateObject } from '../../lib/state.js';
import { a2bBase64, b2aBase64 } from './base64.js';
import { a2bHex, a2bQp, a2bUu, b2aHex, b2aQp, b2aUu } from './text.js';

/** An int modulo 2**32; null with an exception. */
function mask(o: Borrowed): number | null {
  if (o === 0) return 0;
  const i = indexInt(o);
  if (i === 0) return null;
  const v = Number(BigInt.asUintN(32, intToBigInt(i)));
  decref(i);
  return v;
}

let crcTable: Uint32Array | null = null;
function crc32(_module: Borrowed, data: Borrowed, start: Borrowed): Owned {
  if (crcTable === null) {
    crcTable = new Uint32Array(256);
    for (let i = 0; i < 256; i++) {
      let c = i;
      for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
      crcTable[i] = c;
    }
  }
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const from = mask(start);
  if (from === null) {
    input.release();
    return NULL;
  }
  let crc = ~from;
  for (let i = 0; i < input.length; i++) crc = crcTable[(crc ^ ld8(input.address + i)) & 255]! ^ (crc >>> 8);
  input.release();
  return newInt(~crc >>> 0);
}
/** CRC-CCITT with the polynomial 0x1021, as BinHex uses it. */
function crcHqx(_module: Borrowed, data: Borrowed, start: Borrowed): Owned {
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const from = mask(start);
  if (from === null) {
    input.release();
    return NULL;
  }
  let crc = from & 0xffff;
  for (let i = 0; i < input.length; i++) {
    crc ^= ld8(input.address + i) << 8;
    for (let k = 0; k < 8; k++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  input.release();
  return newInt(crc);
}

const HEX = '($module, /, data, sep = <unrepresentable>, bytes_per_sep: int = 1)';
export const binasciiModule: ModuleSpec = {
  name: 'binascii',
  doc: 'Conversion between binary data and ASCII',
  functions: [
    method('a2b_uu', '($module, data, /)', a2bUu, 'Decode a line of uuencoded data.'),
    method('b2a_uu', '($module, data, /, *, backtick: bool = False)', b2aUu, 'Uuencode line of data.'),
    method(
      'a2b_base64',
      '($module, data, /, *, strict_mode: bool = False)',
      a2bBase64,
      'Decode a line of base64 data.\n\n  strict_mode\n    When set to True, bytes that are not in the base64 standard are not allowed.\n    The same applies to excess data after padding (= / ==).',
    ), // prettier-ignore
    method(
      'b2a_base64',
      '($module, data, /, *, newline: bool = True)',
      b2aBase64,
      'Base64-code line of data.',
    ),
    method(
      'a2b_hex',
      '($module, hexstr, /)',
      a2bHex,
      'Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits (upper or lower case).\nThis function is also available as "unhexlify()".',
    ), // prettier-ignore
    method(
      'b2a_hex',
      HEX,
      b2aHex,
      'Hexadecimal representation of binary data.\n\nThe return value is a bytes object.  This function is also\navailable as "hexlify()".',
    ), // prettier-ignore
    method(
      'hexlify',
      HEX,
      b2aHex,
      'Hexadecimal representation of binary data.\n\nThe return value is a bytes object.  This function is also\navailable as "b2a_hex()".',
    ), // prettier-ignore
    method(
      'unhexlify',
      '($module, hexstr, /)',
      a2bHex,
      'Binary data of hexadecimal representation.\n\nhexstr must contain an even number of hex digits (upper or lower case).',
    ), // prettier-ignore
    method('crc32', '($module, data, crc = 0, /)', crc32, 'Compute CRC-32 incrementally.'),
    method('crc_hqx', '($module, data, crc, /)', crcHqx, 'Compute CRC-CCITT incrementally.'),
    method(
      'b2a_qp',
      '($module, /, data, quotetabs: bool = False, istext: bool = True, header: bool = False)',
      b2aQp,
      'Encode a string using quoted-printable encoding.\n\nOn encoding, when istext is set, newlines are not encoded, and white\nspace at end of lines is.  When istext is not set, \\r and \\n (CR/LF)\nare both encoded.  When quotetabs is set, space and tabs are encoded.',
    ), // prettier-ignore
    method(
      'a2b_qp',
      '($module, /, data, header: bool = False)',
      a2bQp,
      'Decode a string of qp-encoded data.',
    ),
  ],
  exec(module) {
    const error = newException('binascii', 'Error', T.ValueError);
    if (error === 0) return -1;
    setStateObject(StdlibState.BINASCII_ERROR, newRef(error));
    if (setModuleAttr(module, 'Error', error) < 0) return -1;
    return setModuleAttr(module, 'Incomplete', newException('binascii', 'Incomplete', T.Exception));
  },
};
