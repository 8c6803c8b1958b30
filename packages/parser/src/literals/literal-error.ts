/**
 * What is wrong with a literal. CPython raises these while it builds the node, at the parser's last token; that
 * position is the parser's to add.
 */
export class LiteralError {
  constructor(readonly message: string) {}
}
