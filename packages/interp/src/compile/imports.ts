/** Import statements (language reference 7.11). */
import type { Import, ImportFrom } from '@tyston/parser';
import type { Const } from '../code-unit.js';
import { Op } from '../opcodes.js';
import { type Compiler, TEMP } from './compiler.js';
import { int, NONE, str } from './values.js';

/** __import__(name, fromlist=…, level=…) into a new temporary. */
function emitImport(c: Compiler, name: string, level: number, fromlist: Const): number {
  const { b } = c;
  const base = c.loadConst(int(level), TEMP);
  c.loadConst(fromlist, TEMP);
  b.freeRun(base, 2);
  const module = b.temp();
  b.emit(Op.IMPORT_NAME, module, b.name(c.mangle(name)), base);
  return module;
}

export function visitImport(c: Compiler, s: Import): void {
  const { b } = c;
  for (const { name, asname } of s.names) {
    const module = emitImport(c, name, 0, NONE);
    const [first, ...inner] = name.split('.') as [string, ...string[]];
    if (asname !== null) {
      // `import a.b.c as m`: __import__ returns a.
      for (const attribute of inner) {
        const package_ = module;
        const next = b.temp();
        b.emit(Op.IMPORT_FROM, next, package_, b.name(c.mangle(attribute)));
        b.emit(Op.RELEASE, package_);
        b.free(next);
        b.emit(Op.MOVE, module, next);
      }
    }
    c.storeName(asname ?? first, module);
    b.free(module);
  }
}

export function visitImportFrom(c: Compiler, s: ImportFrom): void {
  const { b } = c;
  if (s.module === '__future__' && s.lineno > c.settings.lastFutureLine) {
    throw c.error('from __future__ imports must occur at the beginning of the file');
  }
  const items = s.names.map(({ name }) => str(name));
  const module = emitImport(c, s.module ?? '', s.level ?? 0, { type: 'tuple', items });
  if (s.names[0]?.name === '*') {
    b.emit(Op.IMPORT_STAR, module);
    b.free(module);
    return;
  }
  for (const { name, asname } of s.names) {
    const local = c.fastLocal(asname ?? name);
    const value = local >= 0 ? local : b.temp();
    b.emit(Op.IMPORT_FROM, value, module, b.name(c.mangle(name)));
    if (local >= 0) {
      c.forbidDebug(asname ?? name, 'Store');
      continue;
    }
    c.storeName(asname ?? name, value);
    b.free(value);
  }
  c.release(module);
}
