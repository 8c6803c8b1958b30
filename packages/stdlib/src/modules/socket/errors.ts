/** The exceptions of `_socket` besides OSError: gaierror and herror, each with a number and the C library's text for it. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { call, decref, newInt, newStr, restoreRaised, setError, T } from '@tyston/objects';
import { os } from '../../host.js';
import { asciiText } from '../../lib/ascii.js';
import { foreignString, systemCallWide } from '../../lib/foreign.js';
import { osWord, wordObject } from '../../lib/os-words.js';
import { raiseOsError } from '../../os-error.js';

const ENOSYS = 38;
const EAI_SYSTEM = -11;

function raiseNumbered(type: Borrowed, number: number, message: string): Owned {
  const n = newInt(number);
  const m = newStr(message);
  const e = call(type, n, m);
  decref(n);
  decref(m);
  if (e !== 0) restoreRaised(e);
  return NULL;
}
/** OSError with a text and no number. NULL. */
export function socketError(message: string): Owned {
  return setError(T.OSError, message);
}
/** A failure of getaddrinfo or getnameinfo. NULL. */
export function raiseGai(code: number): Owned {
  if (code === EAI_SYSTEM) return raiseOsError(-os().errno());
  if (code === -ENOSYS) return noSockets();
  const message = asciiText(foreignString(systemCallWide('gai_strerror', 'i:q')(code)));
  return raiseNumbered(wordObject(osWord.GAI_ERROR), code, message);
}
/** A failure of gethostbyname and gethostbyaddr, by their h_errno. NULL. */
export function raiseHost(code: number): Owned {
  const message = asciiText(foreignString(systemCallWide('hstrerror', 'i:q')(code)));
  return raiseNumbered(wordObject(osWord.HOST_ERROR), code, message);
}
/** What a host without a C library answers. NULL. */
export function noSockets(): Owned {
  return raiseNumbered(
    T.OSError,
    ENOSYS,
    'sockets need the C library, which the portable host does not have',
  );
}
/** OSError of a call that failed with `-errno`. NULL. */
export function raiseSocket(failure: number): Owned {
  return failure === -ENOSYS ? noSockets() : raiseOsError(failure);
}
