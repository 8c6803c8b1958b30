/** The module `_string`: what `string.Formatter` needs of str.format. */
import type { Borrowed } from '@tyston/memory';
import { formatterFieldNameSplit, formatterParser, type ModuleSpec, method } from '@tyston/objects';

export const stringModule: ModuleSpec = {
  name: '_string',
  doc: 'string helper module',
  functions: [
    method(
      'formatter_field_name_split',
      '($module, string, /)',
      (_m: Borrowed, s: Borrowed) => formatterFieldNameSplit(s),
      'split the argument as a field name',
      { noTextSignature: true },
    ), // prettier-ignore
    method(
      'formatter_parser',
      '($module, string, /)',
      (_m: Borrowed, s: Borrowed) => formatterParser(s),
      'parse the argument as a format string',
      { noTextSignature: true },
    ), // prettier-ignore
  ],
};
