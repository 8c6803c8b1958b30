/**
 * The registries that a program may leave something in for as long as its process runs: names of `sys` and `builtins`, the lists of
 * `sys`, search functions of codecs, modules that it made itself, variables of the context. A process that runs one program after
 * another gives each of them the registries that it began with: what stays there by design is no leak.
 */
import { type Borrowed, ldPtr, NULL, type Owned, PyThreadState, Roots, stPtr } from '@tyston/memory';
import {
  decref,
  dictClear,
  dictCopy,
  dictDel,
  dictEntryKey,
  dictEntryValue,
  dictGetStr,
  dictMerge,
  dictNext,
  dictSet,
  intern,
  isInstance,
  jsStr,
  listItem,
  listLength,
  moduleDict,
  None,
  newRef,
  State,
  sequenceList,
  sysObject,
  T,
  unregisterSearch,
  xdecref,
} from '@tyston/objects';

/** The dicts that all programs share: the namespaces of sys and builtins, and the finders of the folders that were searched. */
function sharedDicts(): readonly Borrowed[] {
  return [ldPtr(State.SYS_DICT), ldPtr(State.BUILTINS_DICT), sysObject('path_importer_cache')];
}
/** The lists of `sys` that programs change in place. */
const LISTS = ['path', 'argv', 'meta_path', 'path_hooks'];
const CONTEXT = Roots.MAIN_THREAD + PyThreadState.context;

/** Remembers the registries as they are. The function that comes back puts them so again. */
export function saveRegistries(): () => void {
  const dicts = sharedDicts();
  const contents = dicts.map((dict) => dictCopy(dict));
  const lists = LISTS.map((name) => sequenceList(sysObject(name)));
  const searches = new Set(codecSearches());
  const context = ldPtr(CONTEXT) as Owned;
  stPtr(CONTEXT, NULL);
  return () => {
    dicts.forEach((dict, i) => {
      dictClear(dict);
      dictMerge(dict, contents[i]!, 1);
      decref(contents[i]!);
    });
    LISTS.forEach((name, i) => {
      dictSet(ldPtr(State.SYS_DICT), intern(name), lists[i]!);
      decref(lists[i]!);
    });
    for (const search of codecSearches()) if (!searches.has(search)) unregisterSearch(search);
    forgetMadeModules();
    const last = ldPtr(CONTEXT) as Owned;
    stPtr(CONTEXT, context);
    xdecref(last);
  };
}

function codecSearches(): readonly Borrowed[] {
  const path = ldPtr(State.CODEC_SEARCH_PATH);
  return path === 0 ? [] : Array.from({ length: listLength(path) }, (_, i) => listItem(path, i));
}

/** Takes the modules out of sys.modules that nothing imported: only a program can have put them there. */
function forgetMadeModules(): void {
  const modules = ldPtr(State.MODULES);
  const made: Owned[] = [];
  for (let at = dictNext(modules, 0); at !== 0; at = dictNext(modules, at)) {
    const module = dictEntryValue();
    if (!isInstance(module, T.module) || jsStr(dictEntryKey()) === '__main__') continue;
    if (dictGetStr(moduleDict(module), intern('__spec__')) === None) made.push(newRef(dictEntryKey()));
  }
  for (const name of made) {
    dictDel(modules, name);
    decref(name);
  }
}
