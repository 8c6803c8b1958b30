/**
 * The abstract grammar of Python 3.11, one row a node class, in the notation of CPython's Python.asdl
 * (language reference: the `ast` module, "Abstract Grammar"): `type field`, `?` for optional, `*` for a list.
 *
 * Everything that walks, prints, compares or declares nodes is computed from these rows: the TypeScript
 * types (nodes.gen.ts, written by scripts/generate-nodes.mjs), dump, parseDump, visitors, equality.
 * A test compares the rows with the `__doc__` of CPython's own `ast` classes.
 */

/** The sums and products whose nodes carry lineno, col_offset, end_lineno, end_col_offset. */
export const POSITIONED = ['stmt', 'expr', 'excepthandler', 'arg', 'keyword', 'alias', 'pattern'] as const;

/** Sums without fields: they are string literals, not objects. */
export const ENUMS = {
  expr_context: ['Load', 'Store', 'Del'],
  boolop: ['And', 'Or'],
  operator: [
    'Add',
    'Sub',
    'Mult',
    'MatMult',
    'Div',
    'Mod',
    'Pow',
    'LShift',
    'RShift',
    'BitOr',
    'BitXor',
    'BitAnd',
    'FloorDiv',
  ],
  unaryop: ['Invert', 'Not', 'UAdd', 'USub'],
  cmpop: ['Eq', 'NotEq', 'Lt', 'LtE', 'Gt', 'GtE', 'Is', 'IsNot', 'In', 'NotIn'],
} as const;

/** Class name → [the sum (or the product itself), its fields in CPython's order]. */
export const ROWS = {
  Module: ['mod', 'stmt* body, type_ignore* type_ignores'],
  Interactive: ['mod', 'stmt* body'],
  Expression: ['mod', 'expr body'],
  FunctionType: ['mod', 'expr* argtypes, expr returns'],

  FunctionDef: [
    'stmt',
    'identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment',
  ],
  AsyncFunctionDef: [
    'stmt',
    'identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment',
  ],
  ClassDef: ['stmt', 'identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list'],
  Return: ['stmt', 'expr? value'],
  Delete: ['stmt', 'expr* targets'],
  Assign: ['stmt', 'expr* targets, expr value, string? type_comment'],
  AugAssign: ['stmt', 'expr target, operator op, expr value'],
  AnnAssign: ['stmt', 'expr target, expr annotation, expr? value, int simple'],
  For: ['stmt', 'expr target, expr iter, stmt* body, stmt* orelse, string? type_comment'],
  AsyncFor: ['stmt', 'expr target, expr iter, stmt* body, stmt* orelse, string? type_comment'],
  While: ['stmt', 'expr test, stmt* body, stmt* orelse'],
  If: ['stmt', 'expr test, stmt* body, stmt* orelse'],
  With: ['stmt', 'withitem* items, stmt* body, string? type_comment'],
  AsyncWith: ['stmt', 'withitem* items, stmt* body, string? type_comment'],
  Match: ['stmt', 'expr subject, match_case* cases'],
  Raise: ['stmt', 'expr? exc, expr? cause'],
  Try: ['stmt', 'stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody'],
  TryStar: ['stmt', 'stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody'],
  Assert: ['stmt', 'expr test, expr? msg'],
  Import: ['stmt', 'alias* names'],
  ImportFrom: ['stmt', 'identifier? module, alias* names, int? level'],
  Global: ['stmt', 'identifier* names'],
  Nonlocal: ['stmt', 'identifier* names'],
  Expr: ['stmt', 'expr value'],
  Pass: ['stmt', ''],
  Break: ['stmt', ''],
  Continue: ['stmt', ''],

  BoolOp: ['expr', 'boolop op, expr* values'],
  NamedExpr: ['expr', 'expr target, expr value'],
  BinOp: ['expr', 'expr left, operator op, expr right'],
  UnaryOp: ['expr', 'unaryop op, expr operand'],
  Lambda: ['expr', 'arguments args, expr body'],
  IfExp: ['expr', 'expr test, expr body, expr orelse'],
  Dict: ['expr', 'expr?* keys, expr* values'],
  Set: ['expr', 'expr* elts'],
  ListComp: ['expr', 'expr elt, comprehension* generators'],
  SetComp: ['expr', 'expr elt, comprehension* generators'],
  DictComp: ['expr', 'expr key, expr value, comprehension* generators'],
  GeneratorExp: ['expr', 'expr elt, comprehension* generators'],
  Await: ['expr', 'expr value'],
  Yield: ['expr', 'expr? value'],
  YieldFrom: ['expr', 'expr value'],
  Compare: ['expr', 'expr left, cmpop* ops, expr* comparators'],
  Call: ['expr', 'expr func, expr* args, keyword* keywords'],
  FormattedValue: ['expr', 'expr value, int conversion, expr? format_spec'],
  JoinedStr: ['expr', 'expr* values'],
  Constant: ['expr', 'constant value, string? kind'],
  Attribute: ['expr', 'expr value, identifier attr, expr_context ctx'],
  Subscript: ['expr', 'expr value, expr slice, expr_context ctx'],
  Starred: ['expr', 'expr value, expr_context ctx'],
  Name: ['expr', 'identifier id, expr_context ctx'],
  List: ['expr', 'expr* elts, expr_context ctx'],
  Tuple: ['expr', 'expr* elts, expr_context ctx'],
  Slice: ['expr', 'expr? lower, expr? upper, expr? step'],

  comprehension: ['comprehension', 'expr target, expr iter, expr* ifs, int is_async'],
  ExceptHandler: ['excepthandler', 'expr? type, identifier? name, stmt* body'],
  arguments: [
    'arguments',
    'arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults',
  ],
  arg: ['arg', 'identifier arg, expr? annotation, string? type_comment'],
  keyword: ['keyword', 'identifier? arg, expr value'],
  alias: ['alias', 'identifier name, identifier? asname'],
  withitem: ['withitem', 'expr context_expr, expr? optional_vars'],
  match_case: ['match_case', 'pattern pattern, expr? guard, stmt* body'],

  MatchValue: ['pattern', 'expr value'],
  MatchSingleton: ['pattern', 'constant value'],
  MatchSequence: ['pattern', 'pattern* patterns'],
  MatchMapping: ['pattern', 'expr* keys, pattern* patterns, identifier? rest'],
  MatchClass: ['pattern', 'expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns'],
  MatchStar: ['pattern', 'identifier? name'],
  MatchAs: ['pattern', 'pattern? pattern, identifier? name'],
  MatchOr: ['pattern', 'pattern* patterns'],

  TypeIgnore: ['type_ignore', 'int lineno, string tag'],
} as const satisfies Record<string, readonly [sum: string, fields: string]>;

