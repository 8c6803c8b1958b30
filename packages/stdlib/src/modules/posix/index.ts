/** The module `posix`. */
import type { Borrowed, Owned } from '@tyston/memory';
import {
  listAppendOwned,
  type MethodSpec,
  type ModuleSpec,
  newInt,
  newList,
  newRef,
  newStr,
  T,
} from '@tyston/objects';
import { os } from '../../host.js';
import { hasLibrary } from '../../lib/foreign.js';
import { removeAttrs, setModuleAttr } from '../../lib/module-attrs.js';
import { keepInWord, osWord, takeOut } from '../../lib/os-words.js';
import { linuxFunctions, portableFunctions, posixConstants } from './constants.js';
import { descriptorFunctions } from './descriptors.js';
import { extendedAttributeFunctions } from './extended-attributes.js';
import { fileSystemFunctions, newConfstrNames, newPathconfNames } from './file-system.js';
import { fileFunctions } from './files.js';
import { idFunctions } from './ids.js';
import { newEnviron, processFunctions } from './process.js';
import { scandirFunctions, scandirTypes } from './scandir.js';
import { schedulingFunctions } from './scheduling.js';
import { spawnFunctions } from './spawn.js';
import { specialDescriptorFunctions } from './special-descriptors.js';
import { structTypes } from './structs.js';
import { newSysconfNames, systemFunctions } from './system.js';
import { transferFunctions } from './transfers.js';

/** What is made of the C library alone. Programs ask whether it is there: a host without the library has none of it. */
const libraryFunctions: readonly MethodSpec[] = [
  ...fileSystemFunctions,
  ...extendedAttributeFunctions,
  ...transferFunctions,
  ...specialDescriptorFunctions,
  ...schedulingFunctions,
  ...idFunctions,
  ...spawnFunctions,
];

function exec(module: Borrowed): number {
  if (!hasLibrary()) removeAttrs(module, libraryFunctions);
  const set = (name: string, value: Owned) => setModuleAttr(module, name, value);
  for (const [name, n] of Object.entries(posixConstants)) if (set(name, newInt(n)) < 0) return -1;
  const functions = newList();
  for (const name of os().kind === 'linux' ? linuxFunctions : portableFunctions)
    listAppendOwned(functions, newStr(name));
  if (set('_have_functions', functions) < 0) return -1;
  if (set('environ', newEnviron()) < 0 || set('sysconf_names', newSysconfNames()) < 0) return -1;
  if (set('pathconf_names', newPathconfNames()) < 0 || set('confstr_names', newConfstrNames()) < 0) return -1;
  return set('error', newRef(T.OSError));
}
function keepTypes(module: Borrowed): void {
  keepInWord(module, 'stat_result', osWord.STAT_RESULT);
  keepInWord(module, 'statvfs_result', osWord.STATVFS_RESULT);
  keepInWord(module, 'terminal_size', osWord.TERMINAL_SIZE);
  keepInWord(module, 'times_result', osWord.TIMES_RESULT);
  keepInWord(module, 'uname_result', osWord.UNAME_RESULT);
  keepInWord(module, 'waitid_result', osWord.WAITID_RESULT);
  keepInWord(module, 'sched_param', osWord.SCHED_PARAM);
  keepInWord(module, 'DirEntry', osWord.DIR_ENTRY);
  takeOut(module, 'ScandirIterator', osWord.SCANDIR_ITERATOR);
}

export const posixModule: ModuleSpec = {
  name: 'posix',
  doc: 'This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.',
  functions: [
    ...fileFunctions,
    ...scandirFunctions,
    ...descriptorFunctions,
    ...processFunctions,
    ...systemFunctions,
    ...libraryFunctions,
  ],
  types: [...structTypes, ...scandirTypes],
  exec: (module: Borrowed) => {
    keepTypes(module);
    return exec(module);
  },
};
