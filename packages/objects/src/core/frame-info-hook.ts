/** Where a frame stands: line and instruction, which the interpreter knows. */
import type { Addr } from '@tyston/memory';

export interface FrameInfo {
  lineOfFrame(frame: Addr): number;
  lastiOfFrame(frame: Addr): number;
}
let info: FrameInfo = { lineOfFrame: () => 0, lastiOfFrame: () => -1 };
export function setFrameInfo(i: FrameInfo): void {
  info = i;
}
export function frameInfo(): FrameInfo {
  return info;
}
