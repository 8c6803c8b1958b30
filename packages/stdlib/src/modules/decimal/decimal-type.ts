/** The type Decimal. */
import { type Borrowed, NULL, type Owned, TypeFlags } from '@tyston/memory';
import { type HeapTypeSpec, newRef, newStr, parseTupleAndDict } from '@tyston/objects';
import { beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { hasCapitals } from './context.js';
import { fromObjectExact } from './convert.js';
import { contextArgument, currentContext } from './current.js';
import { DECIMAL, freeCoefficient, isZeroObject, newDecimal, newQuick } from './layout.js';
import { decimalMethods } from './methods.js';
import { dec, Rounding } from './number.js';
import { numberSlots } from './operators.js';
import { richCompareDecimal } from './order.js';
import { hashOf, textOf, toFloat, toInt } from './to-python.js';

function decimalNew(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const values = parseTupleAndDict(null, '(value=None, context=None)', args, kwargs) as Borrowed[] | null;
  if (values === null) return NULL;
  const [value, given] = values as [Borrowed, Borrowed];
  const context = contextArgument(given);
  if (context === 0) return NULL;
  return value === 0 ? newDecimal(dec(0, 0n, 0n), type) : fromObjectExact(value, type, context);
}
/** The text by the current context's capitals, in quotes for repr. */
function text(d: Borrowed, before: string, behind: string): Owned {
  const context = currentContext();
  if (context === 0) return NULL;
  return newStr(before + textOf(d, hasCapitals(context)) + behind);
}

export const decimalTypeSpec: HeapTypeSpec = {
  name: 'Decimal',
  tpName: 'decimal.Decimal',
  basicsize: DECIMAL.size,
  flags: TypeFlags.BASETYPE,
  textSignature: '(value="0", context=None)',
  doc:
    "A decimal number: from an int, a str, a float, a tuple or another Decimal, exactly; Decimal('0') from nothing. Of the context only " +
    'its trap of InvalidOperation matters here.',
  slots: {
    tp_new: decimalNew,
    tp_dealloc: (d: Borrowed) => {
      beginDealloc(d);
      freeCoefficient(d);
      endDealloc(d);
    },
    tp_repr: (d: Borrowed) => text(d, "Decimal('", "')"),
    tp_str: (d: Borrowed) => text(d, '', ''),
    tp_hash: hashOf,
    tp_richcompare: richCompareDecimal,
    nb_bool: (d: Borrowed) => Number(!isZeroObject(d)),
    nb_int: (d: Borrowed) => toInt(d, Rounding.DOWN),
    nb_float: toFloat,
    ...numberSlots,
  },
  methods: decimalMethods,
  getset: [
    { name: 'real', get: (d) => newRef(d) },
    { name: 'imag', get: () => newQuick(0, 0, 0) },
  ],
};
