/**
 * The state of a compilation and what all constructs share: names, locations, frame blocks, errors. The constructs
 * themselves, a file each, are functions in two tables that `compile.ts` puts together, so that files need not import
 * each other in circles: they meet here, through `expr` and `stmt`.
 *
 * Values. `expr(e, want)` emits code that evaluates e and returns the vreg that holds the value. `want` says where:
 *
 *     ANY      wherever it is cheapest: a plain local is named as an operand and not copied
 *     TEMP     a new temporary, on top of the stack of temporaries
 *     a local  that local: the last instruction of the expression writes it, so nothing happens to the local if an
 *              exception comes first
 *
 * A temporary that `expr` returns is owned by the caller, who has it consumed by an instruction and gives the number back
 * with `free`, in reverse order.
 */
import type {
  expr,
  Mod,
  Node,
  NodeByKind,
  Positions,
  PythonSyntaxError,
  PythonWarning,
  stmt,
} from '@tyston/parser';
import { CfgBuilder } from '../cfg/builder.js';
import { type Block, CELL_BASE, type Cfg, isTemp, type Location } from '../cfg/ir.js';
import type { CodeUnit, Const } from '../code-unit.js';
import { type SourceInfo, syntaxErrorAt } from '../compile-error.js';
import { Op } from '../opcodes.js';
import { mangle } from '../symtable/mangle.js';
import { SymbolScope, type SymbolTable } from '../symtable/scope.js';
import { constantOf, type Folding } from './fold.js';
import type { NumberLibrary } from './number-library.js';
import { type FrameBlock, MAX_FRAME_BLOCKS, Unit, type UnitKind } from './unit.js';
import { NONE } from './values.js';

export const ANY = -1;
export const TEMP = -2;

export type ExprVisitors = {
  readonly [K in expr['kind']]: (c: Compiler, e: NodeByKind[K], want: number) => number;
};
export type StmtVisitors = { readonly [K in stmt['kind']]: (c: Compiler, s: NodeByKind[K]) => void };

/** Beside the two tables: what constructs need of one another. */
export interface Visitors {
  readonly expr: ExprVisitors;
  readonly stmt: StmtVisitors;
  readonly jumpIf: (c: Compiler, e: expr, target: Block, sense: boolean) => void;
}

/** `allocated`: the temporaries there would be if none shared a vreg. */
export type CfgListener = (cfg: Cfg, code: CodeUnit, allocated: number) => void;

export interface CompilerSettings {
  readonly source: SourceInfo;
  readonly symtable: SymbolTable;
  readonly mod: Mod;
  /** FUTURE_* bits, those of the program included. */
  readonly futureFlags: number;
  readonly lastFutureLine: number;
  readonly optimize: number;
  readonly numbers: NumberLibrary | null;
  readonly topLevelAwait: boolean;
  /** Receives each graph as it is assembled, with its vregs numbered: for dumps. */
  readonly onCfg: CfgListener | null;
  readonly onWarning: (warning: PythonWarning) => void;
}

export class Compiler implements Folding {
  unit!: Unit;
  /** Under -O `__debug__` is False. */
  readonly debug: boolean;
  readonly numbers: NumberLibrary | null;
  readonly interactive: boolean;

  constructor(
    readonly settings: CompilerSettings,
    private readonly visitors: Visitors,
  ) {
    this.debug = settings.optimize === 0;
    this.numbers = settings.numbers;
    this.interactive = settings.mod.kind === 'Interactive';
  }

  get b(): CfgBuilder {
    return this.unit.builder;
  }

  /** PyCF_ALLOW_TOP_LEVEL_AWAIT is for the module's own code, not for what is defined in it. */
  get awaitsAtTop(): boolean {
    return this.settings.topLevelAwait && this.unit.kind === 'module';
  }

  // Evaluation.

  expr(e: expr, want: number): number {
    const { b } = this;
    const outer = b.loc;
    b.loc = e;
    const constant = e.kind === 'Constant' ? undefined : constantOf(e, this);
    const visit = this.visitors.expr[e.kind] as (c: Compiler, e: expr, want: number) => number;
    const vreg = constant === undefined ? visit(this, e, want) : this.loadConst(constant, want);
    b.loc = outer;
    if (vreg < CELL_BASE && want === ANY) this.showLine(e);
    return vreg;
  }

  /** Evaluates right into a local, which `target` names. */
  exprInto(e: expr, local: number, target: expr): void {
    this.expr(e, local);
    this.showLine(target, e);
  }

