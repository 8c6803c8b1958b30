/** The bytes of a pickle while it is written: with frames from protocol 4 on, to a file whenever a frame is full. */
import { type Addr, type Borrowed, ld8, type Owned, viewBytes } from '@tyston/memory';
import { call, decref, newBytes } from '@tyston/objects';
import { FRAME_HEADER, FRAME_LEAST, FRAME_TARGET, Op } from './opcodes.js';

const KEPT = 1 << 17;
let spare: Uint8Array | null = null;

export class Output {
  private bytes: Uint8Array;
  private length = 0;
  private frame = -1;
  /** Set from the opcode after PROTO on, in protocols that have frames. */
  framing = false;
  /** `write` is a file's method; NULL for dumps(). */
  constructor(private readonly write: Borrowed) {
    this.bytes = spare ?? new Uint8Array(4096);
    spare = null;
  }
  /** The writer is done with: its memory may serve the next one. */
  drop(): void {
    if (this.bytes.length <= KEPT) spare = this.bytes;
  }

  /** Makes room for n bytes, in a frame where there are to be frames; where they go. */
  private room(n: number): number {
    const want = this.length + n + FRAME_HEADER;
    if (want > this.bytes.length) {
      const wider = new Uint8Array(Math.max(want, this.bytes.length * 2));
      wider.set(this.bytes.subarray(0, this.length));
      this.bytes = wider;
    }
    if (this.framing && this.frame < 0) {
      this.frame = this.length;
      this.length += FRAME_HEADER;
    }
    const at = this.length;
    this.length += n;
    return at;
  }
  op(code: number): void {
    const at = this.room(1);
    this.bytes[at] = code;
  }
  /** An opcode and a byte, two or four. */
  op1(code: number, v: number): void {
    const at = this.room(2);
    this.bytes[at] = code;
    this.bytes[at + 1] = v;
  }
  op2(code: number, v: number): void {
    const at = this.room(3);
    this.bytes[at] = code;
    this.bytes[at + 1] = v;
    this.bytes[at + 2] = v >> 8;
  }
  op4(code: number, v: number): void {
    const at = this.room(5);
    const { bytes } = this;
    bytes[at] = code;
    bytes[at + 1] = v;
    bytes[at + 2] = v >> 8;
    bytes[at + 3] = v >> 16;
    bytes[at + 4] = v >> 24;
  }
  /** A text of ASCII characters. */
  text(s: string): void {
    const at = this.room(s.length);
    for (let i = 0; i < s.length; i++) this.bytes[at + i] = s.charCodeAt(i);
  }
  raw(data: Uint8Array): void {
    const at = this.room(data.length);
    this.bytes.set(data, at);
  }
  /** An opcode and a double, its most significant byte first. */
  double(code: number, v: number): void {
    const at = this.room(9);
    this.bytes[at] = code;
    scratch.setFloat64(0, v);
    for (let i = 0; i < 8; i++) this.bytes[at + 1 + i] = scratch.getUint8(i);
  }
  /** An opcode and a length of 8 bytes. */
  op8(code: number, v: number): void {
    const at = this.room(9);
    this.bytes[at] = code;
    this.putLength(at + 1, v);
  }
  private putLength(at: number, v: number): void {
    for (let i = 0; i < 8; i++) {
      this.bytes[at + i] = v % 256;
      v = Math.floor(v / 256);
    }
  }
  private short(from: Addr, n: number): void {
    this.copyTo(this.room(n), from, n);
  }
  private copyTo(at: number, from: Addr, n: number): void {
    const { bytes } = this;
    if (n > 24) bytes.set(viewBytes(from, n), at);
    else for (let i = 0; i < n; i++) bytes[at + i] = ld8(from + i);
  }
  /** An opcode, a length of a byte, and as many bytes of the window. */
  op1Data(code: number, from: Addr, n: number): void {
    const at = this.room(n + 2);
    this.bytes[at] = code;
    this.bytes[at + 1] = n;
    this.copyTo(at + 2, from, n);
  }
  /**
   * A header, then n bytes of the window. Long ones stand outside of frames, and go to the file by themselves: `payload` is the bytes
   * object that has them, NULL where there is none. False with an exception.
   */
  data(header: () => void, from: Addr, n: number, payload: Borrowed): boolean {
    if (n < FRAME_TARGET) {
      header();
      this.short(from, n);
      return true;
    }
    const { framing } = this;
    this.commit();
    this.framing = false;
    header();
    let ok = true;
    if (this.write !== 0) {
      ok = this.flush();
      if (ok) ok = this.send(payload !== 0 ? payload : newBytes(viewBytes(from, n)), payload === 0);
    } else this.short(from, n);
    this.framing = framing;
    return ok;
  }
  /** Between two objects: a frame that is long enough ends. False with an exception. */
  boundary(): boolean {
    if (!this.framing || this.frame < 0 || this.length - this.frame - FRAME_HEADER < FRAME_TARGET)
      return true;
    this.commit();
    return this.write === 0 || this.flush();
  }
  /** Ends the frame: one of a few bytes loses its header. */
  commit(): void {
    if (!this.framing || this.frame < 0) return;
    const n = this.length - this.frame - FRAME_HEADER;
    if (n >= FRAME_LEAST) {
      this.bytes[this.frame] = Op.FRAME;
      this.putLength(this.frame + 1, n);
    } else {
      this.bytes.copyWithin(this.frame, this.frame + FRAME_HEADER, this.length);
      this.length -= FRAME_HEADER;
    }
    this.frame = -1;
  }
  /** What there is goes to the file. False with an exception. */
  flush(): boolean {
    const done = this.send(this.finish(), true);
    this.length = 0;
    return done;
  }
  private send(data: Borrowed, owned: boolean): boolean {
    const r = call(this.write, data);
    if (owned) decref(data);
    if (r === 0) return false;
    decref(r);
    return true;
  }
  /** The bytes object. New reference. */
  finish(): Owned {
    return newBytes(this.bytes.subarray(0, this.length));
  }
}
const scratch = new DataView(new ArrayBuffer(8));
