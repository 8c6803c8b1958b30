/**
 * The module `_multibytecodec`, and those that give its codecs: `_codecs_cn`, `_codecs_hk`, `_codecs_iso2022`, `_codecs_jp`,
 * `_codecs_kr`, `_codecs_tw`.
 */
import { type Borrowed, ld32, NULL, type Owned, st32, TypeFlags, viewBytes } from '@tyston/memory';
import {
  allocInstance,
  badArgument,
  decref,
  getBytesLike,
  importModule,
  isInstance,
  jsStr,
  type ModuleSpec,
  method,
  None,
  newBytes,
  newInt,
  newTuple,
  setError,
  strLength,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { freeInstance } from '../../lib/heap-objects.js';
import { keepType, kept } from '../../lib/kept-types.js';
import { CODECS, codecNumber, codecOf } from './codecs.js';
import { incrementalDecoder, incrementalEncoder } from './incremental.js';
import { errorsName, MultibyteCodec, STATE_BYTES, textOf } from './objects.js';
import { ByteList, decodeBytes, encodeInto } from './run.js';
import { streamReader, streamWriter } from './streams.js';

const ENCODE_DOC =
  "Return an encoded string version of `input'.\n\n'errors' may be given to set a different error handling scheme. Default is\n'strict' meaning that encoding errors raise a UnicodeEncodeError. Other possible\nvalues are 'ignore', 'replace' and 'xmlcharrefreplace' as well as any other name\nregistered with codecs.register_error that can handle UnicodeEncodeErrors.";
const DECODE_DOC =
  "Decodes 'input'.\n\n'errors' may be given to set a different error handling scheme. Default is\n'strict' meaning that encoding errors raise a UnicodeDecodeError. Other possible\nvalues are 'ignore' and 'replace' as well as any other name registered with\ncodecs.register_error that is able to handle UnicodeDecodeErrors.\"";

/** The argument `errors`; undefined with TypeError. */
function errorsArgument(name: string, errors: Borrowed): string | null | undefined {
  if (errors === 0 || errors === None) return null;
  if (isInstance(errors, T.str)) return errorsName(errors);
  badArgument(name, "argument 'errors'", 'str or None', errors);
  return undefined;
}
function codecOfObject(self: Borrowed) {
  return codecOf(ld32(self + MultibyteCodec.number));
}

function encode(self: Borrowed, input: Borrowed, errors: Borrowed): Owned {
  const how = errorsArgument('encode', errors);
  if (how === undefined) return NULL;
  const text = textOf(input);
  if (text === 0) return NULL;
  const codec = codecOfObject(self);
  const state = new Uint8Array(STATE_BYTES);
  codec.beginEncoding(state);
  const out = new ByteList();
  const taken = encodeInto(out, codec, state, text, { errors: how, flush: true, reset: true });
  const count = strLength(text);
  decref(text);
  return taken < 0 ? NULL : newTuple(newBytes(out.all()), newInt(count));
}
function decode(self: Borrowed, input: Borrowed, errors: Borrowed): Owned {
  const how = errorsArgument('decode', errors);
  if (how === undefined) return NULL;
  const given = getBytesLike(input);
  if (given === null) return NULL;
  const bytes = viewBytes(given.address, given.length).slice();
  given.release();
  const codec = codecOfObject(self);
  const state = new Uint8Array(STATE_BYTES);
  codec.beginDecoding(state);
  const result = decodeBytes(codec, state, bytes, how, true);
  return result === null ? NULL : newTuple(result.text, newInt(bytes.length));
}

export const multibyteCodecModule: ModuleSpec = {
  name: '_multibytecodec',
  functions: [method('__create_codec', '($module, arg, /)', () => valueError('argument type invalid'))],
  types: [
    {
      name: 'MultibyteCodec',
      tpName: '_multibytecodec.MultibyteCodec',
      basicsize: MultibyteCodec.size,
      flags: TypeFlags.DISALLOW_INSTANTIATION,
      slots: { tp_dealloc: freeInstance },
      methods: [
        method('encode', '($self, /, input, errors=None)', encode, ENCODE_DOC),
        method('decode', '($self, /, input, errors=None)', decode, DECODE_DOC),
      ],
    },
    incrementalEncoder,
    incrementalDecoder,
    streamReader,
    streamWriter,
  ],
  exec(module) {
    keepType(module, '_multibytecodec.MultibyteCodec', true);
    return 0;
  },
};

/** getcodec(name) of a module that has these. */
function codecModule(name: string, codecs: readonly string[]): ModuleSpec {
  return {
    name,
    functions: [
      method(
        'getcodec',
        '($module, arg, /)',
        (_module: Borrowed, encoding: Borrowed) => {
          if (!isInstance(encoding, T.str)) return typeError('encoding name must be a string.');
          if (!codecs.includes(jsStr(encoding)))
            return setError(T.LookupError, 'no such codec is supported.');
          const types = importModule('_multibytecodec');
          if (types === 0) return NULL;
          decref(types);
          const codec = allocInstance(kept('_multibytecodec.MultibyteCodec'), 0);
          st32(codec + MultibyteCodec.number, codecNumber(jsStr(encoding)));
          return codec;
        },
        '',
      ),
    ],
  };
}
export const cjkModules: readonly ModuleSpec[] = [
  multibyteCodecModule,
  ...Object.entries(CODECS).map(([name, codecs]) => codecModule(name, codecs)),
];