  /**
   * An operand that is read in place (a local, a constant) has no instruction of its own. If it stands on another line
   * than what surrounds it, a NOP shows that line to tracing, as CPython's load or store would.
   */
  showLine(e: expr, around: Location = this.b.loc): void {
    if (around === null || e.lineno === around.lineno) return;
    this.at(e, () => this.b.emit(Op.NOP));
  }

  /** Evaluates into a new temporary or local and drops the value. */
  exprForEffect(e: expr): void {
    const vreg = this.expr(e, ANY);
    const { loc } = this.b;
    this.b.loc = null;
    this.release(vreg);
    this.b.loc = loc;
  }

  stmt(s: stmt): void {
    this.b.loc = s;
    const visit = this.visitors.stmt[s.kind] as (c: Compiler, s: stmt) => void;
    visit(this, s);
  }

  stmts(body: readonly stmt[]): void {
    for (const s of body) this.stmt(s);
  }

  /** Jumps to target if the truth of e is `sense`, else falls through. */
  jumpIf(e: expr, target: Block, sense: boolean): void {
    this.visitors.jumpIf(this, e, target, sense);
  }

  constant(e: expr): Const | undefined {
    return constantOf(e, this);
  }

  /** Runs `emit` with another location. */
  at(loc: Location, emit: () => void): void {
    const { b } = this;
    const outer = b.loc;
    b.loc = loc;
    emit();
    b.loc = outer;
  }

  // Vregs.

  /** The destination for `want`: after the operands have been freed. */
  dst(want: number): number {
    return want >= 0 ? want : this.b.temp();
  }

  /** Brings a value that lies in `vreg` to where it is wanted. */
  settle(vreg: number, want: number): number {
    if (want === ANY || (want === TEMP && isTemp(vreg))) return vreg;
    this.b.free(vreg);
    const dst = this.dst(want);
    this.b.emit(Op.MOVE, dst, vreg);
    return dst;
  }

  loadConst(value: Const, want: number): number {
    const dst = this.dst(want);
    this.b.emit(Op.LOAD_CONST, dst, this.b.constant(value));
    return dst;
  }

  /** Drops the value in a temporary; nothing for a local. */
  release(vreg: number): void {
    if (!isTemp(vreg)) return;
    this.b.emit(Op.RELEASE, vreg);
    this.b.free(vreg);
  }

  // Names (language reference 4.2.2).

  mangle(name: string): string {
    return mangle(this.unit.privateName, name);
  }

  /** The plain local that a name means here, −1 if it means something else. */
  fastLocal(name: string): number {
    const mangled = this.mangle(name);
    const { unit } = this;
    return unit.isFunction && unit.scope.scopeOf(mangled) === SymbolScope.LOCAL ? unit.local(mangled) : -1;
  }

  loadName(id: string, want: number): number {
    const { b, unit } = this;
    const name = this.mangle(id);
    switch (unit.scope.scopeOf(name)) {
      case SymbolScope.FREE:
      case SymbolScope.CELL: {
        const dst = this.dst(want);
        b.emit(unit.scope.type === 'class' ? Op.LOAD_CLASSDEREF : Op.LOAD_DEREF, dst, unit.cell(name));
        return dst;
      }
      case SymbolScope.LOCAL: {
        if (!unit.isFunction) break;
        const local = unit.local(name);
        b.emit(Op.CHECK_BOUND, local);
        // An assignment expression later in the same expression may rebind it: keep what it is now.
        if (want === ANY && unit.scope.walrusTargets.has(name)) want = TEMP;
        return this.settle(local, want);
      }
      case SymbolScope.GLOBAL_IMPLICIT:
        if (!unit.isFunction) break;
        return this.loadGlobal(name, want);
      case SymbolScope.GLOBAL_EXPLICIT:
        return this.loadGlobal(name, want);
    }
    const dst = this.dst(want);
    b.emit(Op.LOAD_NAME, dst, b.name(name));
    return dst;
  }

  private loadGlobal(name: string, want: number): number {
    const dst = this.dst(want);
    this.b.emit(Op.LOAD_GLOBAL, dst, this.b.name(name));
    return dst;
  }

