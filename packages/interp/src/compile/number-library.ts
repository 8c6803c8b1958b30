/**
 * Operations of numbers with corner cases of their own, which are implemented once, where the program's are; undefined where they
 * raise. Whoever compiles without them leaves these operations to the program.
 */
export interface NumberLibrary {
  floatModulo(a: number, b: number): number | undefined;
  floatFloorDivide(a: number, b: number): number | undefined;
  floatPower(a: number, b: number): number | ComplexParts | undefined;
  complexPower(a: ComplexParts, b: ComplexParts): ComplexParts | undefined;
}

export interface ComplexParts {
  readonly real: number;
  readonly imag: number;
}
