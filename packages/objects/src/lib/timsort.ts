/**
 * Timsort: an adaptive, stable mergesort (Tim Peters, listsort.txt, 2002; the merge order is "powersort", Munro and Wild 2018, which
 * CPython 3.11 uses).
 *
 * The array is cut into runs, ascending or strictly descending ones as they are found, lengthened to `minrun` by binary
 * insertion. Runs wait on a stack and are merged in an order that keeps the merges balanced. A merge copies the shorter run away
 * and takes from both ends of the gap; when one side wins many times in a row it "gallops": finds by exponential search how far
 * it will go on winning.
 *
 * It compares only by `less`, which may run any Python code and may fail: then the sort stops, and the array still is a
 * permutation of what it was. Comparisons are made in CPython's order, as programs can see them.
 */

/** `a < b`: 1, 0, or -1 to stop. */
export type Less = (a: number, b: number) => number;

/** Items may be numbers of any kind: handles or the values themselves. */
export type Slots = Int32Array | Float64Array;

const MIN_GALLOP = 7;
const FAILED = -1;

class Sorter {
  private minGallop = MIN_GALLOP;
  private readonly base: number[] = [];
  private readonly len: number[] = [];
  private readonly power: number[] = [];

  /** `values`, if any, move along with the keys. */
  constructor(
    private readonly keys: Slots,
    private readonly values: Int32Array | null,
    private readonly less: Less,
  ) {}

  /** Sorts all: false when a comparison failed. */
  sort(): boolean {
    const n = this.keys.length;
    if (n < 2) return true;
    const minrun = computeMinrun(n);
    let lo = 0;
    while (lo < n) {
      let run = this.countRun(lo, n);
      if (run < 0) return false;
      if (run < minrun) {
        const forced = Math.min(n - lo, minrun);
        if (!this.binaryInsertion(lo, lo + forced, lo + run)) return false;
        run = forced;
      }
      if (!this.foundNewRun(run, n)) return false;
      this.base.push(lo);
      this.len.push(run);
      this.power.push(0);
      lo += run;
    }
    while (this.base.length > 1) if (!this.mergeAt(this.base.length - 2)) return false;
    return true;
  }

  /** Length of the run at `lo`; a strictly descending one is reversed. */
  private countRun(lo: number, hi: number): number {
    const { keys, less } = this;
    if (lo + 1 === hi) return 1;
    let i = lo + 1;
    let r = less(keys[i]!, keys[lo]!);
    if (r < 0) return FAILED;
    if (r > 0) {
      for (i++; i < hi; i++) {
        r = less(keys[i]!, keys[i - 1]!);
        if (r < 0) return FAILED;
        if (r === 0) break;
      }
      this.reverse(lo, i);
    } else {
      for (i++; i < hi; i++) {
        r = less(keys[i]!, keys[i - 1]!);
        if (r < 0) return FAILED;
        if (r > 0) break;
      }
    }
    return i - lo;
  }

  private reverse(lo: number, hi: number): void {
    this.keys.subarray(lo, hi).reverse();
    if (this.values) this.values.subarray(lo, hi).reverse();
  }

  /** Sorts [lo, hi), of which [lo, start) is sorted. */
  private binaryInsertion(lo: number, hi: number, start: number): boolean {
    const { keys, values, less } = this;
    for (let at = start === lo ? start + 1 : start; at < hi; at++) {
      const pivot = keys[at]!;
      let l = lo;
      let r = at;
      while (l < r) {
        const p = l + ((r - l) >> 1);
        const k = less(pivot, keys[p]!);
        if (k < 0) return false;
        if (k > 0) r = p;
        else l = p + 1;
      }
      keys.copyWithin(l + 1, l, at);
      keys[l] = pivot;
      if (values) {
        const v = values[at]!;
        values.copyWithin(l + 1, l, at);
        values[l] = v;
      }
    }
    return true;
  }