  /** name = value. Consumes the value if it is a temporary, which the caller frees. */
  storeName(id: string, value: number): void {
    const { b, unit } = this;
    this.forbidDebug(id, 'Store');
    const name = this.mangle(id);
    switch (unit.scope.scopeOf(name)) {
      case SymbolScope.FREE:
      case SymbolScope.CELL:
        b.emit(Op.STORE_DEREF, unit.cell(name), value);
        return;
      case SymbolScope.LOCAL:
        if (!unit.isFunction) break;
        b.emit(Op.MOVE, unit.local(name), value);
        return;
      case SymbolScope.GLOBAL_IMPLICIT:
        if (!unit.isFunction) break;
        b.emit(Op.STORE_GLOBAL, b.name(name), value);
        return;
      case SymbolScope.GLOBAL_EXPLICIT:
        b.emit(Op.STORE_GLOBAL, b.name(name), value);
        return;
    }
    b.emit(Op.STORE_NAME, b.name(name), value);
  }

  deleteName(id: string): void {
    const { b, unit } = this;
    this.forbidDebug(id, 'Del');
    const name = this.mangle(id);
    switch (unit.scope.scopeOf(name)) {
      case SymbolScope.FREE:
      case SymbolScope.CELL:
        b.emit(Op.DELETE_DEREF, unit.cell(name));
        return;
      case SymbolScope.LOCAL: {
        if (!unit.isFunction) break;
        const local = unit.local(name);
        b.emit(Op.CHECK_BOUND, local);
        b.emit(Op.RELEASE, local);
        return;
      }
      case SymbolScope.GLOBAL_IMPLICIT:
        if (!unit.isFunction) break;
        b.emit(Op.DELETE_GLOBAL, b.name(name));
        return;
      case SymbolScope.GLOBAL_EXPLICIT:
        b.emit(Op.DELETE_GLOBAL, b.name(name));
        return;
    }
    b.emit(Op.DELETE_NAME, b.name(name));
  }

  /** Nothing may bind `__debug__` (language reference 4.1). */
  forbidDebug(name: string, ctx: 'Store' | 'Del'): void {
    if (name !== '__debug__') return;
    throw this.error(ctx === 'Store' ? 'cannot assign to __debug__' : 'cannot delete __debug__');
  }

  // Units.

  enterUnit(kind: UnitKind, name: string, node: Node, firstlineno: number): Unit {
    const parent: Unit | null = this.unit ?? null;
    const scope = this.settings.symtable.byNode.get(node)!;
    const privateName = kind === 'class' ? name : (parent?.privateName ?? null);
    const builder = new CfgBuilder();
    const qualname = this.qualnameOf(kind, name, parent);
    const unit = new Unit(kind, name, qualname, scope, privateName, parent, firstlineno, builder);
    this.unit = unit;
    return unit;
  }

  leaveUnit(): void {
    this.unit = this.unit.parent!;
  }

  /** PEP 3155. */
  private qualnameOf(kind: UnitKind, name: string, parent: Unit | null): string {
    if (parent === null || parent.parent === null) return name;
    if (kind === 'function' || kind === 'async function' || kind === 'class') {
      const mangled = mangle(parent.privateName, name);
      if (parent.scope.scopeOf(mangled) === SymbolScope.GLOBAL_EXPLICIT) return name;
    }
    const isFunction =
      parent.kind === 'function' || parent.kind === 'async function' || parent.kind === 'lambda';
    return isFunction ? `${parent.qualname}.<locals>.${name}` : `${parent.qualname}.${name}`;
  }

  // Frame blocks.

  pushBlock(block: FrameBlock): void {
    if (this.unit.blocks.length >= MAX_FRAME_BLOCKS) throw this.error('too many statically nested blocks');
    this.unit.blocks.push(block);
  }

  popBlock(): void {
    this.unit.blocks.pop();
  }

  // Errors and warnings.

  /** At the current location. */
  error(message: string, where: Positions | null = this.b.loc): PythonSyntaxError {
    const unknown = {
      lineno: this.unit.firstlineno,
      col_offset: 0,
      end_lineno: this.unit.firstlineno,
      end_col_offset: 0,
    };
    return syntaxErrorAt(this.settings.source, message, where ?? unknown);
  }

  /** A SyntaxWarning at the current location. */
  warn(message: string): void {
    const lineno = this.b.loc?.lineno ?? this.unit.firstlineno;
    const { filename } = this.settings.source;
    const where = this.b.loc;
    const error = () => this.error(message, where);
    this.settings.onWarning({ category: 'SyntaxWarning', message, filename, lineno, error });
  }

  /** None, where a suite ends or a value is wanted. */
  loadNone(want: number): number {
    return this.loadConst(NONE, want);
  }
}
