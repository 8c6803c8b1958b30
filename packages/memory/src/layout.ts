/**
 * Layouts are declared once: a struct is a table of fields in C order, from which offsets follow by the System V
 * ABI's rules of alignment. Everything that reads or writes a field asks the table: TypeScript accessors, trace IR,
 * machine-code stubs, the heap inspector and the C loader.
 */
export type FieldType =
  | 'ptr'
  | 'ssize'
  | 'i64'
  | 'u64'
  | 'f64'
  | 'i32'
  | 'u32'
  | 'i16'
  | 'u16'
  | 'i8'
  | 'u8'
  | Layout<object>;

/** Bytes of each plain type of field. */
export const FIELD_SIZES: Readonly<Record<Exclude<FieldType, Layout<object>>, number>> = {
  ptr: 8,
  ssize: 8,
  i64: 8,
  u64: 8,
  f64: 8,
  i32: 4,
  u32: 4,
  i16: 2,
  u16: 2,
  i8: 1,
  u8: 1,
}; // prettier-ignore

export interface FieldInfo {
  readonly name: string;
  readonly type: FieldType;
  readonly offset: number;
  readonly size: number;
}

/** What a layout knows about itself stands under this key, which no C field can have. */
export const LAYOUT = '$layout';

export interface LayoutInfo {
  readonly name: string;
  readonly size: number;
  readonly align: number;
  readonly fields: readonly FieldInfo[];
}

/** Field offsets by name, in bytes, with `size` of the whole. */
export type Layout<F extends object> = { readonly [K in keyof F]: number } & {
  readonly size: number;
  readonly $layout: LayoutInfo;
};

function sizeOf(t: FieldType): number {
  return typeof t === 'string' ? FIELD_SIZES[t] : t.size;
}
function alignOf(t: FieldType): number {
  return typeof t === 'string' ? FIELD_SIZES[t] : t[LAYOUT].align;
}

/**
 * Declares a struct. A struct that starts with another one (as PyVarObject with PyObject) names it as `base` and
 * inherits its fields. A field declared `[type, n]` is an array of n.
 */
export function struct<B extends object, F extends Record<string, FieldType | readonly [FieldType, number]>>(
  name: string,
  base: Layout<B> | null,
  fields: F,
): Layout<B & F> {
  const infos: FieldInfo[] = base ? [...base[LAYOUT].fields] : [];
  const out: Record<PropertyKey, unknown> = {};
  for (const f of infos) out[f.name] = f.offset;
  let offset = base ? base.size : 0;
  let align = base ? base[LAYOUT].align : 1;
  for (const [field, declared] of Object.entries(fields)) {
    const [type, count] = (Array.isArray(declared) ? declared : [declared, 1]) as [FieldType, number];
    const a = alignOf(type);
    offset = Math.ceil(offset / a) * a;
    align = Math.max(align, a);
    const size = sizeOf(type) * count;
    infos.push({ name: field, type, offset, size });
    out[field] = offset;
    offset += size;
  }
  const size = Math.ceil(offset / align) * align;
  out.size = size;
  out[LAYOUT] = { name, size, align, fields: infos } satisfies LayoutInfo;
  return Object.freeze(out) as Layout<B & F>;
}
