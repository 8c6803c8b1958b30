/** What `node --cpu-prof` writes: a tree of calls, and which of its nodes was on top at each sample. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface Row {
  readonly name: string;
  /** Microseconds in the function itself. */
  readonly self: number;
  /** Microseconds while it was on the stack, counted once however often it is there. */
  readonly all: number;
}

export function summary(profile: CpuProfile): { total: number; rows: Row[] } {
  const own = new Map<number, number>();
  profile.samples.forEach((id, index) => {
    own.set(id, (own.get(id) ?? 0) + Math.max(0, profile.timeDeltas[index]!));
  });
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const child = new Set(profile.nodes.flatMap((node) => node.children ?? []));
  const self = new Map<string, number>();
  const all = new Map<string, number>();
  const label = (id: number) => {
    const { functionName, url, lineNumber } = nodes.get(id)!.callFrame;
    const place = url ? ` (${url.split('/').at(-1)}:${lineNumber + 1})` : '';
    return (functionName || 'anonymous') + place;
  };
  // Post-order without recursion: deep programs have deep trees.
  const below = new Map<number, number>();
  for (const rootNode of profile.nodes.filter((node) => !child.has(node.id))) {
    const path = new Map<string, number>();
    const stack: { id: number; next: number }[] = [{ id: rootNode.id, next: 0 }];
    path.set(label(rootNode.id), 1);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const children = nodes.get(top.id)!.children ?? [];
      if (top.next < children.length) {
        const id = children[top.next++]!;
        stack.push({ id, next: 0 });
        path.set(label(id), (path.get(label(id)) ?? 0) + 1);
        continue;
      }
      stack.pop();
      const name = label(top.id);
      const spent = (own.get(top.id) ?? 0) + children.reduce((sum, id) => sum + below.get(id)!, 0);
      below.set(top.id, spent);
      self.set(name, (self.get(name) ?? 0) + (own.get(top.id) ?? 0));
      path.set(name, path.get(name)! - 1);
      if (path.get(name) === 0) all.set(name, (all.get(name) ?? 0) + spent);
    }
  }
  const total = [...own.values()].reduce((sum, value) => sum + value, 0);
  const rows = [...self].map(([name, value]) => ({ name, self: value, all: all.get(name) ?? value }));
  return { total, rows: rows.sort((a, b) => b.self - a.self) };
}
