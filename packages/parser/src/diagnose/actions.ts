import type { PythonErrorType } from '../errors.js';
import { LiteralError } from '../literals/literal-error.js';
import { numberValue } from '../literals/number.js';
import { expressionName, invalidTarget, type TargetKind } from './expression-names.js';
import { errorAt, lastRead, type Place, type Program, range, startingFrom } from './locate.js';
import type { Action, MachineState } from './machine.js';
import { elements, firstToken, isNode, lastToken, type Node, type Value } from './node.js';

/** What the actions need from outside: the program, and how strings are read (../diagnose/strings.ts). */
export interface ActionContext {
  readonly program: Program;
  readonly featureVersion: number;
  readonly maxStrDigits: number;
  /** The kind of the node that STRING tokens make; raises their errors. */
  strings(tokens: readonly number[], machine: MachineState): string;
}

/** The actions of grammar.ts by their text. */
export function makeActions(texts: readonly string[], context: ActionContext): Action[] {
  return texts.map((text) => makeAction(text, context));
}

function makeAction(text: string, context: ActionContext): Action {
  if (/^[A-Z]\w*$/.test(text)) return (m) => m.node(text, m.a, m.b, m.c);
  const raise = raiser(text, context.program);
  if (raise !== null) return raise;
  const [name, ...rest] = text.split(' ') as [string, ...string[]];
  const make = NAMED[name];
  if (make === undefined) throw new Error(`grammar: no action ${text}`);
  return make(context, rest.join(' '));
}

/** `at a: message`, `range a b: message`, `from a: message`, `last: message`, `indentation: message`. */
function raiser(text: string, program: Program): Action | null {
  const match = /^(at|range|from|last|indentation)((?: [abc])*): (.*)$/.exec(text);
  if (match === null) return null;
  const [, where, names, message] = match as unknown as [string, string, string, string];
  const slots = names.trim().split(' ') as ('a' | 'b' | 'c')[];
  return (m) => {
    const type: PythonErrorType = where === 'indentation' ? 'IndentationError' : 'SyntaxError';
    const place = placeOf(
      where,
      slots.map((slot) => m[slot]),
      program,
      m,
    );
    throw errorAt(program, type, fillIn(message, m, program), place, m.fill);
  };
}

function placeOf(where: string, values: readonly Value[], program: Program, m: MachineState): Place {
  switch (where) {
    case 'at':
    case 'range':
      return range(program, firstToken(values[0]!), lastToken(values.at(-1)!));
    case 'from':
      return startingFrom(program, firstToken(values[0]!), m.fill);
    default:
      return lastRead(program, m.fill);
  }
}

/** `%a`: what the expression `a` is called; `%l`: the line of `a`. */
function fillIn(message: string, m: MachineState, program: Program): string {
  return message
    .replace('%a', () => expressionName(m.a))
    .replace('%l', () => String(program.tokens.lines[firstToken(m.a)]));
}

/** The last expression of a comprehension (`_PyPegen_get_last_comprehension_item`). */
function lastOfComprehension(clauses: Value): Value {
  const last = elements(clauses).at(-1)!;
  if (!isNode(last)) throw new Error('the grammar makes nodes of comprehension clauses');
  const conditions = elements(last.b);
  return conditions.length === 0 ? last.a : conditions.at(-1)!;
}

/** A keyword or an operator of the grammar that older versions lack (`CHECK_VERSION` of pegen.h). */
function checkVersion(context: ActionContext, m: MachineState, minor: number, what: string): void {
  if (context.featureVersion >= minor) return;
  const message = `${what} only supported in Python 3.${minor} and greater`;
  throw errorAt(context.program, 'SyntaxError', message, lastRead(context.program, m.fill), m.fill);
}

const isImaginary = ({ a }: Node): boolean => elements(a).length > 0;

/** The node of the NUMBER token `a`; `a` of the node is a list with the token in it if the number is imaginary. */
function numberNode(context: ActionContext, m: MachineState): Node {
  const token = firstToken(m.a);
  const text = m.image(token);
  if (context.featureVersion < 6 && text.includes('_')) {
    checkVersion(context, m, 6, 'Underscores in numeric literals are');
  }
  try {
    const { type } = numberValue(text, context.maxStrDigits);
    return m.node('Constant', type === 'complex' ? [token] : null);
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    const { lines, endLines } = context.program.tokens;
    const place = { lineno: lines[token]!, col: -1, endLineno: endLines[token]!, endCol: -1 };
    throw errorAt(context.program, 'SyntaxError', error.message, place, m.fill);
  }
}

type Make = (context: ActionContext, rest: string) => Action;

const checkTarget =
  (kind: TargetKind): Make =>
  ({ program }) =>
  (m) => {
    const invalid = invalidTarget(m.a, kind);
    if (invalid === null) return undefined;
    const message = `cannot ${kind === 'del' ? 'delete' : 'assign to'} ${expressionName(invalid)}`;
    throw errorAt(program, 'SyntaxError', message, range(program, invalid.first, invalid.last), m.fill);
  };

const raiseRange = (program: Program, message: string, first: Value, last: Value, m: MachineState): never => {
  throw errorAt(program, 'SyntaxError', message, range(program, firstToken(first), lastToken(last)), m.fill);
};

const raiseLast = (program: Program, message: string, m: MachineState): never => {
  throw errorAt(program, 'SyntaxError', message, lastRead(program, m.fill), m.fill);
};

