// Generated from asdl.ts by scripts/generate-nodes.mjs: do not edit.
import type { ConstantValue } from './constant.js';

/** Lines count from 1; columns count UTF-8 bytes from 0. */
export interface Positions {
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}

export type expr_context = 'Load' | 'Store' | 'Del';
export type boolop = 'And' | 'Or';
export type operator = 'Add' | 'Sub' | 'Mult' | 'MatMult' | 'Div' | 'Mod' | 'Pow' | 'LShift' | 'RShift' | 'BitOr' | 'BitXor' | 'BitAnd' | 'FloorDiv';
export type unaryop = 'Invert' | 'Not' | 'UAdd' | 'USub';
export type cmpop = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

export interface Module {
  kind: 'Module';
  body: stmt[];
  type_ignores: type_ignore[];
}

export interface Interactive {
  kind: 'Interactive';
  body: stmt[];
}

export interface Expression {
  kind: 'Expression';
  body: expr;
}

export interface FunctionType {
  kind: 'FunctionType';
  argtypes: expr[];
  returns: expr;
}

export interface FunctionDef extends Positions {
  kind: 'FunctionDef';
  name: string;
  args: arguments;
  body: stmt[];
  decorator_list: expr[];
  returns: expr | null;
  type_comment: string | null;
}

export interface AsyncFunctionDef extends Positions {
  kind: 'AsyncFunctionDef';
  name: string;
  args: arguments;
  body: stmt[];
  decorator_list: expr[];
  returns: expr | null;
  type_comment: string | null;
}

export interface ClassDef extends Positions {
  kind: 'ClassDef';
  name: string;
  bases: expr[];
  keywords: keyword[];
  body: stmt[];
  decorator_list: expr[];
}

export interface Return extends Positions {
  kind: 'Return';
  value: expr | null;
}

export interface Delete extends Positions {
  kind: 'Delete';
  targets: expr[];
}

export interface Assign extends Positions {
  kind: 'Assign';
  targets: expr[];
  value: expr;
  type_comment: string | null;
}

export interface AugAssign extends Positions {
  kind: 'AugAssign';
  target: expr;
  op: operator;
  value: expr;
}

export interface AnnAssign extends Positions {
  kind: 'AnnAssign';
  target: expr;
  annotation: expr;
  value: expr | null;
  simple: number;
}

export interface For extends Positions {
  kind: 'For';
  target: expr;
  iter: expr;
  body: stmt[];
  orelse: stmt[];
  type_comment: string | null;
}

export interface AsyncFor extends Positions {
  kind: 'AsyncFor';
  target: expr;
  iter: expr;
  body: stmt[];
  orelse: stmt[];
  type_comment: string | null;
}

export interface While extends Positions {
  kind: 'While';
  test: expr;
  body: stmt[];
  orelse: stmt[];
}

export interface If extends Positions {
  kind: 'If';
  test: expr;
  body: stmt[];
  orelse: stmt[];
}

export interface With extends Positions {
  kind: 'With';
  items: withitem[];
  body: stmt[];
  type_comment: string | null;
}

export interface AsyncWith extends Positions {
  kind: 'AsyncWith';
  items: withitem[];
  body: stmt[];
  type_comment: string | null;
}

export interface Match extends Positions {
  kind: 'Match';
  subject: expr;
  cases: match_case[];
}

export interface Raise extends Positions {
  kind: 'Raise';
  exc: expr | null;
  cause: expr | null;
}

export interface Try extends Positions {
  kind: 'Try';
  body: stmt[];
  handlers: excepthandler[];
  orelse: stmt[];
  finalbody: stmt[];
}

export interface TryStar extends Positions {
  kind: 'TryStar';
  body: stmt[];
  handlers: excepthandler[];
  orelse: stmt[];
  finalbody: stmt[];
}

export interface Assert extends Positions {
  kind: 'Assert';
  test: expr;
  msg: expr | null;
}

export interface Import extends Positions {
  kind: 'Import';
  names: alias[];
}

export interface ImportFrom extends Positions {
  kind: 'ImportFrom';
  module: string | null;
  names: alias[];
  level: number | null;
}

export interface Global extends Positions {
  kind: 'Global';
  names: string[];
}

export interface Nonlocal extends Positions {
  kind: 'Nonlocal';
  names: string[];
}

