/** Exceptions that add nothing, or a field or two, to BaseException. */
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  PyAttributeErrorObject,
  PyImportErrorObject,
  PyNameErrorObject,
  PyStopIterationObject,
  PySystemExitObject,
} from '@tyston/memory'; // prettier-ignore
import { repr } from '../../core/abstract.js';
import { method, type SlotTable, type TypeSpec } from '../../core/define.js';
import {
  dictCopy,
  dictEntryKey,
  dictEntryValue,
  dictLength,
  dictNext,
  dictSet,
  newDict,
} from '../../core/dict.js';
import { typeError } from '../../core/errors.js';
import { intern } from '../../core/intern.js';
import { decref, newRef, typeOf } from '../../core/refcount.js';
import { jsStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../../core/tuple.js';
import { None, type StaticTypeName, T } from '../../core/wellknown.js';
import { argsOf, baseInit, baseStr, E, exceptionType, objectMember, setField } from './base.js';

/** Takes the keywords `names` out of kwargs into fields; TypeError for others. The text names the type as CPython does. */
function keywordFields(
  e: Borrowed,
  kwargs: Borrowed,
  type: string,
  names: readonly (readonly [string, number])[],
): boolean {
  for (const [, offset] of names) setField(e, offset, 0 as Borrowed);
  if (kwargs === 0 || dictLength(kwargs) === 0) return true;
  const given = dictLength(kwargs);
  if (given > names.length) {
    const most = `${names.length} keyword argument${names.length === 1 ? '' : 's'}`;
    typeError(`${type}() takes at most ${most} (${given} given)`);
    return false;
  }
  for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c)) {
    if (!isInstance(dictEntryKey(), T.str)) {
      typeError('keywords must be strings');
      return false;
    }
    const key = jsStr(dictEntryKey());
    const found = names.find(([n]) => n === key);
    if (!found) {
      typeError(`'${key}' is an invalid keyword argument for ${type}()`);
      return false;
    }
    setField(e, found[1], dictEntryValue());
  }
  return true;
}

const S = PyStopIterationObject;
const X = PySystemExitObject;
const I = PyImportErrorObject;
const N = PyNameErrorObject;
const A = PyAttributeErrorObject;

function nameErrorInit(e: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (baseInit(e, args, NULL) < 0) return -1;
  return keywordFields(e, kwargs, 'NameError', [['name', N.name]]) ? 0 : -1;
}
function importErrorInit(e: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  if (baseInit(e, args, NULL) < 0) return -1;
  if (
    !keywordFields(e, kwargs, 'ImportError', [
      ['name', I.name],
      ['path', I.path],
    ])
  )
    return -1;
  setField(e, I.msg, tupleLength(args) === 1 ? tupleItem(args, 0) : (0 as Borrowed));
  return 0;
}
function importErrorState(e: Borrowed): Owned {
  const d = ldPtr(e + E.dict);
  const name = ldPtr(e + I.name);
  const path = ldPtr(e + I.path);
  if (name === 0 && path === 0) return newRef(d === 0 ? None : d);
  const s = d !== 0 ? dictCopy(d) : newDict();
  if (name !== 0) dictSet(s, intern('name'), name);
  if (path !== 0) dictSet(s, intern('path'), path);
  return s;
}
function importErrorReduce(e: Borrowed): Owned {
  const state = importErrorState(e);
  if (state === None) {
    decref(state);
    return newTuple(newRef(typeOf(e)), newRef(argsOf(e)));
  }
  return newTuple(newRef(typeOf(e)), newRef(argsOf(e)), state);
}

const plain = (type: StaticTypeName, base: StaticTypeName, doc: string): TypeSpec =>
  exceptionType(type, base, { doc });

/** One that takes its base's arguments and fields as they are. */
const middling = (
  type: StaticTypeName,
  base: StaticTypeName,
  doc: string,
  tp_init: NonNullable<SlotTable['tp_init']>,
): TypeSpec => ({ ...exceptionType(type, base, { doc }), slots: { tp_init } });

