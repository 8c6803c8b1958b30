/**
 * Load forwarding: a field that was read or written is not read again while nothing can have changed it.
 *
 * Two fields of references are apart if their bytes are: objects do not overlap, and a field lies in its object. An address
 * may point anywhere, into objects too, so fields of addresses and elements are apart only from those of the same base.
 */
import { effectOf, type Op, type Place, type RecordedTrace, WIDTHS } from '../trace.js';
import { isNullable, isRef } from '../types.js';
import { type Pass, Replacements, withOps } from './pass.js';

interface Known {
  readonly base: number;
  /** The value of the index, or -1. */
  readonly index: number;
  readonly place: Place;
  readonly value: number;
}

const indexOf = (op: Op): number => (op.name.endsWith('_at') ? op.args[1]! : -1);

function disjoint(a: Place, b: Place): boolean {
  return a.offset + WIDTHS[a.type] <= b.offset || b.offset + WIDTHS[b.type] <= a.offset;
}

/** Whether a write to `place` of `base` may change what is known. */
function mayChange(trace: RecordedTrace, known: Known, op: Op): boolean {
  const base = op.args[0]!;
  const plain = known.index < 0 && indexOf(op) < 0;
  const objects = isRef(trace.types[known.base]!) && isRef(trace.types[base]!);
  return !(plain && (objects || known.base === base) && disjoint(known.place, op.place));
}

/** A value that stands for a loaded one must not promise less than it. */
function standsFor(trace: RecordedTrace, value: number, op: Op): boolean {
  const [has, wanted] = [trace.types[value]!, trace.types[op.result]!];
  if (isRef(wanted)) return isRef(has) && (isNullable(wanted) || !isNullable(has));
  return has === wanted;
}

export const loads: Pass<RecordedTrace> = {
  name: 'loads',
  means: 'load forwarding',
  run(trace) {
    const replaced = new Replacements();
    let known: Known[] = [];
    const out: Op[] = [];
    for (const original of trace.ops) {
      const op = replaced.apply(original);
      const { name, row } = op;
      if (row.flow === 'label') known = [];
      else if (name.startsWith('load')) {
        const index = indexOf(op);
        const found = known.find(
          (k) =>
            k.base === op.args[0] &&
            k.index === index &&
            k.place.offset === op.place.offset &&
            k.place.type === op.place.type &&
            standsFor(trace, k.value, op),
        );
        if (found !== undefined) {
          replaced.set(op.result, found.value);
          continue;
        }
        known.push({ base: op.args[0]!, index, place: op.place, value: op.result });
      } else if (row.detail === 'place') {
        known = known.filter((k) => !mayChange(trace, k, op));
        // Narrow fields do not hold all of the value; references have been given away.
        const value = op.args[op.args.length - 1]!;
        if (name.startsWith('store') && keepsAll(op.place))
          known.push({ base: op.args[0]!, index: indexOf(op), place: op.place, value });
      } else if (effectOf(op) === 'writes' || effectOf(op) === 'runs') known = [];
      out.push(op);
    }
    return withOps(trace, out);
  },
};

const keepsAll = (p: Place): boolean => WIDTHS[p.type] >= 4;
