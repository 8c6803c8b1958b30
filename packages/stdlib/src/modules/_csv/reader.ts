/** `_csv.reader`: rows from an iterator of lines. */
import {
  type Borrowed,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  stOwned,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  decref,
  errOccurred,
  getIter,
  type HeapTypeSpec,
  isInstance,
  iterNext,
  listAppendOwned,
  MemberType,
  newList,
  newRef,
  numberFloat,
  readChar,
  StrWriter,
  strData,
  strKind,
  strLength,
  T,
  typeName,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { csvError, QUOTE, type Rules, rulesOf } from './dialect.js';

const Reader = struct('ReaderObj', PyObject, { input_iter: 'ptr', dialect: 'ptr', line_num: 'ssize' });
const OWNED = [Reader.input_iter, Reader.dialect];

const EOL = -2;
const NEWLINE = 10;
const RETURN = 13;
const isEnd = (c: number) => c === NEWLINE || c === RETURN || c === EOL;

type State =
  | 'start record'
  | 'start field'
  | 'escaped'
  | 'in field'
  | 'in quotes'
  | 'escape in quotes'
  | 'quote in quotes'
  | 'eat newline'
  | 'after escaped newline';

export function fieldLimit(): number {
  return ldSsize(StdlibState.CSV_FIELD_LIMIT);
}

/** Takes a record apart, character by character. */
class RecordParser {
  state: State = 'start record';
  field = new StrWriter();
  private numeric = false;

  constructor(
    private readonly rules: Rules,
    readonly fields: Owned,
  ) {}

  /** Adds the field to the record. False with an exception. */
  save(): boolean {
    let item = this.field.finish();
    this.field.length = 0;
    if (this.numeric) {
      this.numeric = false;
      const v = numberFloat(item);
      decref(item);
      if (v === 0) return false;
      item = v;
    }
    listAppendOwned(this.fields, item);
    return true;
  }
  private add(c: number): boolean {
    const limit = fieldLimit();
    if (this.field.length >= limit) {
      csvError(`field larger than field limit (${limit})`);
      return false;
    }
    this.field.char(c);
    return true;
  }
  /** Adds the character and goes on in another state. */
  private take(c: number, state: State): boolean {
    this.state = state;
    return this.add(c);
  }
  /** Ends the field and the record. */
  private endRecord(c: number): boolean {
    this.state = c === EOL ? 'start record' : 'eat newline';
    return this.save();
  }

  /** One character, or EOL. False with an exception. */
  feed(c: number): boolean {
    const r = this.rules;
    switch (this.state) {
      case 'start record':
        if (c === EOL) return true;
        if (c === NEWLINE || c === RETURN) {
          this.state = 'eat newline';
          return true;
        }
        return this.startField(c);
      case 'start field':
        return this.startField(c);
      case 'escaped':
        if (c === NEWLINE || c === RETURN) return this.take(c, 'after escaped newline');
        return this.take(c === EOL ? NEWLINE : c, 'in field');
      case 'after escaped newline':
        return c === EOL ? true : this.inField(c);
      case 'in field':
        return this.inField(c);
      case 'in quotes':
        if (c === EOL) return true;
        if (c === r.escapechar) {
          this.state = 'escape in quotes';
          return true;
        }
        if (c === r.quotechar && r.quoting !== QUOTE.NONE) {
          this.state = r.doublequote ? 'quote in quotes' : 'in field';
          return true;
        }
        return this.add(c);
      case 'escape in quotes':
        return this.take(c === EOL ? NEWLINE : c, 'in quotes');
      case 'quote in quotes':
        if (r.quoting !== QUOTE.NONE && c === r.quotechar) return this.take(c, 'in quotes');
        if (c === r.delimiter) {
          this.state = 'start field';
          return this.save();
        }
        if (isEnd(c)) return this.endRecord(c);
        if (!r.strict) return this.take(c, 'in field');
        csvError(
          `'${String.fromCodePoint(r.delimiter)}' expected after '${String.fromCodePoint(r.quotechar)}'`,
        );
        return false;
      default:
        if (c === EOL) this.state = 'start record';
        else if (c !== NEWLINE && c !== RETURN) {
          csvError(
            'new-line character seen in unquoted field - do you need to open the file in universal-newline mode?',
          );
          return false;
        }
        return true;
    }
  }
  private startField(c: number): boolean {
    const r = this.rules;
    this.state = 'start field';
    if (isEnd(c)) return this.endRecord(c);
    if (c === r.quotechar && r.quoting !== QUOTE.NONE) this.state = 'in quotes';
    else if (c === r.escapechar) this.state = 'escaped';
    else if (c === 32 && r.skipinitialspace) return true;
    else if (c === r.delimiter) return this.save();
    else {
      if (r.quoting === QUOTE.NONNUMERIC) this.numeric = true;
      return this.take(c, 'in field');
    }
    return true;
  }
  private inField(c: number): boolean {
    const r = this.rules;
    if (isEnd(c)) return this.endRecord(c);
    if (c === r.escapechar) this.state = 'escaped';
    else if (c === r.delimiter) {
      this.state = 'start field';
      return this.save();
      // (Behind an escaped newline the state stays, so that the end of the line does not end the record.)
    } else return this.add(c);
    return true;
  }
}

function next(self: Borrowed): Owned {
  const dialect = newRef(ldPtr(self + Reader.dialect));
  const fields = newList();
  const ok = readRecord(self, new RecordParser(rulesOf(dialect), fields), rulesOf(dialect).strict);
  decref(dialect);
  if (ok) return fields;
  decref(fields);
  return NULL;
}
/** Feeds lines until a record is complete. False at the end of the input, or with an exception. */
function readRecord(self: Borrowed, parser: RecordParser, strict: boolean): boolean {
  do {
    const line = iterNext(ldPtr(self + Reader.input_iter));
    if (line === 0) {
      if (errOccurred() !== 0 || (parser.field.length === 0 && parser.state !== 'in quotes')) return false;
      if (!strict) return parser.save();
      csvError('unexpected end of data');
      return false;
    }
    let ok = isInstance(line, T.str);
    if (!ok)
      csvError(
        `iterator should return strings, not ${typeName(line)} (the file should be opened in text mode)`,
      );
    else {
      stSsize(self + Reader.line_num, ldSsize(self + Reader.line_num) + 1);
      const n = strLength(line);
      const kind = strKind(line);
      const data = strData(line);
      for (let i = 0; i < n && ok; i++) ok = parser.feed(readChar(kind, data, i));
    }
    decref(line);
    if (!ok || !parser.feed(EOL)) return false;
  } while (parser.state !== 'start record');
  return true;
}

/** A reader over an iterable; steals the dialect. */
export function newReader(iterable: Borrowed, dialect: Owned): Owned {
  const it = getIter(iterable);
  if (it === 0) {
    decref(dialect);
    return NULL;
  }
  const self = newOf(StdlibState.CSV_READER);
  stOwned(self + Reader.input_iter, it);
  stOwned(self + Reader.dialect, dialect);
  stSsize(self + Reader.line_num, 0);
  return self;
}

export const readerType: HeapTypeSpec = {
  name: 'Reader',
  tpName: '_csv.reader',
  basicsize: Reader.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.DISALLOW_INSTANTIATION,
  doc: 'CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n',
  slots: {
    tp_dealloc: (self: Borrowed) => destroy(self, ...OWNED),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OWNED),
    tp_iter: (self: Borrowed) => newRef(self),
    tp_iternext: next,
  },
  members: [
    { name: 'dialect', type: MemberType.OBJECT, offset: Reader.dialect, readonly: true },
    { name: 'line_num', type: MemberType.SSIZE, offset: Reader.line_num, readonly: true },
  ],
};
