/** What is wrong with a tree: the exception that `compile()` raises for it. */
export class TreeProblem extends Error {
  constructor(
    readonly type: 'ValueError' | 'TypeError',
    message: string,
  ) {
    super(message);
  }
}

export function valueProblem(message: string): never {
  throw new TreeProblem('ValueError', message);
}
