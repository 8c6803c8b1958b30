/** The templates of the loop's cases, from its source: opcode's name to text. */
export function extractCases(loop: string): Record<string, string>;
/** The text of src/translate/cases.gen.ts. */
export function casesFile(loop: string): string;
