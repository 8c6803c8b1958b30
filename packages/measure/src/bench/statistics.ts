/** The mean of ratios: twice as fast here and half as fast there is even. */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** How far apart the rounds of a measurement lie: (largest - smallest) / smallest. */
export function spread(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const least = Math.min(...values);
  return (Math.max(...values) - least) / least;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
