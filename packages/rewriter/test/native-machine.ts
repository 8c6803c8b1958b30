/** Machine code on the processor, through the Linux host: the same shape as the emulated machine. */
import {
  ld32,
  Mailbox,
  makeMachineCaller,
  makeServer,
  makeThunks,
  type ThunkFunction,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import type { LinuxHost } from '@tyston/native';
import {
  type FunctionRef,
  functionRef,
  type NativeFunction,
  type Scalar,
  type TraceMachine,
  type ValueType,
} from '../src/index.js';

const full = (p: number): bigint => (p === 0 ? 0n : (BigInt(WINDOW_HIGH) << 32n) | BigInt(p >>> 0));
const LETTERS: Readonly<Record<string, string>> = { i32: 'i', i64: 'q', f64: 'd', addr: 'q', void: 'v' };
const letter = (type: string): string => LETTERS[type] ?? 'p';
/** Between values of the IR and what C calls take and give: pointers are low halves there. */
const toC = (v: Scalar, type: string): Scalar =>
  letter(type) === 'p' ? Number(BigInt.asIntN(32, BigInt(v))) : v;
const fromC = (v: Scalar, type: string): Scalar => (letter(type) === 'p' ? full(v as number) : v);

export class NativeMachine implements TraceMachine {
  private readonly functions: ThunkFunction[] = [];
  private readonly thunks;
  private readonly caller;
  private readonly top: number;
  private readonly bound = new Map<string, ReturnType<NativeMachine['caller']['bind']>>();

  constructor(private readonly host: LinuxHost) {
    this.thunks = makeThunks(host.thunks);
    const serve = makeServer(
      host.machine,
      (index) => this.functions[index],
      (index) => this.thunks.signatureOf(index),
    );
    this.caller = makeMachineCaller(host.machine, serve);
    this.top = ld32(host.machine.mailbox + Mailbox.sp) >>> 0;
  }

  add(
    name: string,
    params: FunctionRef['params'],
    result: FunctionRef['result'],
    effect: FunctionRef['effect'],
    impl: NativeFunction,
  ): FunctionRef {
    const index =
      this.functions.push((...args: Scalar[]) => {
        const value = impl(...args.map((v, k) => fromC(v, params[k]!)));
        return value === undefined ? undefined : toC(value, result);
      }) - 1;
    const at = this.thunks.define(index, `${params.map(letter).join('')}:${letter(result)}`);
    return functionRef(name, full(at), params, result, effect);
  }

  call(address: bigint, params: readonly ValueType[], result: ValueType | 'void', args: readonly Scalar[]) {
    const signature = `${params.map(letter).join('')}:${letter(result)}`;
    const key = `${address} ${signature}`;
    let bound = this.bound.get(key);
    if (bound === undefined) this.bound.set(key, (bound = this.caller.bind(address, signature)));
    const value = bound(...args.map((v, k) => toC(v, params[k]!)));
    return value === undefined ? undefined : fromC(value, result);
  }

  inside(start: bigint, end: bigint): boolean {
    const { U64 } = views();
    for (let at = ld32(this.host.machine.mailbox + Mailbox.sp) >>> 0; at < this.top; at += 8) {
      const word = U64[at >>> 3]!;
      if (word >= start && word < end) return true;
    }
    return false;
  }
}
