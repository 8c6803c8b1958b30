/** `_socket`: network interfaces, and the name of this host. */
import { type Borrowed, NULL, type Owned, readBytes, readCString } from '@tyston/memory';
import {
  getBytesLike,
  intToBigInt,
  isInstance,
  listAppendOwned,
  type MethodSpec,
  None,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  setError,
  T,
  typeError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { foreignBytes, foreignString, systemCall, systemCallWide } from '../../lib/foreign.js';
import { fsBytes, fsDecode } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { noSockets, socketError } from './errors.js';
import { positional, single } from './parse.js';

const ENOSYS = -38;
const EINVAL = -22;

function ifNameindex(): Owned {
  const array = systemCallWide('if_nameindex', ':q')();
  if (array === BigInt(ENOSYS)) return noSockets();
  if (array === 0n) return raiseOsError(EINVAL);
  const list = newList();
  for (let at = array; ; at += 16n) {
    const entry = new DataView(foreignBytes(at, 16).buffer);
    const index = entry.getUint32(0, true);
    if (index === 0) break;
    listAppendOwned(list, newTuple(newInt(index), fsDecode(foreignString(entry.getBigUint64(8, true)))));
  }
  systemCall('if_freenameindex', 'q:v')(array);
  return list;
}
function ifNametoindex(args: readonly Borrowed[]): Owned {
  const name = fsBytes(args[0]!);
  if (name === null) return NULL;
  const index = withStrings([name], (n) => systemCall('if_nametoindex', 'p:i')(n!));
  return index > 0
    ? newInt(index)
    : index === ENOSYS
      ? noSockets()
      : socketError('no interface with this name');
}
function ifIndextoname(o: Borrowed): Owned {
  if (!isInstance(o, T.int)) return typeError('an integer is required');
  const index = intToBigInt(o);
  if (index < 0n) return setError(T.OverflowError, "can't convert negative value to unsigned int");
  if (index > 0xffff_ffffn) return setError(T.OverflowError, 'Python int too large to convert to C long');
  return withMemory(16, (at) => {
    const found = systemCall('if_indextoname', 'np:p')(Number(index), at);
    if (found === ENOSYS) return noSockets();
    return found === 0 ? raiseOsError(-6) : newStr(readCString(at));
  });
}
function sethostname(args: readonly Borrowed[]): Owned {
  const name = isInstance(args[0]!, T.bytes) ? getBytesLike(args[0]!) : null;
  const bytes = name === null ? fsBytes(args[0]!) : readBytes(name.address, name.length);
  name?.release();
  if (bytes === null) return NULL;
  const r = withStrings([bytes], (n) => systemCall('sethostname', 'pn:i')(n!, bytes.length));
  return r < 0 ? raiseOsError(r) : newRef(None);
}

export const interfaceFunctions: readonly MethodSpec[] = [
  single(
    'if_nameindex',
    '($module, /)',
    () => ifNameindex(),
    'if_nameindex()\n\nReturns a list of network interface information (index, name) tuples.',
  ),
  positional(
    'if_nametoindex',
    1,
    1,
    (_m, a) => ifNametoindex(a),
    'if_nametoindex(if_name)\n\nReturns the interface index corresponding to the interface name if_name.',
  ),
  single(
    'if_indextoname',
    '($module, arg, /)',
    (_m, o) => ifIndextoname(o),
    'if_indextoname(if_index)\n\nReturns the interface name corresponding to the interface index if_index.',
  ),
  single(
    'gethostname',
    '($module, /)',
    () => newStr(os().hostname()),
    'gethostname() -> string\n\nReturn the current host name.',
  ),
  positional(
    'sethostname',
    1,
    1,
    (_m, a) => sethostname(a),
    'sethostname(name)\n\nSets the hostname to name.',
  ),
];
