/**
 * Images with `site` done. What it does follows from the command line, a few variables and what lies in a few directories: all of that
 * is in the image's name, so that a process either finds one that was made from the very same facts, or runs `site` itself.
 *
 * Where `site` runs code that is not the library's (sitecustomize, .pth files), or a virtual environment has its say, there is no such
 * image.
 */
import { readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  callMethod,
  decref,
  errClear,
  getAttr,
  intern,
  isInstance,
  jsStr,
  loadedModule,
  None,
  newRef,
  sequenceTuple,
  sysObject,
  T,
  tupleItem,
  tupleLength,
} from '@tyston/objects';
import { imageName } from './image.js';
import { cacheDirectory } from './settings.js';

export interface SiteImage {
  readonly file: string;
  /** The directories that `site` may look into. */
  readonly directories: readonly string[];
}
/** What `site` goes by. */
export interface SiteFacts {
  readonly path: readonly string[];
  readonly prefix: string;
  readonly executable: string;
  /** Whether the user's own directory is wanted. */
  readonly userSite: boolean;
  readonly isolated: boolean;
}

/** When a directory's entries last changed; 'none' where there is nothing, null where something else lies. */
function changed(path: string): string | null {
  const s = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (s === undefined) return 'none';
  return s.isDirectory() ? `${s.dev} ${s.ino} ${s.mtimeNs}` : null;
}

/** The image that serves these facts and those of any image; undefined where `site` would do more than look. */
export function siteImage(facts: readonly (string | number)[], f: SiteFacts): SiteImage | undefined {
  const { HOME, PYTHONUSERBASE } = process.env;
  const base = PYTHONUSERBASE || (HOME && join(HOME, '.local'));
  if (!base || ![...f.path, base].every(isAbsolute)) return undefined;
  if (process.geteuid!() !== process.getuid!() || process.getegid!() !== process.getgid!()) return undefined;
  const packages = 'lib/python3.11/site-packages';
  const directories = [...f.path, join(f.prefix, packages), join(base, packages)];
  const bin = dirname(f.executable);
  const lookedAt = [join(bin, 'pyvenv.cfg'), join(dirname(bin), 'pyvenv.cfg'), ...directories].map(changed);
  if (lookedAt.includes(null) || lookedAt[0] !== 'none' || lookedAt[1] !== 'none') return undefined;
  const name = imageName([
    ...facts,
    'site',
    JSON.stringify(f),
    base,
    Number(PYTHONUSERBASE !== undefined),
    ...(lookedAt as string[]),
  ]);
  return { file: join(cacheDirectory(), name), directories };
}

/** An attribute of `site` as strings: a string's or a sequence's of strings. */
function strings(o: Owned): readonly string[] {
  if (o === NULL) {
    errClear();
    return [''];
  }
  const isText = isInstance(o, T.str);
  const all = isText || o === None ? NULL : sequenceTuple(o);
  const out = isText ? [jsStr(o)] : [];
  for (let i = 0; all !== NULL && i < tupleLength(all); i++) out.push(jsStr(tupleItem(all, i)));
  if (all !== NULL) decref(all);
  decref(o);
  return out;
}

/** After `site` has run: whether it has looked nowhere but in these directories, and found nothing to run there. */
export function dependsOnlyOn({ directories }: SiteImage): boolean {
  const site: Borrowed = loadedModule('site');
  const searched = [
    ...strings(callMethod(site, 'getsitepackages')),
    ...strings(getAttr(site, intern('USER_SITE'))),
    ...strings(newRef(sysObject('path'))),
  ];
  if (!searched.every((d) => directories.includes(d))) return false;
  return directories.every((d) => {
    try {
      return !readdirSync(d).some((name) => name.endsWith('.pth') || /^(site|user)customize\b/.test(name));
    } catch (e) {
      return (e as NodeJS.ErrnoException).code === 'ENOENT';
    }
  });
}
