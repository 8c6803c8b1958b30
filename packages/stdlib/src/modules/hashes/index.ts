/** The modules `_md5`, `_sha1`, `_sha256` and `_sha512`. */
import type { Addr, Borrowed } from '@tyston/memory';
import { dictDel, dictSet, intern, type ModuleSpec, moduleDict } from '@tyston/objects';
import { keepType } from '../../lib/own-types.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import type { Algorithm } from './algorithm.js';
import { type HashKind, hashFunction, hashType } from './hash-type.js';
import { md5 } from './md5.js';
import { sha1 } from './sha1.js';
import { sha224, sha256 } from './sha256.js';
import { sha384, sha512 } from './sha512.js';

function hashModule(
  name: string,
  ...hashes: readonly (readonly [string, string, Algorithm, Addr])[]
): ModuleSpec {
  const kinds: HashKind[] = hashes.map(([fn, , algorithm, word]) => ({
    module: name,
    name: fn,
    typeName: `${fn.toUpperCase()}Type`,
    algorithm,
    word,
  }));
  return {
    name,
    functions: kinds.map((kind, i) =>
      hashFunction(kind, `Return a new ${hashes[i]![1]} hash object; optionally initialized with a string.`),
    ),
    // CPython adds the types in the other order.
    types: kinds.map(hashType).reverse(),
    exec: (module: Borrowed) => {
      for (const kind of kinds) keepType(module, kind.typeName, kind.word, false);
      return 0;
    },
  };
}

export const md5Module = hashModule('_md5', ['md5', 'MD5', md5, StdlibState.MD5_TYPE]);
export const sha1Module = hashModule('_sha1', ['sha1', 'SHA1', sha1, StdlibState.SHA1_TYPE]);
export const sha256Module = hashModule(
  '_sha256',
  ['sha256', 'SHA-256', sha256, StdlibState.SHA256_TYPE],
  ['sha224', 'SHA-224', sha224, StdlibState.SHA224_TYPE],
);
const sha2Long = hashModule(
  '_sha512',
  ['sha512', 'SHA-512', sha512, StdlibState.SHA512_TYPE],
  ['sha384', 'SHA-384', sha384, StdlibState.SHA384_TYPE],
);
export const sha512Module: ModuleSpec = {
  ...sha2Long,
  exec: (module) => {
    sha2Long.exec!(module);
    // CPython 3.11 gives both types the same name in the module, so that the second one stands under it.
    const dict = moduleDict(module);
    dictSet(dict, intern('SHA384Type'), stateObject(StdlibState.SHA512_TYPE));
    return dictDel(dict, intern('SHA512Type'));
  },
};
