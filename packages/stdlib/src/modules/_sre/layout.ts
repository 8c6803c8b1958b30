/** Pattern objects in memory: the instructions stand behind the fields, a word each. */
import { PyVarObject, struct } from '@tyston/memory';

export const PatternObject = struct('PatternObject', PyVarObject, {
  groups: 'ssize',
  groupindex: 'ptr',
  indexgroup: 'ptr',
  pattern: 'ptr',
  flags: 'i32',
  weakreflist: 'ptr',
  /** 1 for bytes, 0 for str, -1 for neither (no pattern was given). */
  isbytes: 'i32',
  codesize: 'ssize',
  code: ['u32', 1],
});