  /** Merges what powersort says must be merged before a run of `n2` items goes on the stack. */
  private foundNewRun(n2: number, n: number): boolean {
    if (this.base.length === 0) return true;
    const top = this.base.length - 1;
    const p = runPower(this.base[top]!, this.len[top]!, n2, n);
    while (this.base.length > 1 && this.power[this.base.length - 2]! > p)
      if (!this.mergeAt(this.base.length - 2)) return false;
    this.power[this.base.length - 1] = p;
    return true;
  }

  /** Merges runs i and i+1 of the stack. */
  private mergeAt(i: number): boolean {
    const { base, len, keys } = this;
    let a = base[i]!;
    let na = len[i]!;
    const b = base[i + 1]!;
    let nb = len[i + 1]!;
    len[i] = na + nb;
    base.splice(i + 1, 1);
    len.splice(i + 1, 1);
    this.power.splice(i + 1, 1);
    // What of A is already in place, and what of B.
    const k = this.gallopRight(keys[b]!, keys, a, na, 0);
    if (k < 0) return false;
    a += k;
    na -= k;
    if (na === 0) return true;
    nb = this.gallopLeft(keys[a + na - 1]!, keys, b, nb, nb - 1);
    if (nb < 0) return false;
    if (nb === 0) return true;
    return na <= nb ? this.mergeLow(a, na, b, nb) : this.mergeHigh(a, na, b, nb);
  }

  /** Where `key` belongs in the sorted a[at, at+n), left of equals: 0 … n. Starts looking at `hint`. */
  private gallopLeft(key: number, a: Slots, at: number, n: number, hint: number): number {
    const { less } = this;
    let last = 0;
    let ofs = 1;
    let r = less(a[at + hint]!, key);
    if (r < 0) return FAILED;
    if (r > 0) {
      // a[hint] < key: to the right until a[hint + last] < key <= a[hint + ofs]
      const max = n - hint;
      while (ofs < max) {
        r = less(a[at + hint + ofs]!, key);
        if (r < 0) return FAILED;
        if (r === 0) break;
        last = ofs;
        ofs = ofs * 2 + 1;
      }
      if (ofs > max) ofs = max;
      last += hint;
      ofs += hint;
    } else {
      // key <= a[hint]: to the left until a[hint - ofs] < key <= a[hint - last]
      const max = hint + 1;
      while (ofs < max) {
        r = less(a[at + hint - ofs]!, key);
        if (r < 0) return FAILED;
        if (r > 0) break;
        last = ofs;
        ofs = ofs * 2 + 1;
      }
      if (ofs > max) ofs = max;
      const k = last;
      last = hint - ofs;
      ofs = hint - k;
    }
    last++;
    while (last < ofs) {
      const m = last + ((ofs - last) >> 1);
      r = less(a[at + m]!, key);
      if (r < 0) return FAILED;
      if (r > 0) last = m + 1;
      else ofs = m;
    }
    return ofs;
  }
  /** The same, right of equals. */
  private gallopRight(key: number, a: Slots, at: number, n: number, hint: number): number {
    const { less } = this;
    let last = 0;
    let ofs = 1;
    let r = less(key, a[at + hint]!);
    if (r < 0) return FAILED;
    if (r > 0) {
      // key < a[hint]: to the left until a[hint - ofs] <= key < a[hint - last]
      const max = hint + 1;
      while (ofs < max) {
        r = less(key, a[at + hint - ofs]!);
        if (r < 0) return FAILED;
        if (r === 0) break;
        last = ofs;
        ofs = ofs * 2 + 1;
      }
      if (ofs > max) ofs = max;
      const k = last;
      last = hint - ofs;
      ofs = hint - k;
    } else {
      // a[hint] <= key: to the right until a[hint + last] <= key < a[hint + ofs]
      const max = n - hint;
      while (ofs < max) {
        r = less(key, a[at + hint + ofs]!);
        if (r < 0) return FAILED;
        if (r > 0) break;
        last = ofs;
        ofs = ofs * 2 + 1;
      }
      if (ofs > max) ofs = max;
      last += hint;
      ofs += hint;
    }
    last++;
    while (last < ofs) {
      const m = last + ((ofs - last) >> 1);
      r = less(key, a[at + m]!);
      if (r < 0) return FAILED;
      if (r > 0) ofs = m;
      else last = m + 1;
    }
    return ofs;
  }

