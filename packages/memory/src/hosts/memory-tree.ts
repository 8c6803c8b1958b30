/**
 * The tree behind the files in memory, and how a path is walked in it: as Linux does, since the order of its checks decides which error
 * a program sees.
 */
import { E } from '../errno.js';
import { S } from '../os-constants.js';

export interface Node {
  readonly ino: bigint;
  mode: number;
  mtime: bigint;
  atime: bigint;
  ctime: bigint;
  links: number;
  /** Of a file; `size` bytes of it count. */
  data: Uint8Array;
  size: number;
  /** Of a directory. */
  readonly entries: Map<string, Node> | null;
  /** Of a symbolic link. */
  readonly target: string | null;
}

/** Where a path ends. */
export interface Found {
  /** Null when the last name does not exist in `parent`. */
  readonly node: Node | null;
  readonly parent: Node;
  readonly name: string;
  /** Absolute, without symbolic links but perhaps the last. */
  readonly path: string;
  /** The path ends with a slash: what it names must be a directory. */
  readonly slash: boolean;
  /** The path ends with `.` or `..`, or is the root: such an entry can be neither made nor removed. */
  readonly dots: '' | '.' | '..' | '/';
}

const MAX_LINKS = 40;

export interface Tree {
  readonly root: Node;
  cwd: string;
  make(mode: number, target?: string): Node;
  /** The entry that a path names, its last symbolic link not followed; or `-errno`. For making, moving and removing entries. */
  entry(path: string): Found | number;
  /** What a path leads to, which must exist; or `-errno`. */
  lookup(path: string, follow: boolean): (Found & { readonly node: Node }) | number;
  /** As `lookup`, but the last name need not exist: for opening with O_CREAT. */
  reach(path: string, follow: boolean): Found | number;
}

export function makeTree(now: () => bigint): Tree {
  let inodes = 1n;
  function make(mode: number, target?: string): Node {
    const t = now();
    const dir = (mode & S.IFMT) === S.IFDIR;
    return {
      ino: inodes++,
      mode,
      mtime: t,
      atime: t,
      ctime: t,
      links: dir ? 2 : 1,
      data: new Uint8Array(0),
      size: 0,
      entries: dir ? new Map() : null,
      target: target ?? null,
    };
  }
  const root = make(S.IFDIR | 0o755);

  function walk(path: string, follow: boolean, depth: number): Found | number {
    if (path === '') return -E.ENOENT;
    if (path.includes('\0')) return -E.EINVAL;
    if (depth > MAX_LINKS) return -E.ELOOP;
    const raw = (path[0] === '/' ? path : `${tree.cwd}/${path}`).split('/').filter((p) => p !== '');
    const parts = raw.filter((p) => p !== '.');
    const end = raw[raw.length - 1];
    const dots = end === undefined ? '/' : end === '.' || end === '..' ? end : '';
    const slash = path.endsWith('/') && dots === '';
    const stack: [Node, string][] = [[root, '']];
    const here = () => stack.map((s) => s[1]).join('/') || '/';
    for (const [i, part] of parts.entries()) {
      const [dir] = stack[stack.length - 1]!;
      const last = i === parts.length - 1;
      if (!dir.entries) return -E.ENOTDIR;
      if (part === '..') {
        if (stack.length > 1) stack.pop();
        continue;
      }
      const child = dir.entries.get(part) ?? null;
      if (child === null) {
        if (!last || dots !== '') return -E.ENOENT;
        const full = here() === '/' ? `/${part}` : `${here()}/${part}`;
        return { node: null, parent: dir, name: part, path: full, slash, dots };
      }
      if (child.target !== null && (!last || follow || dots !== '')) {
        const to = child.target[0] === '/' ? child.target : `${here()}/${child.target}`;
        const rest = parts.slice(i + 1);
        const found = walk([to, ...rest].join('/'), follow, depth + 1);
        return typeof found === 'number' || !slash ? found : { ...found, slash };
      }
      stack.push([child, part]);
    }
    const [node, name] = stack[stack.length - 1]!;
    if (dots !== '' && !node.entries) return -E.ENOTDIR;
    return { node, parent: stack[stack.length - 2]?.[0] ?? root, name, path: here(), slash, dots };
  }

  const tree: Tree = {
    root,
    cwd: '/',
    make,
    entry: (path) => walk(path, false, 0),
    reach: (path, follow) => walk(path, follow, 0),
    lookup(path, follow) {
      // A slash behind the name of a symbolic link follows it.
      const found = walk(path, follow || path.endsWith('/'), 0);
      if (typeof found === 'number') return found;
      const { node } = found;
      if (node === null) return -E.ENOENT;
      return found.slash && !node.entries ? -E.ENOTDIR : { ...found, node };
    },
  };
  return tree;
}
