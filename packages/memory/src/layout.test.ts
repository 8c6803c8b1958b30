/**
 * Compares every table in `layouts/` that CPython 3.11's headers lay out, and every constant that the system's headers
 * define, with what a C compiler makes of those headers. Tables that are Tyston's own are listed as such: a new table is in
 * one list or the other.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERRNO_ALIASES, ERRNO_ROWS, errnoMessage, errnoName } from './errno.js';
import { LAYOUT, type Layout, struct } from './layout.js';
import * as layouts from './layouts/index.js';
import * as constants from './os-constants.js';
import { SIGNAL_ALIASES, SIGNAL_ROWS } from './signals.js';

const INCLUDE = '/usr/include/python3.11';
const present = existsSync(join(INCLUDE, 'Python.h'));
if (!present) {
  const text = `${INCLUDE}/Python.h is missing: install libpython3.11-dev to compare the layouts with it`;
  if (process.env.CI) throw new Error(text);
  console.warn(text);
}

type Table = Layout<object>;
type Group = readonly [table: Table, base: Table | null, cType?: string];
const L = layouts;

/** Tables that CPython lays out, with the table that each begins with, whose fields are compared there. */
const CPYTHON: readonly Group[] = [
  [L.PyObject, null],
  [L.PyVarObject, L.PyObject],
  [L.PyGC_Head, null],
  [L.PyLongObject, L.PyVarObject],
  [L.PyFloatObject, L.PyObject],
  [L.PyComplexObject, L.PyObject],
  [L.PyASCIIObject, L.PyObject],
  [L.PyCompactUnicodeObject, L.PyASCIIObject],
  [L.PyUnicodeObject, L.PyCompactUnicodeObject],
  [L.PyBytesObject, L.PyVarObject],
  [L.PyByteArrayObject, L.PyVarObject],
  [L.PyTupleObject, L.PyVarObject],
  [L.PyListObject, L.PyVarObject],
  [L.PyDictObject, L.PyObject],
  [L.setentry, null],
  [L.PySetObject, L.PyObject],
  [L.PySliceObject, L.PyObject],
  [L.PyCellObject, L.PyObject],
  [L.PyWeakReference, L.PyObject, 'struct _PyWeakReference'],
  [L.Py_buffer, null],
  [L.PyManagedBufferObject, L.PyObject],
  [L.PyMemoryViewObject, L.PyVarObject],
  [L.PyBaseExceptionObject, L.PyObject],
  [L.PyBaseExceptionGroupObject, L.PyBaseExceptionObject],
  [L.PySyntaxErrorObject, L.PyBaseExceptionObject],
  [L.PyImportErrorObject, L.PyBaseExceptionObject],
  [L.PyUnicodeErrorObject, L.PyBaseExceptionObject],
  [L.PySystemExitObject, L.PyBaseExceptionObject],
  [L.PyOSErrorObject, L.PyBaseExceptionObject],
  [L.PyStopIterationObject, L.PyBaseExceptionObject],
  [L.PyNameErrorObject, L.PyBaseExceptionObject],
  [L.PyAttributeErrorObject, L.PyBaseExceptionObject],
  [L.PyTracebackObject, L.PyObject],
  [L.PyFunctionObject, L.PyObject],
  [L.PyMethodObject, L.PyObject],
  [L.PyInstanceMethodObject, L.PyObject],
  [L.PyMethodDef, null],
  [L.PyGetSetDef, null],
  [L.PyMemberDef, null],
  [L.PyCFunctionObject, L.PyObject],
  [L.PyCMethodObject, L.PyCFunctionObject],
  [L.PyDescrObject, L.PyObject],
  [L.PyMethodDescrObject, L.PyDescrObject],
  [L.PyMemberDescrObject, L.PyDescrObject],
  [L.PyGetSetDescrObject, L.PyDescrObject],
  [L.PyWrapperDescrObject, L.PyDescrObject],
  [L.PyModuleDef_Base, L.PyObject],
  [L.PyModuleDef, L.PyModuleDef_Base],
  [L.PyCodeObject, L.PyVarObject],
  [L.PyErr_StackItem, null],
  [L.PyCFrame, null],
  [L.PyThreadState, null],
  [L.PyGenObject, L.PyObject],
  [L.PyDateTime_Delta, L.PyObject],
  [L.PyDateTime_TZInfo, L.PyObject],
  [L.PyDateTime_BaseTZInfo, L.PyObject],
  [L.PyDateTime_Date, L.PyObject],
  [L.PyDateTime_Time, L.PyObject],
  [L.PyDateTime_DateTime, L.PyObject],
  [L.PyTypeObject, L.PyVarObject],
  [L.PyAsyncMethods, null],
  [L.PyNumberMethods, null],
  [L.PyMappingMethods, null],
  [L.PySequenceMethods, null],
  [L.PyBufferProcs, null],
  [L.PyHeapTypeObject, L.PyTypeObject],
];

