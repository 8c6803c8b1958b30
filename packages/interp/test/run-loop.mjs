/**
 * Runs hand-assembled code on the built package with a space that does nothing but small integers (handles are 2n + 1): for looking at what V8
 * does with the loop. The program is `while i < n: s += i; i += 1`.
 */
import { attachWindow, Roots } from '@tyston/memory';
import { encode, initThread, makeInterpreter, Op } from '../dist/index.js';

const buffer = new ArrayBuffer(64 << 20);
attachWindow(buffer);
const I32 = new Int32Array(buffer);
const None = 1;
const TURNS = 20000;
let top = 40 << 20;
const refuse = (name) => () => {
  throw new Error(`not in this program: ${name}`);
};
const space = new Proxy(
  {
    None,
    True: 3,
    False: 5,
    AssertionError: 7,
    incref() {},
    decref() {},
    intern: () => 9,
    newStr: () => 9,
    newBytes: () => 9,
    constant: ({ value }) => 2 * Number(value) + 1,
    tupleOf(at, n) {
      const tuple = top;
      top += 24 + 8 * n;
      I32[(tuple + 16) >>> 2] = n;
      for (let i = 0; i < n; i++) I32[(tuple + 24 + 8 * i) >>> 2] = I32[at + 2 * i];
      return tuple;
    },
    allocCode(bytes) {
      const code = top;
      top += (bytes + 15) & ~15;
      return code;
    },
    add: (l, r) => l + r - 1,
    inplaceAdd: (l, r) => l + r - 1,
    lessTruth: (l, r) => (l < r ? 1 : 0),
  },
  { get: (target, name) => target[name] ?? refuse(name) },
);

initThread(Roots.MAIN_THREAD, { start: 24 << 20, end: 32 << 20 });
const interpreter = makeInterpreter({ thread: Roots.MAIN_THREAD, space });
const words = [];
encode(words, Op.LOAD_CONST, 0, 1, 0); // s = 0
encode(words, Op.LOAD_CONST, 1, 1, 0); // i = 0
const head = words.length;
encode(words, Op.INPLACE_ADD, 0, 0, 1);
encode(words, Op.INPLACE_ADD_K, 1, 1, 2);
encode(words, Op.JUMP_IF_LT_K, 1, 0, 0, [words.length + 4]); // out of the loop when i < n is false
encode(words, Op.JUMP_BACK, 0, 0, 0, [head]);
encode(words, Op.RETURN, 0, 0, 0);
const empty = new Uint8Array(0);
const code = interpreter.newCode({
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
  consts: [BigInt(TURNS), 0n, 1n].map((value) => ({ type: 'int', value })),
  names: [],
  words: Int32Array.from(words),
  exceptiontable: empty,
  linetable: empty,
  firstlineno: 1,
});
const times = [];
for (let i = 0; i < 300; i++) {
  const start = performance.now();
  const result = interpreter.evalCode(code, None, None, None, 0);
  if ((result - 1) / 2 !== (TURNS * (TURNS - 1)) / 2) throw new Error(`wrong sum: ${result}`);
  times.push(performance.now() - start);
}
console.log(`finished: ${((Math.min(...times) / TURNS) * 1e6).toFixed(1)} ns a turn`);
