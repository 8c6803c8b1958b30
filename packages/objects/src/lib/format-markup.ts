/**
 * The replacement fields of format strings: `{name!conversion:spec}`, and the parts of a field's name,
 * `first.attribute[index]`. Texts are (start, end) in a str that the caller keeps alive.
 */
import type { Borrowed, Owned } from '@tyston/memory';
import { valueError } from '../core/errors.js';
import { readChar, strData, strKind, substr } from '../core/str.js';
import { toDecimal } from './unicode/ctype.js';

export type Step = 'error' | 'end' | 'more';

function fail(message: string): 'error' {
  valueError(message);
  return 'error';
}

const OPEN = 123;
const CLOSE = 125;

/** Walks over literals and replacement fields. After a step that gives 'more', its fields tell what was found. */
export class MarkupReader {
  literalStart = 0;
  literalEnd = 0;
  fieldPresent = false;
  nameStart = 0;
  nameEnd = 0;
  /** The conversion's letter, or 0. */
  conversion = 0;
  specStart = 0;
  specEnd = 0;
  /** The spec has fields of its own. */
  specNested = false;

  constructor(
    readonly text: Borrowed,
    private at: number,
    private readonly end: number,
  ) {}

  private char(i: number): number {
    return readChar(strKind(this.text), strData(this.text), i);
  }
  /** Where the next step begins. */
  position(): number {
    return this.at;
  }

  next(): Step {
    this.fieldPresent = false;
    this.conversion = 0;
    this.specNested = false;
    this.nameStart = this.nameEnd = this.specStart = this.specEnd = 0;
    if (this.at >= this.end) return 'end';
    const start = this.at;
    let c = 0;
    let markup = false;
    while (this.at < this.end && !markup) {
      c = this.char(this.at++);
      markup = c === OPEN || c === CLOSE;
    }
    const atEnd = this.at >= this.end;
    this.literalStart = start;
    this.literalEnd = this.at;
    if (c === CLOSE && (atEnd || this.char(this.at) !== c))
      return fail("Single '}' encountered in format string");
    if (atEnd && c === OPEN) return fail("Single '{' encountered in format string");
    if (!atEnd) {
      if (this.char(this.at) === c) {
        // A doubled brace is a literal one: it ends this literal, the second is skipped.
        this.at++;
        markup = false;
      } else this.literalEnd--;
    }
    if (!markup) return 'more';
    this.fieldPresent = true;
    return this.field();
  }

  private field(): Step {
    let c = 0;
    this.nameStart = this.at;
    while (this.at < this.end) {
      c = this.char(this.at++);
      if (c === OPEN) return fail("unexpected '{' in field name");
      if (c === 91) {
        // Inside brackets anything goes.
        while (this.at < this.end && this.char(this.at) !== 93) this.at++;
        continue;
      }
      if (c === CLOSE || c === 58 || c === 33) break;
    }
    this.nameEnd = this.at - 1;
    if (c === CLOSE) return 'more';
    if (c !== 33 && c !== 58) return fail("expected '}' before end of string");
    if (c === 33) {
      if (this.at >= this.end) return fail('end of string while looking for conversion specifier');
      this.conversion = this.char(this.at++);
      if (this.at < this.end) {
        c = this.char(this.at++);
        if (c === CLOSE) return 'more';
        if (c !== 58) return fail("expected ':' after conversion specifier");
      }
    }
    this.specStart = this.at;
    let depth = 1;
    while (this.at < this.end) {
      c = this.char(this.at++);
      if (c === OPEN) {
        this.specNested = true;
        depth++;
      } else if (c === CLOSE && --depth === 0) {
        this.specEnd = this.at - 1;
        return 'more';
      }
    }
    return fail("unmatched '{' in format spec");
  }
}

/** The decimal number that the text is, -1 when it is none, -2 with an exception when it is too large. */
function integerIn(text: Borrowed, start: number, end: number): number {
  if (start >= end) return -1;
  const kind = strKind(text);
  const data = strData(text);
  let v = 0;
  for (let i = start; i < end; i++) {
    const d = toDecimal(readChar(kind, data, i));
    if (d < 0) return -1;
    v = v * 10 + d;
    if (v >= 2 ** 63) {
      valueError('Too many decimal digits in format string');
      return -2;
    }
  }
  return v;
}

/** Whether fields are numbered automatically; a format string must not mix the two. */
export interface Numbering {
  state: 'unknown' | 'automatic' | 'manual';
  next: number;
}

/** Walks over the parts of a field's name. The first is read at once: `first` tells whether that went well. */
export class FieldNameReader {
  /** The first part's text, and its index: -1 where it is a name, -2 with an exception. */
  readonly firstStart: number;
  readonly firstEnd: number;
  readonly firstIndex: number;
  /** The part found by `next`: an attribute's name, or an item's name, whose index is -1 where it is no number. */
  isAttribute = false;
  nameStart = 0;
  nameEnd = 0;
  index = -1;
  private at: number;

  constructor(
    readonly text: Borrowed,
    start: number,
    private readonly end: number,
    numbering: Numbering | null,
  ) {
    let i = start;
    while (i < end && this.char(i) !== 91 && this.char(i) !== 46) i++;
    this.firstStart = start;
    this.firstEnd = i;
    this.at = i;
    let index = integerIn(text, start, i);
    const empty = i <= start;
    if (numbering !== null && index !== -2 && (empty || index !== -1)) {
      if (numbering.state === 'unknown') numbering.state = empty ? 'automatic' : 'manual';
      if (numbering.state === 'manual' && empty) {
        valueError('cannot switch from manual field specification to automatic field numbering');
        index = -2;
      } else if (numbering.state === 'automatic' && !empty) {
        valueError('cannot switch from automatic field numbering to manual field specification');
        index = -2;
      } else if (empty) index = numbering.next++;
    }
    this.firstIndex = index;
  }

  private char(i: number): number {
    return readChar(strKind(this.text), strData(this.text), i);
  }
  position(): number {
    return this.at;
  }
  /** A reader that goes on at `at`, behind the first part. */
  static resume(text: Borrowed, at: number, end: number): FieldNameReader {
    const reader = new FieldNameReader(text, end, end, null);
    reader.at = at;
    return reader;
  }
  /** The first part as a str. New reference. */
  firstName(): Owned {
    return substr(this.text, this.firstStart, this.firstEnd);
  }
  /** The part found by `next` as a str. New reference. */
  name(): Owned {
    return substr(this.text, this.nameStart, this.nameEnd);
  }

  next(): Step {
    if (this.at >= this.end) return 'end';
    const c = this.char(this.at++);
    this.nameStart = this.at;
    this.index = -1;
    if (c === 46) {
      this.isAttribute = true;
      while (this.at < this.end && this.char(this.at) !== 46 && this.char(this.at) !== 91) this.at++;
      this.nameEnd = this.at;
    } else if (c === 91) {
      this.isAttribute = false;
      while (this.at < this.end && this.char(this.at) !== 93) this.at++;
      if (this.at >= this.end) return fail("Missing ']' in format string");
      this.nameEnd = this.at++;
      this.index = integerIn(this.text, this.nameStart, this.nameEnd);
      if (this.index === -2) return 'error';
    } else return fail("Only '.' or '[' may follow ']' in format field specifier");
    if (this.nameStart === this.nameEnd) return fail('Empty attribute in format string');
    return 'more';
  }
}
