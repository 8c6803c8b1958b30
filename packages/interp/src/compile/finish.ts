/** The end of a unit: prologue, implicit return, passes, numbering of vregs, bytecode, tables, flags. */
import { assemble, numberVregs, orderLocals, type VregLayout } from '../cfg/assemble.js';
import { removeRedundantChecks } from '../cfg/definedness.js';
import { placeExits } from '../cfg/exits.js';
import { CELL_BASE, type Cfg, endsInTerminator, Instr } from '../cfg/ir.js';
import { propagateLocations } from '../cfg/locations.js';
import { peephole } from '../cfg/peephole.js';
import { simplify } from '../cfg/simplify.js';
import { CodeFlag, type CodeUnit, type Const, LocalKind } from '../code-unit.js';
import { OPCODES, Op } from '../opcodes.js';
import type { Compiler } from './compiler.js';
import type { Unit } from './unit.js';
import { NONE } from './values.js';

/** Compiles a unit's body and makes the code of it. Without a `return` at its end it returns None. */
export function finishUnit(c: Compiler, body: () => void): CodeUnit {
  const { unit } = c;
  const { builder: b } = unit;
  body();
  if (!endsInTerminator(b.current)) {
    b.loc = null;
    b.emit(Op.RETURN_CONST, b.constant(NONE));
  }
  const cfg: Cfg = { blocks: b.blocks };
  const nparameters = unit.scope.varnames.length;
  const order = orderLocals(cfg, unit.locals.size, nparameters);
  removeRedundantChecks(cfg, unit.locals.size, nparameters);
  simplify(cfg);
  placeExits(cfg);
  propagateLocations(cfg);
  addPrologue(cfg, unit);
  trimConstants(cfg, b.consts);
  const layout = layoutOf(unit, order);
  numberVregs(cfg, layout.vregs);
  peephole(cfg, layout.vregs.nlocalsplus);
  const code: CodeUnit = {
    name: unit.name,
    qualname: unit.qualname,
    filename: c.settings.source.filename,
    flags: flagsOf(c, unit),
    argcount: unit.argcount,
    posonlyargcount: unit.posonlyargcount,
    kwonlyargcount: unit.kwonlyargcount,
    localsplusnames: layout.names,
    localspluskinds: layout.kinds,
    ntemps: b.ntemps,
    consts: b.consts,
    names: b.names,
    firstlineno: unit.firstlineno,
    ...assemble(cfg, unit.firstlineno),
  };
  c.settings.onCfg?.(cfg, code, b.allocated);
  return code;
}

/** Constants that no code that is left refers to go, from the end; the first may be the documentation. */
function trimConstants(cfg: Cfg, consts: Const[]): void {
  let last = 0;
  for (const block of cfg.blocks) {
    for (const { op, a, b, c, extra, target } of block.instrs) {
      const row = OPCODES[op]!;
      const values = [a, b, c];
      row.operands.forEach((operand, i) => {
        if (operand.kind === 'const') last = Math.max(last, values[i]!);
      });
      // The label is no part of `extra` here.
      const skipped = target === null ? 0 : 1;
      row.extra.forEach((operand, i) => {
        if (operand.kind === 'const') last = Math.max(last, extra[i - skipped]!);
      });
    }
  }
  consts.length = Math.min(consts.length, last + 1);
}

/** Cells and closure first, then, in generators, the return of the generator. */
function addPrologue(cfg: Cfg, unit: Unit): void {
  const prologue: Instr[] = [];
  const add = (op: number, a = 0, loc: Instr['loc'] = null): void => {
    prologue.push(new Instr(op, a, 0, 0, [], null, loc, null));
  };
  if (unit.frees.length > 0) add(Op.COPY_FREE_VARS, unit.frees.length);
  unit.cells.forEach((_, i) => {
    add(Op.MAKE_CELL, CELL_BASE + i);
  });
  const { firstlineno: line } = unit;
  if (unit.isGenerator) {
    add(Op.RETURN_GENERATOR, 0, { lineno: line, col_offset: 0, end_lineno: line, end_col_offset: 0 });
  }
  cfg.blocks[0]!.instrs.unshift(...prologue);
}

/** localsplus, in CPython's order: locals, cells that are not parameters, free variables. */
function layoutOf(
  unit: Unit,
  order: readonly number[],
): { vregs: VregLayout; names: string[]; kinds: Uint8Array } {
  const provisional = [...unit.locals.keys()];
  const names: string[] = order.map((local) => provisional[local]!);
  const locals: number[] = [];
  order.forEach((local, i) => {
    locals[local] = i;
  });
  const kinds: number[] = names.map(() => LocalKind.LOCAL);
  const cells = unit.cells.map((name) => {
    const index = unit.locals.get(name);
    if (index !== undefined) {
      const place = locals[index]!;
      kinds[place]! |= LocalKind.CELL;
      return place;
    }
    kinds.push(LocalKind.CELL);
    return names.push(name) - 1;
  });
  const firstFree = names.length;
  for (const name of unit.frees) {
    names.push(name);
    kinds.push(LocalKind.FREE);
  }
  return {
    vregs: { locals, cells, firstFree, nlocalsplus: names.length },
    names,
    kinds: Uint8Array.from(kinds),
  };
}

function flagsOf(c: Compiler, unit: Unit): number {
  const { scope } = unit;
  let flags = c.settings.futureFlags;
  if (unit.isFunction) {
    flags |= CodeFlag.NEWLOCALS | CodeFlag.OPTIMIZED;
    if (scope.nested) flags |= CodeFlag.NESTED;
    if (scope.generator) flags |= scope.coroutine ? CodeFlag.ASYNC_GENERATOR : CodeFlag.GENERATOR;
    else if (scope.coroutine) flags |= CodeFlag.COROUTINE;
    if (scope.varargs) flags |= CodeFlag.VARARGS;
    if (scope.varkeywords) flags |= CodeFlag.VARKEYWORDS;
  } else if (c.awaitsAtTop && scope.coroutine && !scope.generator) {
    flags |= CodeFlag.COROUTINE;
  }
  return flags;
}
