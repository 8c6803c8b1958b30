/** Writing to sys.stderr, come what may. */
import { callMethod, decref, errClear, None, newStr, sysObject } from '@tyston/objects';
import { os } from '../../host.js';

/** Writes text to sys.stderr, or to descriptor 2 where there is none. */
export function writeStderr(text: string): void {
  const file = sysObject('stderr');
  if (file !== 0 && file !== None) {
    const s = newStr(text);
    const r = callMethod(file, 'write', s);
    decref(s);
    if (r !== 0) {
      decref(r);
      return;
    }
    errClear();
  }
  os().writeJs(2, encodeAscii(text));
}
function encodeAscii(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : 63));
}
