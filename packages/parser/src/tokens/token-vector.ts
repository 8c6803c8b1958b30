/**
 * The tokens of one source text as parallel arrays: a token is an index. Nothing is allocated for a token,
 * and the parser reads a token's type from a byte array.
 *
 * Columns are CPython's: UTF-8 bytes from the start of the physical line. The layout tokens that have no
 * text (INDENT, DEDENT, ENDMARKER) have columns -1, as in CPython; their `starts` and `ends` say where the
 * scanner stood.
 */
export class TokenVector {
  count = 0;
  types: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  lines: Int32Array;
  cols: Int32Array;
  endLines: Int32Array;
  endCols: Int32Array;

  constructor(capacity: number) {
    this.types = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.lines = new Int32Array(capacity);
    this.cols = new Int32Array(capacity);
    this.endLines = new Int32Array(capacity);
    this.endCols = new Int32Array(capacity);
  }

  get capacity(): number {
    return this.types.length;
  }

  push(
    type: number,
    start: number,
    end: number,
    line: number,
    col: number,
    endLine: number,
    endCol: number,
  ): void {
    const i = this.count++;
    if (i === this.types.length) this.grow();
    this.types[i] = type;
    this.starts[i] = start;
    this.ends[i] = end;
    this.lines[i] = line;
    this.cols[i] = col;
    this.endLines[i] = endLine;
    this.endCols[i] = endCol;
  }

  private grow(): void {
    const capacity = this.types.length * 2;
    const types = new Uint8Array(capacity);
    types.set(this.types);
    this.types = types;
    for (const name of ['starts', 'ends', 'lines', 'cols', 'endLines', 'endCols'] as const) {
      const longer = new Int32Array(capacity);
      longer.set(this[name]);
      this[name] = longer;
    }
  }
}
