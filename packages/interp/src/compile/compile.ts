/** Compiling: from source or tree to code (`compile()` of the language's built-in functions). */
import { type Mod, type ParseOptions, parse } from '@tyston/parser';
import type { CodeUnit } from '../code-unit.js';
import { CompileError, type SourceInfo, tooDeep } from '../compile-error.js';
import { Op } from '../opcodes.js';
import type { SymbolTable } from '../symtable/scope.js';
import { buildSymbolTable } from '../symtable/symtable.js';
import { visitAnnAssign, visitAssign, visitAugAssign } from './assignments.js';
import { visitPrimary } from './calls.js';
import { emitNamespaceBody, hasAnnotation, visitClassDef } from './classes.js';
import { jumpIf, visitBoolOp, visitCompare, visitIfExp } from './compare.js';
import { ANY, type CfgListener, Compiler, type Visitors } from './compiler.js';
import { visitComprehension } from './comprehensions.js';
import {
  visitAwait,
  visitConstant,
  visitDict,
  visitFormattedValue,
  visitJoinedStr,
  visitList,
  visitName,
  visitNamedExpr,
  visitSet,
  visitSlice,
  visitStarred,
  visitTuple,
  visitYield,
  visitYieldFrom,
} from './expressions.js';
import { finishUnit } from './finish.js';
import { visitAsyncFor, visitFor, visitIf, visitWhile } from './flow.js';
import { visitFunctionDef, visitLambda } from './functions.js';
import { futuresOf } from './future.js';
import { visitImport, visitImportFrom } from './imports.js';
import { visitMatch } from './match.js';
import { visitBinOp, visitUnaryOp } from './operators.js';
import { CompileFlag, type CompileOptions, FUTURE_MASK } from './options.js';
import {
  visitAssert,
  visitBreak,
  visitContinue,
  visitDelete,
  visitExprStatement,
  visitPass,
  visitRaise,
  visitReturn,
} from './statements.js';
import { visitTry, visitTryStar } from './try.js';
import { visitAsyncWith, visitWith } from './with.js';

const NOTHING = (): void => {};

const VISITORS: Visitors = {
  jumpIf,
  expr: {
    BoolOp: visitBoolOp,
    NamedExpr: visitNamedExpr,
    BinOp: visitBinOp,
    UnaryOp: visitUnaryOp,
    Lambda: visitLambda,
    IfExp: visitIfExp,
    Dict: visitDict,
    Set: visitSet,
    ListComp: visitComprehension,
    SetComp: visitComprehension,
    DictComp: visitComprehension,
    GeneratorExp: visitComprehension,
    Await: visitAwait,
    Yield: visitYield,
    YieldFrom: visitYieldFrom,
    Compare: visitCompare,
    Call: visitPrimary,
    FormattedValue: visitFormattedValue,
    JoinedStr: visitJoinedStr,
    Constant: visitConstant,
    Attribute: visitPrimary,
    Subscript: visitPrimary,
    Starred: visitStarred,
    Name: visitName,
    List: visitList,
    Tuple: visitTuple,
    Slice: visitSlice,
  },
  stmt: {
    FunctionDef: visitFunctionDef,
    AsyncFunctionDef: visitFunctionDef,
    ClassDef: visitClassDef,
    Return: visitReturn,
    Delete: visitDelete,
    Assign: visitAssign,
    AugAssign: visitAugAssign,
    AnnAssign: visitAnnAssign,
    For: visitFor,
    AsyncFor: visitAsyncFor,
    While: visitWhile,
    If: visitIf,
    With: visitWith,
    AsyncWith: visitAsyncWith,
    Match: visitMatch,
    Raise: visitRaise,
    Try: visitTry,
    TryStar: visitTryStar,
    Assert: visitAssert,
    Import: visitImport,
    ImportFrom: visitImportFrom,
    // Declarations: the symbol table has read them.
    Global: NOTHING,
    Nonlocal: NOTHING,
    Expr: visitExprStatement,
    Pass: visitPass,
    Break: visitBreak,
    Continue: visitContinue,
  },
};

/** Options of compileSource: those of the parser too. */
export interface CompileSourceOptions extends CompileOptions, ParseOptions {}

const DEFAULT_RECURSION_LIMIT = 1000;
/** CPython reckons three levels of its compiler to a frame (COMPILER_STACK_FRAME_SCALE). */
const LEVELS_PER_FRAME = 3;

function sourceInfo(options: CompileOptions): SourceInfo {
  return { filename: options.filename ?? '<string>', lineText: options.lineText ?? (() => null) };
}

/** The JavaScript stack may be used up before the limit: that is the same error. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message)) throw tooDeep();
    throw error;
  }
}

/** Compiles a tree. The tree is not changed. Throws PythonSyntaxError or CompileError. */
export function compileAst(
  mod: Mod,
  options: CompileOptions = {},
  onCfg: CfgListener | null = null,
): CodeUnit {
  return guarded(() => {
    const source = sourceInfo(options);
    const futures = futuresOf(mod, source);
    const flags = options.flags ?? 0;
    const futureFlags = (flags & FUTURE_MASK) | futures.flags;
    const compiler = new Compiler(
      {
        source,
        symtable: symbolTable(mod, source, futureFlags, options),
        mod,
        futureFlags,
        lastFutureLine: futures.lastLine,
        optimize: options.optimize ?? 0,
        numbers: options.numbers ?? null,
        topLevelAwait: (flags & CompileFlag.ALLOW_TOP_LEVEL_AWAIT) !== 0,
        onCfg,
        onWarning: options.onWarning ?? NOTHING,
      },
      VISITORS,
    );
    return compileMod(compiler, mod);
  });
}

function symbolTable(
  mod: Mod,
  source: SourceInfo,
  futureFlags: number,
  options: CompileOptions,
): SymbolTable {
  return buildSymbolTable(mod, source, {
    futureAnnotations: (futureFlags & 0x1000000) !== 0,
    depthLimit: (options.recursionLimit ?? DEFAULT_RECURSION_LIMIT) * LEVELS_PER_FRAME,
  });
}

/** Only the symbol tables, as the `symtable` module wants them. */
export function symtableOf(mod: Mod, options: CompileOptions = {}): SymbolTable {
  return guarded(() => {
    const source = sourceInfo(options);
    const futures = futuresOf(mod, source);
    return symbolTable(mod, source, ((options.flags ?? 0) & FUTURE_MASK) | futures.flags, options);
  });
}

function compileMod(c: Compiler, mod: Mod): CodeUnit {
  c.enterUnit('module', '<module>', mod, 1);
  return finishUnit(c, () => {
    switch (mod.kind) {
      case 'Module':
        emitNamespaceBody(c, mod.body);
        break;
      case 'Interactive':
        if (mod.body.some(hasAnnotation)) c.b.emit(Op.SETUP_ANNOTATIONS);
        c.stmts(mod.body);
        break;
      case 'Expression': {
        const value = c.expr(mod.body, ANY);
        c.b.loc = mod.body;
        c.b.emit(Op.RETURN, value);
        c.b.free(value);
        break;
      }
      case 'FunctionType':
        throw new CompileError('RuntimeError', 'this compiler does not handle FunctionTypes');
    }
  });
}

/** Parses and compiles. */
export function compileSource(source: string | Uint8Array, options: CompileSourceOptions = {}): CodeUnit {
  const { flags = 0 } = options;
  const parseOptions: ParseOptions = {
    filename: '<string>',
    typeComments: (flags & CompileFlag.TYPE_COMMENTS) !== 0,
    ...options,
  };
  return compileAst(parse(source, parseOptions), options);
}
