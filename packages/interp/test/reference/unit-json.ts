/** Code units as JSON, for the reference interpreter: instructions decoded, constants tagged. */

import { codePointsOf } from '@tyston/parser';
import type { CodeUnit, Const } from '../../src/code-unit.js';
import { instructions } from '../../src/encoding.js';
import { decodeExceptionTable } from '../../src/exception-table.js';
import { OPCODES } from '../../src/opcodes.js';

const hex = (value: number): string => {
  const bytes = new Uint8Array(new Float64Array([value]).buffer);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

function constJson(value: Const): unknown {
  switch (value.type) {
    case 'int':
      return ['int', String(value.value)];
    case 'float':
      return ['float', hex(value.value)];
    case 'complex':
      return ['complex', [hex(value.real), hex(value.imag)]];
    case 'str':
      return ['str', [...codePointsOf(value)]];
    case 'bytes':
      return ['bytes', [...value.value]];
    case 'tuple':
    case 'frozenset':
      return [value.type, value.items.map(constJson)];
    case 'code':
      return ['code', unitJson(value.unit)];
    default:
      return [value.type, null];
  }
}

export function unitJson(unit: CodeUnit): unknown {
  return {
    name: unit.name,
    qualname: unit.qualname,
    filename: unit.filename,
    firstlineno: unit.firstlineno,
    flags: unit.flags,
    argcount: unit.argcount,
    posonlyargcount: unit.posonlyargcount,
    kwonlyargcount: unit.kwonlyargcount,
    localsplusnames: unit.localsplusnames,
    kinds: [...unit.localspluskinds],
    ntemps: unit.ntemps,
    consts: unit.consts.map(constJson),
    names: unit.names,
    code: [...instructions(unit.words)].map((i) => [
      i.at,
      OPCODES[i.op]!.name,
      [i.a, i.b, i.c],
      i.extra,
      i.next,
    ]),
    exceptiontable: decodeExceptionTable(unit.exceptiontable).map((r) => [
      r.start,
      r.end,
      r.handler,
      r.depth,
    ]),
  };
}
