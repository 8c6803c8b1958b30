/** What patterns may be made of. */
import type { expr, MatchClass, pattern } from '../ast/nodes.gen.js';
import { valueProblem } from './problem.js';

/** The rules of a pattern's own fields; `starOk`: it stands in a sequence pattern. */
export function checkPattern(p: pattern, starOk: boolean): void {
  switch (p.kind) {
    case 'MatchValue':
      return checkValue(p.value);
    case 'MatchSingleton':
      if (!['None', 'True', 'False'].includes(p.value.type))
        valueProblem('MatchSingleton can only contain True, False and None');
      return;
    case 'MatchMapping':
      if (p.keys.length !== p.patterns.length)
        valueProblem("MatchMapping doesn't have the same number of keys as patterns");
      if (p.rest !== null) checkCapture(p.rest);
      for (const key of p.keys) if (!isSingleton(key)) checkValue(key);
      return;
    case 'MatchClass':
      return checkClass(p);
    case 'MatchStar':
      if (!starOk) valueProblem("can't use MatchStar here");
      if (p.name !== null) checkCapture(p.name);
      return;
    case 'MatchAs':
      if (p.name !== null) checkCapture(p.name);
      else if (p.pattern !== null) valueProblem('MatchAs must specify a target name if a pattern is given');
      return;
    case 'MatchOr':
      if (p.patterns.length < 2) valueProblem('MatchOr requires at least 2 patterns');
      return;
    default:
  }
}

/** Names that the language keeps for constants cannot be identifiers. */
export function checkName(name: string): void {
  if (name === 'None' || name === 'True' || name === 'False')
    valueProblem(`identifier field can't represent '${name}' constant`);
}

function checkCapture(name: string): void {
  if (name === '_') valueProblem("can't capture name '_' in patterns");
  checkName(name);
}

function checkClass(p: MatchClass): void {
  if (p.kwd_attrs.length !== p.kwd_patterns.length)
    valueProblem("MatchClass doesn't have the same number of keyword attributes as patterns");
  let cls: expr = p.cls;
  while (cls.kind === 'Attribute') cls = cls.value;
  if (cls.kind !== 'Name') valueProblem('MatchClass cls field can only contain Name or Attribute nodes.');
  for (const name of p.kwd_attrs) checkName(name);
}

function isSingleton(e: expr): boolean {
  return e.kind === 'Constant' && ['None', 'True', 'False'].includes(e.value.type);
}

const LITERALS = new Set<string>(['int', 'float', 'complex', 'bytes', 'str']);

function checkValue(e: expr): void {
  if (e.kind === 'Constant') {
    if (!LITERALS.has(e.value.type)) valueProblem('unexpected constant inside of a literal pattern');
    return;
  }
  const fine = e.kind === 'Attribute' || e.kind === 'JoinedStr' || isNegative(e, true) || isComplexSum(e);
  if (!fine) valueProblem('patterns may only match literals and attribute lookups');
}

/** A number, with what it may be. */
function isNumber(e: expr, real: boolean, imaginary: boolean): boolean {
  if (e.kind !== 'Constant') return false;
  return e.value.type === 'complex'
    ? imaginary
    : real && (e.value.type === 'int' || e.value.type === 'float');
}

function isNegative(e: expr, imaginary: boolean): boolean {
  return e.kind === 'UnaryOp' && e.op === 'USub' && isNumber(e.operand, true, imaginary);
}

/** `-1 + 2j` */
function isComplexSum(e: expr): boolean {
  return (
    e.kind === 'BinOp' &&
    (e.op === 'Add' || e.op === 'Sub') &&
    (isNumber(e.left, true, false) || isNegative(e.left, false)) &&
    isNumber(e.right, false, true)
  );
}
