/** Texts that fit a pattern: str for str, bytes for bytes. */
import { type Borrowed, ld32 } from '@tyston/memory';
import { typeError } from '@tyston/objects';
import { PatternObject } from './layout.js';
import { openSubject, type Subject } from './subject.js';

/** Opens the text for this pattern; null with TypeError when it is of the other sort. */
export function openForPattern(pattern: Borrowed, string: Borrowed): Subject | null {
  const subject = openSubject(string);
  if (subject === null) return null;
  const isBytes = ld32(pattern + PatternObject.isbytes);
  if (subject.isBytes ? isBytes === 0 : isBytes > 0) {
    subject.release();
    typeError(
      subject.isBytes
        ? 'cannot use a string pattern on a bytes-like object'
        : 'cannot use a bytes pattern on a string-like object',
    );
    return null;
  }
  return subject;
}
/** A position cut to the length of the text. */
export function clipTo(position: number, length: number): number {
  return position < 0 ? 0 : Math.min(position, length);
}