  /** Moves `n` items within the array. */
  private move(to: number, from: number, n: number): void {
    this.keys.copyWithin(to, from, from + n);
    if (this.values) this.values.copyWithin(to, from, from + n);
  }

  /** Merges the adjacent runs [a, a+na) and [b, b+nb) from the left, with A copied away: na <= nb. */
  private mergeLow(a: number, na: number, b: number, nb: number): boolean {
    const { keys, values, less } = this;
    const tk = keys.slice(a, a + na);
    const tv = values ? values.slice(a, a + na) : null;
    let dest = a;
    let i = 0; // next of the copy of A
    let j = b; // next of B
    const takeA = (n: number) => {
      keys.set(tk.subarray(i, i + n), dest);
      if (tv) values!.set(tv.subarray(i, i + n), dest);
      dest += n;
      i += n;
      na -= n;
    };
    const takeB = (n: number) => {
      this.move(dest, j, n);
      dest += n;
      j += n;
      nb -= n;
    };
    const finish = (ok: boolean) => {
      if (na > 0) takeA(na);
      return ok;
    };
    // The last of A goes to the very end.
    const finishWithB = () => {
      this.move(dest, j, nb);
      keys[dest + nb] = tk[i]!;
      if (tv) values![dest + nb] = tv[i]!;
      return true;
    };
    takeB(1);
    if (nb === 0) return finish(true);
    if (na === 1) return finishWithB();
    let minGallop = this.minGallop;
    for (;;) {
      let countA = 0;
      let countB = 0;
      for (;;) {
        const k = less(keys[j]!, tk[i]!);
        if (k < 0) return finish(false);
        if (k > 0) {
          keys[dest] = keys[j]!;
          if (values) values[dest] = values[j]!;
          dest++;
          j++;
          nb--;
          countB++;
          countA = 0;
          if (nb === 0) return finish(true);
          if (countB >= minGallop) break;
        } else {
          keys[dest] = tk[i]!;
          if (tv) values![dest] = tv[i]!;
          dest++;
          i++;
          na--;
          countA++;
          countB = 0;
          if (na === 1) return finishWithB();
          if (countA >= minGallop) break;
        }
      }
      minGallop++;
      do {
        if (minGallop > 1) minGallop--;
        this.minGallop = minGallop;
        let k = this.gallopRight(keys[j]!, tk, i, na, 0);
        if (k < 0) return finish(false);
        countA = k;
        if (k > 0) {
          takeA(k);
          if (na === 1) return finishWithB();
          // Only with a comparison that contradicts itself.
          if (na === 0) return finish(true);
        }
        takeB(1);
        if (nb === 0) return finish(true);
        k = this.gallopLeft(tk[i]!, keys, j, nb, 0);
        if (k < 0) return finish(false);
        countB = k;
        if (k > 0) {
          takeB(k);
          if (nb === 0) return finish(true);
        }
        takeA(1);
        if (na === 1) return finishWithB();
      } while (countA >= MIN_GALLOP || countB >= MIN_GALLOP);
      minGallop++;
      this.minGallop = minGallop;
    }
  }

