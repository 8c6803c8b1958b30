/**
 * Writes src/translate/cases.gen.ts: the cases of the interpreter loop as templates, which the translator fills with the operands of
 * an instruction. So what an opcode means is written once, in src/run/loop.ts. To be run after a case has changed:
 * `npm run cases -w @tyston/interp`; a test compares.
 *
 * In a template
 *
 *     «a» «b» «c»              are an operand, doubled as in the loop; «op» «pc» «start» numbers; «tp» the index of the first temporary
 *     «k b» «n b»              the constant, the name that operand b numbers
 *     «if b»…«else»…«end»      is the first part where operand b is a temporary, else the second
 *     «jump»                   goes to the label; the code behind it is not reached
 *
 * `break done` ends an instruction without a value, `break value` one with its value in `v` (0: an exception), and a return of CONTINUE
 * leaves the translation because another frame is the innermost.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/** Cases that the translator writes itself. */
const OWN = new Set(['WIDE', 'NOP', 'JUMP', 'JUMP_BACK']);

export function extractCases(loop) {
  const js = ts.transpileModule(loop, {
    compilerOptions: { target: 'esnext', removeComments: false },
  }).outputText;
  const file = ts.createSourceFile('loop.js', js, ts.ScriptTarget.Latest, true);
  const text = (node) => node.getText(file);
  const template = (node) =>
    text(node)
      .replace(/\/\*.*?\*\/ ?/g, '')
      .replace(/\bI32\[kp \+ ([abc])\]/g, '«k $1»')
      .replace(/\bI32\[np \+ ([abc])\]/g, '«n $1»')
      .replace(/\bkp\b/g, '«kp»')
      .replace(/(?<![.\w«])(a|b|c|op|start|pc|tp)(?![\w»])/g, '«$1»')
      .replace(/\s+/g, ' ');

  /** `fp + b >= tp`: the operand's letter. */
  const temporary = (condition) => /^fp \+ ([abc]) >= tp$/.exec(text(condition))?.[1];
  /** `pc += 1 + I32[pc + 1]`, or nothing more than the way to the next instruction. */
  const LABEL = '1 + I32[pc + 1]';
  function pcStatement(statement) {
    const s = text(statement).replace(/;$/, '');
    if (/^pc(\+\+| \+= \d+)$/.test(s)) return '';
    if (s === `pc += ${LABEL}`) return '«jump»';
    const either = /^pc \+= (.*) \? (.*) : (.*)$/.exec(s);
    if (either === null) throw new Error(`the translator knows no ${s}`);
    const e = statement.expression.right;
    if (text(e.whenTrue) === LABEL) return `if (${template(e.condition)}) «jump»`;
    return `if (!(${template(e.condition)})) «jump»`;
  }

  function emit(node) {
    if (ts.isBlock(node)) return `{ ${node.statements.map(emit).filter(Boolean).join(' ')} }`;
    if (ts.isIfStatement(node)) {
      const yes = emit(node.thenStatement);
      const no = node.elseStatement ? emit(node.elseStatement) : '';
      const operand = temporary(node.expression);
      if (operand) return `«if ${operand}»${yes}«else»${no}«end»`;
      return `if (${template(node.expression)}) ${yes || ';'}${no ? ` else ${no}` : ''}`;
    }
    if (ts.isContinueStatement(node))
      return node.label?.text === 'frame' ? 'return CONTINUE;' : 'break done;';
    if (ts.isBreakStatement(node)) return 'break value;';
    if (ts.isExpressionStatement(node)) return /^pc\b/.test(text(node)) ? pcStatement(node) : template(node);
    if (ts.isReturnStatement(node)) return template(node);
    throw new Error(`the translator knows no ${ts.SyntaxKind[node.kind]}: ${text(node)}`);
  }

  const cases = {};
  const visit = (node) => {
    if (ts.isSwitchStatement(node) && text(node.expression) === 'op') {
      let names = [];
      for (const clause of node.caseBlock.clauses) {
        if (!ts.isCaseClause(clause)) continue;
        names.push(
          /\/\* (\w+) \*\//.exec(
            clause.getFullText(file).slice(0, -clause.statements.length || undefined),
          )[1],
        );
        if (clause.statements.length === 0) continue;
        const body = names.some((name) => OWN.has(name)) ? null : emit(clause.statements[0]);
        for (const name of names) if (body !== null) cases[name] = body.slice(2, -2);
        names = [];
      }
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return cases;
}

export function casesFile(loop) {
  const rows = Object.entries(extractCases(loop)).map(
    ([name, body]) =>
      `  ${name}:\n    ${JSON.stringify(body).replace(/'/g, "\\'").replace(/^"|"$/g, "'").replace(/\\"/g, '"')},`,
  );
  return `// Made by scripts/extract-cases.mjs from src/run/loop.ts.
export const CASES: Readonly<Record<string, string>> = {
${rows.join('\n')}
};
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const source = readFileSync(new URL('../src/run/loop.ts', import.meta.url), 'utf8');
  writeFileSync(new URL('../src/translate/cases.gen.ts', import.meta.url), casesFile(source));
}