export interface Expr extends Positions {
  kind: 'Expr';
  value: expr;
}

export interface Pass extends Positions {
  kind: 'Pass';
}

export interface Break extends Positions {
  kind: 'Break';
}

export interface Continue extends Positions {
  kind: 'Continue';
}

export interface BoolOp extends Positions {
  kind: 'BoolOp';
  op: boolop;
  values: expr[];
}

export interface NamedExpr extends Positions {
  kind: 'NamedExpr';
  target: expr;
  value: expr;
}

export interface BinOp extends Positions {
  kind: 'BinOp';
  left: expr;
  op: operator;
  right: expr;
}

export interface UnaryOp extends Positions {
  kind: 'UnaryOp';
  op: unaryop;
  operand: expr;
}

export interface Lambda extends Positions {
  kind: 'Lambda';
  args: arguments;
  body: expr;
}

export interface IfExp extends Positions {
  kind: 'IfExp';
  test: expr;
  body: expr;
  orelse: expr;
}

export interface Dict extends Positions {
  kind: 'Dict';
  keys: (expr | null)[];
  values: expr[];
}

export interface Set extends Positions {
  kind: 'Set';
  elts: expr[];
}

export interface ListComp extends Positions {
  kind: 'ListComp';
  elt: expr;
  generators: comprehension[];
}

export interface SetComp extends Positions {
  kind: 'SetComp';
  elt: expr;
  generators: comprehension[];
}

export interface DictComp extends Positions {
  kind: 'DictComp';
  key: expr;
  value: expr;
  generators: comprehension[];
}

export interface GeneratorExp extends Positions {
  kind: 'GeneratorExp';
  elt: expr;
  generators: comprehension[];
}

export interface Await extends Positions {
  kind: 'Await';
  value: expr;
}

export interface Yield extends Positions {
  kind: 'Yield';
  value: expr | null;
}

export interface YieldFrom extends Positions {
  kind: 'YieldFrom';
  value: expr;
}

export interface Compare extends Positions {
  kind: 'Compare';
  left: expr;
  ops: cmpop[];
  comparators: expr[];
}

export interface Call extends Positions {
  kind: 'Call';
  func: expr;
  args: expr[];
  keywords: keyword[];
}

export interface FormattedValue extends Positions {
  kind: 'FormattedValue';
  value: expr;
  conversion: number;
  format_spec: expr | null;
}

export interface JoinedStr extends Positions {
  kind: 'JoinedStr';
  values: expr[];
}

export interface Constant extends Positions {
  kind: 'Constant';
  value: ConstantValue;
  kind_: string | null;
}

export interface Attribute extends Positions {
  kind: 'Attribute';
  value: expr;
  attr: string;
  ctx: expr_context;
}

export interface Subscript extends Positions {
  kind: 'Subscript';
  value: expr;
  slice: expr;
  ctx: expr_context;
}

export interface Starred extends Positions {
  kind: 'Starred';
  value: expr;
  ctx: expr_context;
}

export interface Name extends Positions {
  kind: 'Name';
  id: string;
  ctx: expr_context;
}

export interface List extends Positions {
  kind: 'List';
  elts: expr[];
  ctx: expr_context;
}

export interface Tuple extends Positions {
  kind: 'Tuple';
  elts: expr[];
  ctx: expr_context;
}

export interface Slice extends Positions {
  kind: 'Slice';
  lower: expr | null;
  upper: expr | null;
  step: expr | null;
}

export interface comprehension {
  kind: 'comprehension';
  target: expr;
  iter: expr;
  ifs: expr[];
  is_async: number;
}

export interface ExceptHandler extends Positions {
  kind: 'ExceptHandler';
  type: expr | null;
  name: string | null;
  body: stmt[];
}

export interface arguments {
  kind: 'arguments';
  posonlyargs: arg[];
  args: arg[];
  vararg: arg | null;
  kwonlyargs: arg[];
  kw_defaults: (expr | null)[];
  kwarg: arg | null;
  defaults: expr[];
}

export interface arg extends Positions {
  kind: 'arg';
  arg: string;
  annotation: expr | null;
  type_comment: string | null;
}

export interface keyword extends Positions {
  kind: 'keyword';
  arg: string | null;
  value: expr;
}