export type Kind = keyof typeof ROWS;

/** One field of a row, taken apart. */
export interface Field {
  /** CPython's name. */
  readonly name: string;
  /** The property that holds it: the same, but `kind_` for `Constant.kind` (`'u'` or null), since `kind` says the class. */
  readonly key: string;
  /** `expr`, `stmt`, `identifier`, `constant`, `operator`, … */
  readonly type: string;
  readonly list: boolean;
  /** The field (or, with `list`, an element) may be null: `expr? x`, and `Dict.keys`, `arguments.kw_defaults`. */
  readonly optional: boolean;
  /** The values are nodes (objects with a `kind`), not strings, numbers or constants. */
  readonly node: boolean;
}

export interface Row {
  readonly kind: Kind;
  readonly sum: string;
  readonly fields: readonly Field[];
  readonly positioned: boolean;
}

const PRIMITIVE = new Set<string>(['identifier', 'int', 'string', 'constant', ...Object.keys(ENUMS)]);

function parseRow(kind: Kind): Row {
  const [sum, text] = ROWS[kind];
  const fields = (text === '' ? [] : text.split(', ')).map((piece): Field => {
    const [spec, name] = piece.split(' ') as [string, string];
    const type = spec.replace(/[?*]/g, '');
    return {
      name,
      key: name === 'kind' ? 'kind_' : name,
      type,
      list: spec.endsWith('*'),
      optional: spec.includes('?'),
      node: !PRIMITIVE.has(type),
    };
  });
  return { kind, sum, fields, positioned: (POSITIONED as readonly string[]).includes(sum) };
}

let rows: ReadonlyMap<Kind, Row> | undefined;

/** The rows, taken apart on first use (parsing alone never needs them). */
export function nodeRows(): ReadonlyMap<Kind, Row> {
  rows ??= new Map((Object.keys(ROWS) as Kind[]).map((kind) => [kind, parseRow(kind)]));
  return rows;
}

export function nodeRow(kind: Kind): Row {
  return nodeRows().get(kind)!;
}
