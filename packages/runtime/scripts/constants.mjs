/**
 * An esbuild plugin that writes numbers where the sources say `PyTypeObject.tp_flags`, `T.dict` or `None`.
 *
 * Layouts and fixed addresses are declared once, as frozen objects and exported constants, and every file reads them. In one
 * bundled file they are properties of objects that V8 keeps as hash tables (a layout has up to 65 fields), or variables that it must
 * take for ones that change: a look-up at each use of a field, and no folding of `(p + 8) >>> 2`. So each file is
 * read with the values that the modules it imports really have. Only what cannot change is replaced: numbers that are exported as
 * `const` or are properties of frozen objects, and a file's own constants made of these.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const isTable = (value) =>
  typeof value === 'object' && value !== null && Object.isFrozen(value) && !Array.isArray(value);
const isConstant = (value) => (typeof value === 'number' && Number.isFinite(value)) || isTable(value);

/** The names that a package's modules export and can change later: none of them is a constant, whatever it holds now. */
async function changing(directory) {
  const names = new Set();
  for (const file of await readdir(directory, { recursive: true }))
    if (file.endsWith('.js'))
      for (const [, name] of (await readFile(join(directory, file), 'utf8')).matchAll(
        /^ *export (?:let|var) (\w+)/gm,
      ))
        names.add(name);
  return names;
}

const BINARY = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
  '**': (a, b) => a ** b,
};

/** The value of an expression over constants, or undefined. */
function evaluate(node, constants, file) {
  if (ts.isParenthesizedExpression(node)) return evaluate(node.expression, constants, file);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) return constants.get(node.text);
  if (ts.isPropertyAccessExpression(node)) {
    const table = evaluate(node.expression, constants, file);
    const value = isTable(table) && Object.hasOwn(table, node.name.text) ? table[node.name.text] : undefined;
    return isConstant(value) ? value : undefined;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = evaluate(node.operand, constants, file);
    return typeof value === 'number' ? -value : undefined;
  }
  if (ts.isBinaryExpression(node)) {
    const f = BINARY[node.operatorToken.getText(file)];
    if (!f) return undefined;
    const a = evaluate(node.left, constants, file);
    const b = evaluate(node.right, constants, file);
    return typeof a === 'number' && typeof b === 'number' ? f(a, b) : undefined;
  }
  return undefined;
}

/** The names that a file declares once, wherever that is: only of these is it sure what a use means. */
function declaredOnce(file) {
  const count = new Map();
  const visit = (node) => {
    const declares =
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name && ts.isIdentifier(node.name))
      count.set(node.name.text, (count.get(node.name.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return new Set([...count.keys()].filter((name) => count.get(name) === 1));
}

/** The source with its constants written out. */
async function inlined(path, source, load) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const once = declaredOnce(file);
  const constants = new Map();
  const add = (name, value) => {
    if (isConstant(value) && once.has(name)) constants.set(name, value);
  };
  for (const s of file.statements) {
    if (
      !ts.isImportDeclaration(s) ||
      !s.importClause?.namedBindings ||
      !ts.isNamedImports(s.importClause.namedBindings)
    )
      continue;
    const module = await load(s.moduleSpecifier.text, path);
    if (module === null) continue;
    for (const e of s.importClause.namedBindings.elements)
      add(e.name.text, module[(e.propertyName ?? e.name).text]);
  }
  const isExported = (s) =>
    ts.isVariableStatement(s) && s.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
  const own = file.statements.some(isExported) ? await load(path, path) : {};
  const collect = (node) => {
    if (ts.isVariableStatement(node) && node.declarationList.flags & ts.NodeFlags.Const) {
      for (const d of node.declarationList.declarations)
        if (ts.isIdentifier(d.name) && d.initializer)
          add(d.name.text, isExported(node) ? own[d.name.text] : evaluate(d.initializer, constants, file));
    }
    ts.forEachChild(node, collect);
  };
  collect(file);
  const edits = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node)) {
      const value = evaluate(node, constants, file);
      if (typeof value === 'number') edits.push([node.getStart(file), node.end, value]);
      else visit(node.expression);
      return;
    }
    if (ts.isIdentifier(node)) {
      const value = constants.get(node.text);
      const p = node.parent;
      const names =
        ((ts.isVariableDeclaration(p) || ts.isPropertyAssignment(p) || ts.isMethodDeclaration(p)) &&
          p.name === node) ||
        ts.isLabeledStatement(p) ||
        ts.isBreakOrContinueStatement(p);
      if (typeof value !== 'number' || names) return;
      if (ts.isShorthandPropertyAssignment(p))
        edits.push([node.getStart(file), node.end, value, `${node.text}: `]);
      else edits.push([node.getStart(file), node.end, value]);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let text = source;
  for (const [from, to, value, key = ''] of edits.reverse())
    text = `${text.slice(0, from)}${key}${value < 0 || Object.is(value, -0) ? `(${value})` : value}${text.slice(to)}`;
  return text;
}

/** The plugin, for the built packages in `directories`. `rewrite` may change a file further. */
export function constants(directories, rewrite = (_, source) => source) {
  const modules = new Map();
  const variables = new Map();
  const directoryOf = (path) => directories.find((directory) => path.startsWith(`${directory}/`));
  /** What a module exports and cannot change, or null where it is none of ours. */
  async function load(specifier, from) {
    let path;
    if (specifier.startsWith('.')) path = resolve(dirname(from), specifier);
    else if (specifier.startsWith('/')) path = specifier;
    else if (specifier.startsWith('@tyston/')) path = fileURLToPath(import.meta.resolve(specifier));
    else return null;
    if (!modules.has(path)) {
      const directory = directoryOf(path);
      if (!variables.has(directory)) variables.set(directory, await changing(directory));
      const exported = Object.entries(await import(pathToFileURL(path).href));
      modules.set(path, Object.fromEntries(exported.filter(([name]) => !variables.get(directory).has(name))));
    }
    return modules.get(path);
  }
  return {
    name: 'constants',
    setup(b) {
      b.onLoad({ filter: /\.js$/ }, async ({ path }) => {
        if (directoryOf(path) === undefined) return undefined;
        return {
          contents: rewrite(path, await inlined(path, await readFile(path, 'utf8'), load)),
          loader: 'js',
        };
      });
    },
  };
}