/** Tables that are ours, and why. */
const OURS: readonly (readonly [table: Table, why: string])[] = [
  [L.Frame, 'frames and bytecode are ours'],
  [L.PyFrameObject, '3.11 keeps frame objects opaque'],
  [L.ThreadState, 'CPython’s PyThreadState, then our own fields'],
  [L.Mailbox, 'the boundary to machine code'],
  [L.SignalState, 'pending signals'],
];

/** Fields whose place in C has another name. */
const RENAMED: Record<string, string> = {
  'PyComplexObject.real': 'cval.real',
  'PyComplexObject.imag': 'cval.imag',
};
/** Types that a table cannot be named after. */
const C_NAMES: Record<string, string> = { PyManagedBufferObject: '_PyManagedBufferObject' };

const isTable = (x: unknown): x is Table => typeof x === 'object' && x !== null && LAYOUT in x;

/** Compiles and runs a C program; its output lines, split at blanks. */
function runC(source: string): string[][] {
  const dir = mkdtempSync(join(tmpdir(), 'tyston-layout-'));
  try {
    writeFileSync(join(dir, 'a.c'), source);
    execFileSync('gcc', ['-w', '-I', INCLUDE, '-o', join(dir, 'a'), join(dir, 'a.c')]);
    const output = execFileSync(join(dir, 'a'), { encoding: 'utf8' });
    return output
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const HEAD = `
#define _GNU_SOURCE
#define Py_BUILD_CORE  // for PyGC_Head, which extensions step over but never name
#include <Python.h>
#include <internal/pycore_gc.h>
#include <structmember.h>
#include <frameobject.h>
#include <datetime.h>
#include <stddef.h>
#include <stdio.h>
#define FIELD(T, name, path) printf("%s %zu %zu\\n", name, offsetof(T, path), sizeof(((T *)0)->path));
#define SIZE(T, name) printf("%s size %zu\\n", name, sizeof(T));
#define VALUE(name, v) printf("%s %llu\\n", name, (unsigned long long)(v));
`;

describe.skipIf(!present)('CPython 3.11’s headers', () => {
  test('every field of every table has its offset and size', () => {
    const expected: string[][] = [];
    const lines: string[] = [];
    for (const [table, base, given] of CPYTHON) {
      const { name, fields, size } = table[LAYOUT];
      const type = given ?? C_NAMES[name] ?? name;
      const inherited = new Set(base?.[LAYOUT].fields.map((f) => f.name));
      for (const field of fields) {
        if (inherited.has(field.name)) continue;
        const label = `${name}.${field.name}`;
        lines.push(`FIELD(${type}, "${label}", ${RENAMED[label] ?? field.name})`);
        expected.push([label, String(field.offset), String(field.size)]);
      }
      lines.push(`SIZE(${type}, "${name}")`);
      expected.push([name, 'size', String(size)]);
    }
    const actual = runC(`${HEAD}int main() { ${lines.join('\n')} }`);
    expect(expected.length).toBeGreaterThan(350);
    expect(expected).toEqual(actual);
  });

  test('type flags, bits of a string’s state, what stands before an object', () => {
    const flags = Object.entries(L.TypeFlags).map(([name, bit]) => [name, bit >>> 0] as const);
    const special: Record<string, string> = {
      MATCH_SELF: '_Py_TPFLAGS_MATCH_SELF',
    };
    const lines = flags.map(([name]) => {
      const c = special[name] ?? `Py_TPFLAGS_${name}`;
      return `VALUE("${name}", ${c})`;
    });
    const bits = [
      ['INTERNED_MASK', 'interned', 3],
      ['KIND_MASK', 'kind', 7],
      ['COMPACT', 'compact', 1],
      ['ASCII', 'ascii', 1],
      ['READY', 'ready', 1],
    ] as const;
    for (const [name, field, value] of bits)
      lines.push(
        `{ PyASCIIObject a = {0}; a.state.${field} = ${value}; VALUE("${name}", *(unsigned *)&a.state) }`,
      );
    const actual = runC(`${HEAD}int main() { ${lines.join('\n')} }`);
    const state = L.UnicodeState as Record<string, number>;
    const expected = [...flags, ...bits.map(([name]) => [name, state[name]!] as const)];
    expect(expected.map(([name, v]) => [name, String(v)])).toEqual(actual);
    expect(L.UnicodeState.KIND_MASK >>> L.UnicodeState.KIND_SHIFT).toBe(7);
    expect(-L.PreHeader.GC_NEXT).toBe(L.PyGC_Head.size);
    expect(L.PreHeader.GC_PREV).toBe(L.PreHeader.GC_NEXT + L.PyGC_Head._gc_prev);
  });

  test('system constants', () => {
    const groups: [string, Record<string, number>, string][] = [
      ['O_', constants.O, ''],
      ['S_', constants.S, ''],
      ['SEEK_', constants.SEEK, ''],
      ['DT_', constants.DT, ''],
      ['', constants.ACCESS, ''],
      ['AT_', constants.AT, ''],
      ['F_', constants.F, ''],
      ['POLL', constants.POLL, ''],
      ['CLOCK_', constants.CLOCK, ''],
      ['ITIMER_', constants.ITIMER, ''],
      ['SIG_', constants.SIGMASK, ''],
      ['W', constants.WAIT, ''],
      ['RLIMIT_', constants.RLIMIT, ''],
      ['_SC_', constants.SYSCONF, ''],
    ];
    const lines: string[] = [];
    const expected: string[][] = [];
    for (const [prefix, table] of groups)
      for (const [name, value] of Object.entries(table)) {
        lines.push(`VALUE("${prefix}${name}", ${prefix}${name})`);
        expected.push([prefix + name, String(BigInt.asUintN(64, BigInt(value)))]);
      }
    for (const [name, n] of [...ERRNO_ROWS, ...ERRNO_ALIASES, ...SIGNAL_ROWS, ...SIGNAL_ALIASES]) {
      lines.push(`VALUE("${name}", ${name})`);
      expected.push([name, String(n)]);
    }
    lines.push('VALUE("RLIM_INFINITY", RLIM_INFINITY)');
    expected.push(['RLIM_INFINITY', String(constants.RLIM_INFINITY)]);
    const includes = [
      'dirent',
      'errno',
      'fcntl',
      'poll',
      'signal',
      'sys/resource',
      'sys/stat',
      'sys/time',
      'sys/wait',
    ];
    const head = includes.map((h) => `#include <${h}.h>\n`).join('');
    const actual = runC(`${HEAD}${head}int main() { ${lines.join('\n')} }`);
    expect(expected).toEqual(actual);
  });

  test('messages of errors and descriptions of signals', () => {
    const lines = ERRNO_ROWS.map(([, n]) => `puts(strerror(${n}));`);
    for (const [, n] of SIGNAL_ROWS) lines.push(`puts(strsignal(${n}));`);
    const actual = runC(
      `${HEAD}#include <signal.h>\nint main() { ${lines.join('\n')} puts(strerror(999)); }`,
    );
    const expected = [
      ...ERRNO_ROWS.map((row) => row[2] as string),
      ...SIGNAL_ROWS.map((row) => row[2] as string),
      errnoMessage(999),
    ];
    expect(expected.map((line) => line.split(' '))).toEqual(actual);
    expect(errnoName(2)).toBe('ENOENT');
  });
});

test('every table is compared or known to be ours', () => {
  const all = Object.values(layouts as Record<string, unknown>).filter(isTable);
  const known = new Set<Table>([...CPYTHON.map((g) => g[0]), ...OURS.map((o) => o[0])]);
  expect(all.filter((t) => !known.has(t)).map((t) => t[LAYOUT].name)).toEqual([]);
  expect(L.ThreadState.frame).toBe(L.PyThreadState.size);
});

test('a struct is aligned as C aligns it', () => {
  const inner = struct('inner', null, { a: 'u8', b: 'u16' });
  const outer = struct('outer', null, { x: 'u8', y: [inner, 2], z: 'ptr', w: 'u8' });
  expect([inner.b, inner.size, outer.y, outer.z, outer.w, outer.size]).toEqual([2, 4, 2, 16, 24, 32]);
  const derived = struct('derived', outer, { v: 'u8' });
  expect([derived.x, derived.v, derived.size]).toEqual([0, 32, 40]);
});