const PARENTHESIZE = 'Generator expression must be parenthesized';

const NAMED: Readonly<Record<string, Make>> = {
  same: () => (m) => m.a,
  /** `_PyPegen_interactive_exit`: no statement is none. */
  nothing: () => () => undefined,
  version: (context, rest) => {
    const [, minor, what] = /^(\d+) (.*)$/.exec(rest)!;
    return (m) => {
      checkVersion(context, m, Number(minor), what!);
      return m.node('', m.a, m.b);
    };
  },
  star_target: checkTarget('star'),
  del_target: checkTarget('del'),
  for_target: checkTarget('for'),

  tuple: () => (m) => m.node('Tuple', [m.a, ...elements(m.b)]),
  elements: () => (m) => [m.b, ...elements(m.c)],
  joined: () => (m) => [...elements(m.a), ...elements(m.b)],
  arg: () => (m) => m.node('arg'),
  /** The arguments of a call: a the positional ones, b the keywords. */
  arguments: () => (m) => {
    const rest = elements(m.b);
    const isStarred = (value: Value): boolean => isNode(value) && value.kind === 'Starred';
    const positional = [...elements(m.a), ...rest.filter(isStarred)];
    return m.node(
      'arguments',
      positional,
      rest.filter((value) => !isStarred(value)),
    );
  },
  named_expr: (context) => (m) => {
    checkVersion(context, m, 8, 'Assignment expressions are');
    return m.node('NamedExpr');
  },
  await: (context) => (m) => {
    checkVersion(context, m, 5, 'Await expressions are');
    return m.node('Await');
  },
  at_operator: (context) => (m) => {
    checkVersion(context, m, 5, "The '@' operator is");
    return m.node('BinOp');
  },
  async_clause: (context) => (m) => {
    checkVersion(context, m, 6, 'Async comprehensions are');
    return m.node('Comprehension', m.a, m.b, m.c);
  },
  /** `_PyPegen_check_barry_as_flufl`: `<>` is no operator. */
  not_equal: () => (m) => (m.image(firstToken(m.a)) === '<>' ? undefined : m.a),

  number: (context) => (m) => numberNode(context, m),
  /** `_PyPegen_ensure_real`, `_PyPegen_ensure_imaginary`. */
  real: (context) => (m) => {
    const node = numberNode(context, m);
    if (isImaginary(node))
      raiseRange(context.program, 'real number required in complex literal', node, node, m);
    return node;
  },
  imaginary: (context) => (m) => {
    const node = numberNode(context, m);
    if (!isImaginary(node)) {
      raiseRange(context.program, 'imaginary number required in complex literal', node, node, m);
    }
    return node;
  },
  strings: (context) => (m) => m.node(context.strings(elements(m.a) as number[], m)),

  constant_keyword:
    ({ program }) =>
    (m) =>
      raiseRange(program, `cannot assign to ${m.image(firstToken(m.a))}`, m.a, m.b, m),
  generator_range:
    ({ program }) =>
    (m) =>
      raiseRange(program, PARENTHESIZE, m.a, lastOfComprehension(m.b), m),
  /** `_PyPegen_nonparen_genexp_in_call`. */
  generator_in_call:
    ({ program }) =>
    (m) => {
      const args = isNode(m.a) ? elements(m.a.a) : [];
      if (args.length <= 1) return undefined;
      return raiseRange(program, PARENTHESIZE, args.at(-1)!, lastOfComprehension(m.b), m);
    },
  generator_target:
    ({ program }) =>
    (m) => {
      const clause = elements(m.b).at(-1)!;
      return raiseRange(program, PARENTHESIZE, m.a, isNode(clause) ? clause.c : clause, m);
    },
  /** `_PyPegen_arguments_parsing_error`. */
  positional_follows_keyword:
    ({ program }) =>
    (m) => {
      const keywords = isNode(m.a) ? elements(m.a.b) : [];
      const unpacking = keywords.some((value) => isNode(value) && value.kind === 'KeywordUnpacking');
      return raiseLast(
        program,
        `positional argument follows keyword argument${unpacking ? ' unpacking' : ''}`,
        m,
      );
    },
  legacy_statement:
    ({ program }) =>
    (m) => {
      const name = m.image(firstToken(m.a));
      if (!isLegacyStatement(name)) return undefined;
      const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
      return raiseRange(program, message, m.a, m.b, m);
    },
  forgotten_comma:
    ({ program }) =>
    (m) => {
      if (isNode(m.a) && m.a.kind === 'Name' && isLegacyStatement(m.image(m.a.first))) return undefined;
      if (program.level(m.position - 1) === 0) return undefined;
      return raiseRange(program, 'invalid syntax. Perhaps you forgot a comma?', m.a, m.b, m);
    },
  match_colon: (context) => (m) => {
    checkVersion(context, m, 10, 'Pattern matching is');
    return raiseLast(context.program, "expected ':'", m);
  },
  missing_colon:
    ({ program }) =>
    (m) => {
      const { lines, endLines, endCols } = program.tokens;
      const [first, last] = [firstToken(m.a), lastToken(m.a)];
      const place = {
        lineno: lines[first]!,
        col: endCols[last]! - 1,
        endLineno: endLines[last]!,
        endCol: -1,
      };
      throw errorAt(program, 'SyntaxError', "':' expected after dictionary key", place, m.fill);
    },
};

const isLegacyStatement = (name: string): boolean => name === 'print' || name === 'exec';