export const simpleExceptionTypes: readonly TypeSpec[] = [
  plain('Exception', 'BaseException', 'Common base class for all non-exit exceptions.'),
  plain('TypeError', 'Exception', 'Inappropriate argument type.'),
  plain('StopAsyncIteration', 'Exception', 'Signal the end from iterator.__anext__().'),
  exceptionType('StopIteration', 'Exception', {
    doc: 'Signal the end from iterator.__next__().',
    size: S.size,
    fields: [S.value],
    slots: {
      tp_init: (e: Borrowed, args: Borrowed, kwargs: Borrowed) => {
        if (baseInit(e, args, kwargs) < 0) return -1;
        setField(e, S.value, tupleLength(args) > 0 ? tupleItem(args, 0) : None);
        return 0;
      },
    },
    members: [objectMember('value', S.value, 'generator return value')],
  }),
  plain('GeneratorExit', 'BaseException', 'Request that a generator exit.'),
  exceptionType('SystemExit', 'BaseException', {
    doc: 'Request to exit from the interpreter.',
    size: X.size,
    fields: [X.code],
    slots: {
      tp_init: (e: Borrowed, args: Borrowed, kwargs: Borrowed) => {
        if (baseInit(e, args, kwargs) < 0) return -1;
        const n = tupleLength(args);
        if (n > 0) setField(e, X.code, n === 1 ? tupleItem(args, 0) : args);
        return 0;
      },
    },
    members: [objectMember('code', X.code, 'exception code')],
  }),
  plain('KeyboardInterrupt', 'BaseException', 'Program interrupted by user.'),
  exceptionType('ImportError', 'Exception', {
    doc: "Import can't find module, or can't find name in module.",
    size: I.size,
    fields: [I.msg, I.name, I.path],
    slots: {
      tp_init: importErrorInit,
      tp_str: (e: Borrowed) => {
        const m = ldPtr(e + I.msg);
        return m !== 0 && typeOf(m) === T.str ? newRef(m) : baseStr(e);
      },
    },
    methods: [method('__reduce__', '($self, /)', importErrorReduce, '', { noTextSignature: true })],
    members: [
      objectMember('msg', I.msg, 'exception message'),
      objectMember('name', I.name, 'module name'),
      objectMember('path', I.path, 'module path'),
    ],
  }),
  middling('ModuleNotFoundError', 'ImportError', 'Module not found.', importErrorInit),
  plain('EOFError', 'Exception', 'Read beyond end of file.'),
  plain('RuntimeError', 'Exception', 'Unspecified run-time error.'),
  plain('RecursionError', 'RuntimeError', 'Recursion limit exceeded.'),
  plain('NotImplementedError', 'RuntimeError', "Method or function hasn't been implemented yet."),
  exceptionType('NameError', 'Exception', {
    doc: 'Name not found globally.',
    size: N.size,
    fields: [N.name],
    slots: {
      tp_init: nameErrorInit,
    },
    members: [objectMember('name', N.name, 'name')],
  }),
  middling(
    'UnboundLocalError',
    'NameError',
    'Local name referenced but not bound to a value.',
    nameErrorInit,
  ),
  exceptionType('AttributeError', 'Exception', {
    doc: 'Attribute not found.',
    size: A.size,
    fields: [A.obj, A.name],
    slots: {
      tp_init: (e: Borrowed, args: Borrowed, kwargs: Borrowed) => {
        if (baseInit(e, args, NULL) < 0) return -1;
        return keywordFields(e, kwargs, 'AttributeError', [
          ['name', A.name],
          ['obj', A.obj],
        ])
          ? 0
          : -1;
      },
    },
    members: [objectMember('name', A.name, 'attribute name'), objectMember('obj', A.obj, 'object')],
  }),
  plain('LookupError', 'Exception', 'Base class for lookup errors.'),
  plain('IndexError', 'LookupError', 'Sequence index out of range.'),
  exceptionType('KeyError', 'LookupError', {
    doc: 'Mapping key not found.',
    inheritsNew: true,
    slots: {
      tp_str: (e: Borrowed) => {
        // A missing '' should not print as nothing: one argument shows as its repr.
        const args = argsOf(e);
        return tupleLength(args) === 1 ? repr(tupleItem(args, 0)) : baseStr(e);
      },
    },
  }),
  plain('ValueError', 'Exception', 'Inappropriate argument value (of correct type).'),
  plain('UnicodeError', 'ValueError', 'Unicode related error.'),
  plain('AssertionError', 'Exception', 'Assertion failed.'),
  plain('ArithmeticError', 'Exception', 'Base class for arithmetic errors.'),
  plain('FloatingPointError', 'ArithmeticError', 'Floating point operation failed.'),
  plain('OverflowError', 'ArithmeticError', 'Result too large to be represented.'),
  plain(
    'ZeroDivisionError',
    'ArithmeticError',
    'Second argument to a division or modulo operation was zero.',
  ),
  plain(
    'SystemError',
    'Exception',
    'Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.',
  ),
  plain('ReferenceError', 'Exception', 'Weak ref proxy used after referent went away.'),
  plain('MemoryError', 'Exception', 'Out of memory.'),
  plain('BufferError', 'Exception', 'Buffer error.'),
  plain('Warning', 'Exception', 'Base class for warning categories.'),
  plain('UserWarning', 'Warning', 'Base class for warnings generated by user code.'),
  plain('EncodingWarning', 'Warning', 'Base class for warnings about encodings.'),
  plain('DeprecationWarning', 'Warning', 'Base class for warnings about deprecated features.'),
  plain(
    'PendingDeprecationWarning',
    'Warning',
    'Base class for warnings about features which will be deprecated\nin the future.',
  ),
  plain('SyntaxWarning', 'Warning', 'Base class for warnings about dubious syntax.'),
  plain('RuntimeWarning', 'Warning', 'Base class for warnings about dubious runtime behavior.'),
  plain(
    'FutureWarning',
    'Warning',
    'Base class for warnings about constructs that will change semantically\nin the future.',
  ),
  plain('ImportWarning', 'Warning', 'Base class for warnings about probable mistakes in module imports'),
  plain(
    'UnicodeWarning',
    'Warning',
    'Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.',
  ),
  plain(
    'BytesWarning',
    'Warning',
    'Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.',
  ),
  plain('ResourceWarning', 'Warning', 'Base class for warnings about resource usage.'),
]; // prettier-ignore
