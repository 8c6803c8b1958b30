export { ENUMS, type Field, type Kind, nodeRow, nodeRows, type Row } from './ast/asdl.js';
export { type ConstantValue, codePointsOf, type StrConstant, strFromCodePoints } from './ast/constant.js';
export type * from './ast/nodes.gen.js';
export { type DumpOptions, dump } from './dump.js';
export { equalConstants, equalTrees } from './equality.js';
export {
  type PythonErrorType,
  PythonSyntaxError,
  type PythonWarning,
  type SyntaxErrorDetails,
} from './errors.js';
export { characterByName, characterNameOf } from './literals/unicode-names.js';
export type { Mode, ParseOptions } from './options.js';
export { parse } from './parse.js';
export { parseDump } from './parse-dump.js';
export { SourceEncodingError } from './source/decode.js';
export { type ScannedToken, scan } from './tokens/scan.js';
export type { TokenName } from './tokens/token-types.js';
export { type Token, type TokenizeOptions, tokenize } from './tokens/tokenize.js';
export { parseTolerant, type TolerantOptions, type TolerantResult } from './tolerant.js';
export { unparse } from './unparse/unparse.js';
export { TreeProblem } from './validate/problem.js';
export { validate } from './validate/validate.js';
export {
  childNodes,
  type Replacement,
  type Transformer,
  transform,
  type Visitor,
  visit,
  walk,
} from './visitor.js';