  /** Merges from the right, with B copied away: na >= nb. */
  private mergeHigh(a: number, na: number, b: number, nb: number): boolean {
    const { keys, values, less } = this;
    const tk = keys.slice(b, b + nb);
    const tv = values ? values.slice(b, b + nb) : null;
    let dest = b + nb - 1;
    let i = a + na - 1; // last of A
    let j = nb - 1; // last of the copy of B
    const takeA = (n: number) => {
      dest -= n;
      i -= n;
      na -= n;
      this.move(dest + 1, i + 1, n);
    };
    const takeB = (n: number) => {
      dest -= n;
      j -= n;
      nb -= n;
      keys.set(tk.subarray(j + 1, j + 1 + n), dest + 1);
      if (tv) values!.set(tv.subarray(j + 1, j + 1 + n), dest + 1);
    };
    const finish = (ok: boolean) => {
      if (nb > 0) {
        keys.set(tk.subarray(0, nb), dest - (nb - 1));
        if (tv) values!.set(tv.subarray(0, nb), dest - (nb - 1));
      }
      return ok;
    };
    // The first of B goes to the very front.
    const finishWithA = () => {
      this.move(dest + 1 - na, i + 1 - na, na);
      keys[dest - na] = tk[j]!;
      if (tv) values![dest - na] = tv[j]!;
      return true;
    };
    takeA(1);
    if (na === 0) return finish(true);
    if (nb === 1) return finishWithA();
    let minGallop = this.minGallop;
    for (;;) {
      let countA = 0;
      let countB = 0;
      for (;;) {
        const k = less(tk[j]!, keys[i]!);
        if (k < 0) return finish(false);
        if (k > 0) {
          keys[dest] = keys[i]!;
          if (values) values[dest] = values[i]!;
          dest--;
          i--;
          na--;
          countA++;
          countB = 0;
          if (na === 0) return finish(true);
          if (countA >= minGallop) break;
        } else {
          keys[dest] = tk[j]!;
          if (tv) values![dest] = tv[j]!;
          dest--;
          j--;
          nb--;
          countB++;
          countA = 0;
          if (nb === 1) return finishWithA();
          if (countB >= minGallop) break;
        }
      }
      minGallop++;
      do {
        if (minGallop > 1) minGallop--;
        this.minGallop = minGallop;
        let k = this.gallopRight(tk[j]!, keys, a, na, na - 1);
        if (k < 0) return finish(false);
        k = na - k;
        countA = k;
        if (k > 0) {
          takeA(k);
          if (na === 0) return finish(true);
        }
        takeB(1);
        if (nb === 1) return finishWithA();
        k = this.gallopLeft(keys[i]!, tk, 0, nb, nb - 1);
        if (k < 0) return finish(false);
        k = nb - k;
        countB = k;
        if (k > 0) {
          takeB(k);
          if (nb === 1) return finishWithA();
          if (nb === 0) return finish(true);
        }
        takeA(1);
        if (na === 0) return finish(true);
      } while (countA >= MIN_GALLOP || countB >= MIN_GALLOP);
      minGallop++;
      this.minGallop = minGallop;
    }
  }
}

/** 32 <= k <= 64 such that n/k is close to, but no more than, a power of 2; n itself when it is small. */
function computeMinrun(n: number): number {
  let r = 0;
  while (n >= 64) {
    r |= n & 1;
    n >>= 1;
  }
  return n + r;
}

/**
 * Powersort's depth of the node between two adjacent runs, of n1 items at s1 and of n2 behind it, in an array of n: the position of the first
 * bit in which the fractions (midpoint of a run) / n of the two differ.
 */
function runPower(s1: number, n1: number, n2: number, n: number): number {
  let result = 0;
  // Twice the midpoints, so that they are whole.
  let a = 2 * s1 + n1;
  let b = a + n1 + n2;
  for (;;) {
    result++;
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) break;
    a *= 2;
    b *= 2;
  }
  return result;
}

/** Sorts `keys` in place, and `values` along with them: false when a comparison failed. */
export function timsort(keys: Slots, values: Int32Array | null, less: Less): boolean {
  return new Sorter(keys, values, less).sort();
}