export interface alias extends Positions {
  kind: 'alias';
  name: string;
  asname: string | null;
}

export interface withitem {
  kind: 'withitem';
  context_expr: expr;
  optional_vars: expr | null;
}

export interface match_case {
  kind: 'match_case';
  pattern: pattern;
  guard: expr | null;
  body: stmt[];
}

export interface MatchValue extends Positions {
  kind: 'MatchValue';
  value: expr;
}

export interface MatchSingleton extends Positions {
  kind: 'MatchSingleton';
  value: ConstantValue;
}

export interface MatchSequence extends Positions {
  kind: 'MatchSequence';
  patterns: pattern[];
}

export interface MatchMapping extends Positions {
  kind: 'MatchMapping';
  keys: expr[];
  patterns: pattern[];
  rest: string | null;
}

export interface MatchClass extends Positions {
  kind: 'MatchClass';
  cls: expr;
  patterns: pattern[];
  kwd_attrs: string[];
  kwd_patterns: pattern[];
}

export interface MatchStar extends Positions {
  kind: 'MatchStar';
  name: string | null;
}

export interface MatchAs extends Positions {
  kind: 'MatchAs';
  pattern: pattern | null;
  name: string | null;
}

export interface MatchOr extends Positions {
  kind: 'MatchOr';
  patterns: pattern[];
}

export interface TypeIgnore {
  kind: 'TypeIgnore';
  lineno: number;
  tag: string;
}

export type mod =
  | Module
  | Interactive
  | Expression
  | FunctionType;
export type stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | Expr
  | Pass
  | Break
  | Continue;
export type expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice;
export type excepthandler =
  | ExceptHandler;
export type pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;
export type type_ignore =
  | TypeIgnore;

export type Node = mod | stmt | expr | comprehension | excepthandler | arguments | arg | keyword | alias | withitem | match_case | pattern | type_ignore;

/** What `parse` returns. */
export type Mod = mod;

/** Kind → its interface. */
export interface NodeByKind {
  Module: Module;
  Interactive: Interactive;
  Expression: Expression;
  FunctionType: FunctionType;
  FunctionDef: FunctionDef;
  AsyncFunctionDef: AsyncFunctionDef;
  ClassDef: ClassDef;
  Return: Return;
  Delete: Delete;
  Assign: Assign;
  AugAssign: AugAssign;
  AnnAssign: AnnAssign;
  For: For;
  AsyncFor: AsyncFor;
  While: While;
  If: If;
  With: With;
  AsyncWith: AsyncWith;
  Match: Match;
  Raise: Raise;
  Try: Try;
  TryStar: TryStar;
  Assert: Assert;
  Import: Import;
  ImportFrom: ImportFrom;
  Global: Global;
  Nonlocal: Nonlocal;
  Expr: Expr;
  Pass: Pass;
  Break: Break;
  Continue: Continue;
  BoolOp: BoolOp;
  NamedExpr: NamedExpr;
  BinOp: BinOp;
  UnaryOp: UnaryOp;
  Lambda: Lambda;
  IfExp: IfExp;
  Dict: Dict;
  Set: Set;
  ListComp: ListComp;
  SetComp: SetComp;
  DictComp: DictComp;
  GeneratorExp: GeneratorExp;
  Await: Await;
  Yield: Yield;
  YieldFrom: YieldFrom;
  Compare: Compare;
  Call: Call;
  FormattedValue: FormattedValue;
  JoinedStr: JoinedStr;
  Constant: Constant;
  Attribute: Attribute;
  Subscript: Subscript;
  Starred: Starred;
  Name: Name;
  List: List;
  Tuple: Tuple;
  Slice: Slice;
  comprehension: comprehension;
  ExceptHandler: ExceptHandler;
  arguments: arguments;
  arg: arg;
  keyword: keyword;
  alias: alias;
  withitem: withitem;
  match_case: match_case;
  MatchValue: MatchValue;
  MatchSingleton: MatchSingleton;
  MatchSequence: MatchSequence;
  MatchMapping: MatchMapping;
  MatchClass: MatchClass;
  MatchStar: MatchStar;
  MatchAs: MatchAs;
  MatchOr: MatchOr;
  TypeIgnore: TypeIgnore;
}
