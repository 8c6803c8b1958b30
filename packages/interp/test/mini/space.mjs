/**
 * The smallest space there can be: integers are their own handles (2n + 1), and nothing has a reference count. It has no state outside the
 * window, so any isolate can make it. For hand-assembled programs.
 */
const refuse = (name) => () => {
  throw new Error(`not in this program: ${name}`);
};

export const None = 1;

export function makeMiniSpace(I32, heap) {
  let top = heap;
  const block = (bytes) => {
    const at = top;
    top += (bytes + 15) & ~15;
    return at;
  };
  return new Proxy(
    {
      None,
      True: 3,
      False: 5,
      AssertionError: 7,
      incref() {},
      decref() {},
      intern: () => 9,
      newStr: () => 9,
      text: () => 'sum',
      newBytes: () => 9,
      constant: ({ value }) => 2 * Number(value) + 1,
      tupleOf(at, n) {
        const tuple = block(24 + 8 * n);
        I32[(tuple + 16) >>> 2] = n;
        for (let i = 0; i < n; i++) I32[(tuple + 24 + 8 * i) >>> 2] = I32[at + 2 * i];
        return tuple;
      },
      allocCode: block,
      inplaceAdd: (l, r) => l + r - 1,
      lessTruth: (l, r) => (l < r ? 1 : 0),
    },
    { get: (target, name) => target[name] ?? refuse(name) },
  );
}
