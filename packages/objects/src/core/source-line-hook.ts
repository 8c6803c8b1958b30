/** A line of a source file, for the `text` of SyntaxErrors that are found after parsing; the runtime reads files. */
let read: (filename: string, line: number) => string | null = () => null;
export function setSourceLineReader(f: typeof read): void {
  read = f;
}
/** Line `line` of the file. (As CPython's, it comes from the disk, not from the source that is compiled.) */
export function sourceLine(filename: string, line: number): string | null {
  return read(filename, line);
}
