/** The code unit of `def sum(): s = 0; i = 0; while i < turns: s += i; i += 1; return s`, put together by hand. */
import { encode, Op } from '../../dist/index.js';

export function sumUnit(turns) {
  const words = [];
  encode(words, Op.LOAD_CONST, 0, 1, 0); // s = 0
  encode(words, Op.LOAD_CONST, 1, 1, 0); // i = 0
  const head = words.length;
  encode(words, Op.INPLACE_ADD, 0, 0, 1);
  encode(words, Op.INPLACE_ADD_K, 1, 1, 2);
  encode(words, Op.JUMP_IF_LT_K, 1, 0, 0, [words.length + 4]); // out of the loop when i < turns is false
  encode(words, Op.JUMP_BACK, 0, 0, 0, [head]);
  encode(words, Op.RETURN, 0, 0, 0);
  const empty = new Uint8Array(0);
  return {
    name: 'sum',
    qualname: 'sum',
    filename: 'sum.py',
    flags: 0,
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    localsplusnames: ['s', 'i'],
    localspluskinds: Uint8Array.of(0x20, 0x20),
    ntemps: 0,
    consts: [turns, 0, 1].map((value) => ({ type: 'int', value: BigInt(value) })),
    names: [],
    words: Int32Array.from(words),
    exceptiontable: empty,
    linetable: empty,
    firstlineno: 1,
  };
}
