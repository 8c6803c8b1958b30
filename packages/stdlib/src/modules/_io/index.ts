/** The module `_io`: streams. */
import type { Borrowed, Owned } from '@tyston/memory';
import {
  call,
  decref,
  dictSet,
  intern,
  type ModuleSpec,
  method,
  newDict,
  newInt,
  newRef,
  newStr,
  newTuple,
  T,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { keepInWord, osWord, takeOut } from '../../lib/os-words.js';
import { bufferedRandomType, bufferedReaderType, bufferedWriterType } from './buffered-types.js';
import { bytesIOBufferType, bytesIOType } from './bytesio.js';
import { fileIOType } from './fileio.js';
import { ioBaseType, rawIOBaseType } from './iobase.js';
import { newlineDecoderType } from './newline.js';
import { openCode, openFunction, textEncoding } from './open.js';
import { bufferedIOBaseType, rwPairType, textIOBaseType } from './rwpair.js';
import { DEFAULT_BUFFER_SIZE } from './state.js';
import { stringIOType } from './stringio.js';
import { textIOWrapperType } from './text-type.js';

/** class UnsupportedOperation(OSError, ValueError), which belongs to io. */
function newUnsupported(): Owned {
  const name = newStr('UnsupportedOperation');
  const bases = newTuple(newRef(T.OSError), newRef(T.ValueError));
  const dict = newDict();
  const io = newStr('io');
  dictSet(dict, intern('__module__'), io);
  const type = call(T.type, name, bases, dict);
  for (const o of [name, bases, dict, io]) decref(o);
  return type;
}
function exec(module: Borrowed): number {
  const words: readonly (readonly [string, number])[] = [
    ['_IOBase', osWord.IO_BASE],
    ['_RawIOBase', osWord.RAW_IO_BASE],
    ['_BufferedIOBase', osWord.BUFFERED_IO_BASE],
    ['_TextIOBase', osWord.TEXT_IO_BASE],
    ['FileIO', osWord.FILE_IO],
    ['BytesIO', osWord.BYTES_IO],
    ['StringIO', osWord.STRING_IO],
    ['BufferedReader', osWord.BUFFERED_READER],
    ['BufferedWriter', osWord.BUFFERED_WRITER],
    ['BufferedRWPair', osWord.BUFFERED_RW_PAIR],
    ['BufferedRandom', osWord.BUFFERED_RANDOM],
    ['IncrementalNewlineDecoder', osWord.NEWLINE_DECODER],
    ['TextIOWrapper', osWord.TEXT_IO_WRAPPER],
  ]; // prettier-ignore
  for (const [name, word] of words) keepInWord(module, name, word);
  takeOut(module, '_BytesIOBuffer', osWord.BYTES_IO_BUFFER);
  if (setModuleAttr(module, 'UnsupportedOperation', newUnsupported()) < 0) return -1;
  keepInWord(module, 'UnsupportedOperation', osWord.UNSUPPORTED_OPERATION);
  if (setModuleAttr(module, 'DEFAULT_BUFFER_SIZE', newInt(DEFAULT_BUFFER_SIZE)) < 0) return -1;
  return setModuleAttr(module, 'BlockingIOError', newRef(T.BlockingIOError));
}

export const ioModule: ModuleSpec = {
  name: '_io',
  doc: 'The io module provides the Python interfaces to stream handling. The\nbuiltin open function is defined in this module.',
  functions: [
    method(
      'open',
      "($module, /, file, mode: str = 'r', buffering: int = -1, encoding=None,\n     errors=None, newline=None, closefd: bool = True, opener=None)",
      openFunction,
      'Open file and return a stream.  Raise OSError upon failure.',
    ),
    method(
      'text_encoding',
      '($module, encoding, stacklevel: int = 2, /)',
      textEncoding,
      'A helper function to choose the text encoding.\n\nWhen encoding is not None, this function returns it.\nOtherwise, this function returns the default text encoding\n(i.e. "locale" or "utf-8" depends on UTF-8 mode).',
    ),
    method(
      'open_code',
      '($module, /, path)',
      openCode,
      'Opens the provided file with the intent to import the contents.',
    ),
  ],
  types: [
    ioBaseType,
    rawIOBaseType,
    bufferedIOBaseType,
    textIOBaseType,
    fileIOType,
    bytesIOType,
    bytesIOBufferType,
    newlineDecoderType,
    stringIOType,
    bufferedReaderType,
    bufferedWriterType,
    rwPairType,
    bufferedRandomType,
    textIOWrapperType,
  ],
  exec,
}; // prettier-ignore
