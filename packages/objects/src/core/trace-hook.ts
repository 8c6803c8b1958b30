/** sys.settrace and sys.setprofile: the functions that the interpreter tells of events; installed by `sys`. */
import type { Addr, Borrowed } from '@tyston/memory';

type Tracer = (frame: Addr, event: number, arg: Borrowed) => number;
let tracer: Tracer = () => 0;
export function setTracer(t: Tracer): void {
  tracer = t;
}
/** Tells of an event in a frame: 0, or -1 with an exception. */
export function runTrace(frame: Addr, event: number, arg: Borrowed): number {
  return tracer(frame, event, arg);
}
