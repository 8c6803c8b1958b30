/** All modules written in TypeScript. */

import type { ModuleSpec } from '@tyston/objects';
import { codecsModule } from './_codecs/index.js';
import { csvModule } from './_csv/index.js';
import { ioModule } from './_io/index.js';
import { jsonModule } from './_json/index.js';
import { localeModule } from './_locale.js';
import { posixshmemModule } from './_posixshmem.js';
import { posixsubprocessModule } from './_posixsubprocess.js';
import { signalModule } from './_signal/index.js';
import { sreModule } from './_sre/index.js';
import { statModule } from './_stat.js';
import { stringModule } from './_string.js';
import { sysconfigdataModule } from './_sysconfigdata.js';
import { typingModule } from './_typing.js';
import { uuidModule } from './_uuid.js';
import { abcModule } from './abc/index.js';
import { arrayModule } from './array/index.js';
import { astModule } from './ast/index.js';
import { asyncioModule } from './asyncio/index.js';
import { atexitModule } from './atexit.js';
import { audioopModule } from './audioop/index.js';
import { binasciiModule } from './binascii/index.js';
import { bisectModule } from './bisect/index.js';
import { cjkModules } from './cjk/index.js';
import { cmathModule } from './cmath/index.js';
import { collectionsModule } from './collections/index.js';
import { contextvarsModule } from './contextvars.js';
import { datetimeModule } from './datetime/index.js';
import { decimalModule } from './decimal/index.js';
import { errnoModule } from './errno.js';
import { fcntlModule } from './fcntl.js';
import { functoolsModule } from './functools/index.js';
import { gcModule } from './gc.js';
import { grpModule } from './grp.js';
import { blake2Module } from './hashes/blake2.js';
import { md5Module, sha1Module, sha256Module, sha512Module } from './hashes/index.js';
import { sha3Module } from './hashes/sha3.js';
import { heapqModule } from './heapq/index.js';
import { impModule } from './imp.js';
import { itertoolsModule } from './itertools/index.js';
import { lsprofModule } from './lsprof/index.js';
import { marshalModule } from './marshal/index.js';
import { mathModule } from './math/index.js';
import { operatorModule } from './operator/index.js';
import { pickleModule } from './pickle/index.js';
import { posixModule } from './posix/index.js';
import { pwdModule } from './pwd.js';
import { queueModule } from './queue.js';
import { randomModule } from './random/index.js';
import { resourceModule } from './resource.js';
import { selectModule } from './select/index.js';
import { socketModule } from './socket/index.js';
import { spwdModule } from './spwd.js';
import { statisticsModule } from './statistics/index.js';
import { structModule } from './struct/index.js';
import { symtableModule } from './symtable.js';
import { sysModule } from './sys/index.js';
import { syslogModule } from './syslog.js';
import { termiosModule } from './termios.js';
import { threadModule } from './thread.js';
import { timeModule } from './time/index.js';
import { tokenizeModule } from './tokenize.js';
import { unicodedataModule } from './unicodedata/index.js';
import { warningsModule } from './warnings.js';
import { weakrefModule } from './weakref.js';
import { subtypeModule } from './xxsubtype.js';
import { zlibModule } from './zlib/index.js';

export const moduleSpecs: readonly ModuleSpec[] = [
  ioModule,
  abcModule,
  arrayModule,
  asyncioModule,
  atexitModule,
  binasciiModule,
  cmathModule,
  codecsModule,
  collectionsModule,
  csvModule,
  functoolsModule,
  gcModule,
  impModule,
  jsonModule,
  marshalModule,
  mathModule,
  operatorModule,
  posixModule,
  queueModule,
  randomModule,
  sreModule,
  stringModule,
  structModule,
  sysModule,
  threadModule,
  unicodedataModule,
  warningsModule,
  weakrefModule,
  astModule,
  contextvarsModule,
  itertoolsModule,
  symtableModule,
  tokenizeModule,
  md5Module,
  sha1Module,
  sha256Module,
  sha512Module,
  statModule,
  posixsubprocessModule,
  signalModule,
  bisectModule,
  errnoModule,
  heapqModule,
  statisticsModule,
  timeModule,
  blake2Module,
  sha3Module,
  localeModule,
  fcntlModule,
  grpModule,
  pwdModule,
  resourceModule,
  selectModule,
  zlibModule,
  termiosModule,
  audioopModule,
  datetimeModule,
  lsprofModule,
  typingModule,
  uuidModule,
  posixshmemModule,
  syslogModule,
  spwdModule,
  sysconfigdataModule,
  socketModule,
  decimalModule,
  pickleModule,
  ...cjkModules,
  subtypeModule,
]; // prettier-ignore
