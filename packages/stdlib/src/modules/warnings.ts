/** `_warnings`: warn() and warn_explicit(), with the filters of the library's `warnings` module. */
import { type Borrowed, Frame, ld32, ldPtr, NULL, type Owned, PyCodeObject, st32 } from '@tyston/memory';
import {
  asSsize,
  call,
  callMethod,
  compareBool,
  currentFrame,
  decref,
  dictGet,
  dictGetStr,
  dictSet,
  errClear,
  errOccurred,
  frameInfo,
  getAttr,
  importModule,
  intern,
  isInstance,
  isSubclassOf,
  isTrue,
  jsStr,
  listAppend,
  listItem,
  listLength,
  loadedModule,
  lookupAttr,
  ModuleObject,
  type ModuleSpec,
  method,
  moduleDict,
  None,
  newDict,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  Py_EQ,
  restoreRaised,
  State,
  setError,
  setWarn,
  setWarnExplicit,
  shortName,
  sourceLine,
  str,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { StdlibState, setStateObject, stateObject } from '../lib/state.js';
import { writeStderr } from './sys/stderr.js';

/** `warnings.NAME` where that module is loaded (its users change it), else what `_warnings` started with. */
function setting(name: 'filters' | '_onceregistry' | '_defaultaction'): Borrowed {
  const w = loadedModule('warnings');
  if (w !== 0) {
    const v = dictGetStr(
      moduleDict(w),
      intern(
        name === '_onceregistry' ? 'onceregistry' : name === '_defaultaction' ? 'defaultaction' : 'filters',
      ),
    );
    if (v !== 0) return v;
  }
  return stateObject(
    name === 'filters'
      ? StdlibState.WARNINGS_FILTERS
      : name === '_onceregistry'
        ? StdlibState.WARNINGS_REGISTRY
        : StdlibState.WARNINGS_DEFAULT,
  );
}
function matches(pattern: Borrowed, text: Borrowed): number {
  if (pattern === None) return 1;
  if (typeOf(pattern) === T.str) return compareBool(pattern, text, Py_EQ);
  const r = callMethod(pattern, 'match', text);
  if (r === 0) return -1;
  const t = isTrue(r);
  decref(r);
  return t;
}
/** The action for a warning, from the filters; '' with an exception. */
function actionFor(
  category: Borrowed,
  text: Borrowed,
  lineno: number,
  module: Borrowed,
): { action: string; item: Borrowed } {
  const filters = setting('filters');
  if (filters === 0 || !isInstance(filters, T.list)) {
    valueError('_warnings.filters must be a list');
    return { action: '', item: None };
  }
  for (let i = 0; i < listLength(filters); i++) {
    const item = listItem(filters, i);
    if (!isInstance(item, T.tuple) || tupleLength(item) !== 5) {
      valueError(`_warnings.filters item ${i} isn't a 5-tuple`);
      return { action: '', item: None };
    }
    const action = tupleItem(item, 0);
    if (!isInstance(action, T.str)) {
      typeError(`action must be a string, not '${typeName(action)}'`);
      return { action: '', item: None };
    }
    const line = asSsize(tupleItem(item, 4), 0);
    if (line === -1 && errOccurred()) return { action: '', item: None };
    const ok = matches(tupleItem(item, 1), text);
    const mod = ok > 0 ? matches(tupleItem(item, 3), module) : 0;
    const sub = ok > 0 && mod > 0 ? isSubclassOf(category, tupleItem(item, 2)) : 0;
    if (ok < 0 || mod < 0 || sub < 0) return { action: '', item: None };
    if (ok && mod && sub && (line === 0 || line === lineno)) return { action: jsStr(action), item };
  }
  const def = setting('_defaultaction');
  return { action: def !== 0 && isInstance(def, T.str) ? jsStr(def) : 'default', item: None };
}
function filtersVersion(): number {
  return ld32(State.WARNINGS_FILTERS_VERSION);
}
/** 1 when the registry says that this has been shown, else 0 (and, with `set`, notes it); -1 with an exception. */
function alreadyWarned(registry: Borrowed, key: Borrowed, set: boolean): number {
  const version = dictGetStr(registry, intern('version'));
  const now = newInt(filtersVersion());
  const same = version !== 0 ? compareBool(version, now, Py_EQ) : 0;
  if (same !== 1) {
    const r = callMethod(registry, 'clear');
    xdecref(r);
    dictSet(registry, intern('version'), now);
  } else {
    const v = dictGet(registry, key);
    if (v !== 0) {
      const t = isTrue(v);
      if (t !== 0) {
        decref(now);
        return t;
      }
    } else if (errOccurred()) {
      decref(now);
      return -1;
    }
  }
  decref(now);
  if (set) dictSet(registry, key, trueObject());
  return 0;
}
function trueObject(): Borrowed {
  return True;
}

function normalizeModule(filename: string): string {
  if (filename === '') return '<unknown>';
  return filename.endsWith('.py') ? filename.slice(0, -3) : filename;
}

/** warn_explicit: 0, or -1 with an exception. All borrowed; `registry` may be None, `message` a str or a Warning. */
function warnExplicit(
  category: Borrowed,
  message: Borrowed,
  filename: Borrowed,
  lineno: number,
  module: Borrowed,
  registry: Borrowed,
  source: Borrowed,
): number {
  if (module === None) return 0;
  if (registry !== 0 && registry !== None && !isInstance(registry, T.dict)) {
    typeError("'registry' must be a dict or None");
    return -1;
  }
  let text: Owned;
  let cat = category;
  let instance: Owned;
  if (isInstance(message, T.Warning)) {
    text = str(message);
    if (text === 0) return -1;
    cat = typeOf(message);
    instance = newRef(message);
  } else {
    text = newRef(message);
    instance = call(cat, message);
    if (instance === 0) {
      decref(text);
      return -1;
    }
  }
  const line = newInt(lineno);
  const mod = module === 0 ? newStr(normalizeModule(jsStr(filename))) : newRef(module);
  const key = newTuple(newRef(text), newRef(cat), newRef(line));
  let result = 0;
  const done = (r: number): number => {
    for (const o of [text, instance, line, mod, key]) decref(o);
    return r;
  };
  const reg = registry === 0 || registry === None ? (0 as Borrowed) : registry;
  if (reg !== 0) {
    const seen = alreadyWarned(reg, key, false);
    if (seen !== 0) return done(seen < 0 ? -1 : 0);
  }
  const { action, item } = actionFor(cat, text, lineno, mod);
  if (action === '') return done(-1);
  if (action === 'error') {
    restoreRaised(newRef(instance));
    return done(-1);
  }
  if (action === 'ignore') return done(0);
  let seen = 0;
  if (reg !== 0 && action !== 'always') dictSet(reg, key, True);
  if (action === 'once') {
    const once = setting('_onceregistry');
    const k = newTuple(newRef(text), newRef(cat));
    seen = once !== 0 && isInstance(once, T.dict) ? alreadyWarned(once, k, true) : 0;
    decref(k);
  } else if (action === 'module') {
    if (reg !== 0) {
      const zero = newInt(0);
      const k = newTuple(newRef(text), newRef(cat), zero);
      seen = alreadyWarned(reg, k, true);
      decref(k);
    }
  } else if (action !== 'default' && action !== 'always') {
    setError(
      T.RuntimeError,
      `Unrecognized action (${JSON.stringify(action)}) in warnings.filters:\n ${item === None ? 'None' : '?'}`,
    );
    return done(-1);
  }
  if (seen < 0) return done(-1);
  if (seen === 0) result = show(instance, text, cat, filename, lineno, line, source);
  return done(result);
}
function show(
  instance: Borrowed,
  text: Borrowed,
  category: Borrowed,
  filename: Borrowed,
  lineno: number,
  line: Borrowed,
  source: Borrowed,
): number {
  const w = loadedModule('warnings') || (source !== 0 ? importQuietly('warnings') : (0 as Borrowed));
  const f = w === 0 ? NULL : lookupAttr(w, intern('_showwarnmsg'));
  if (f === 0) {
    if (errOccurred()) return -1;
    // No `warnings` module has been loaded that could be asked to show it.
    const shown = sourceLine(jsStr(filename), lineno)?.trim();
    const place = `${jsStr(filename)}:${lineno}: ${shortName(category)}: ${jsStr(text)}\n`;
    writeStderr(shown ? `${place}  ${shown}\n` : place);
    return 0;
  }
  const cls = getAttr(w, intern('WarningMessage'));
  if (cls === 0) {
    decref(f);
    return -1;
  }
  const none = None;
  const msg = call(cls, instance, category, filename, line, none, none, source === 0 ? none : source);
  decref(cls);
  if (msg === 0) {
    decref(f);
    return -1;
  }
  const r = call(f, msg);
  decref(msg);
  decref(f);
  if (r === 0) return -1;
  decref(r);
  return 0;
}
function importQuietly(name: string): Borrowed {
  const m = importModule(name);
  if (m === 0) errClear();
  else decref(m);
  return m;
}

/** Frames of the import machinery do not count as the caller. */
function isInternal(frame: number): boolean {
  const file = jsStr(ldPtr(ldPtr(frame + Frame.code) + PyCodeObject.co_filename));
  return file.includes('importlib') && file.includes('_bootstrap');
}
/** Where `warn(…, stacklevel)` points: file, line, module and registry of the frame. */
function context(stacklevel: number): { filename: Owned; lineno: number; module: Owned; registry: Owned } {
  let f = currentFrame();
  if (stacklevel <= 0 || f === 0 || isInternal(f)) {
    for (let n = stacklevel - 1; n > 0 && f !== 0; n--) f = ld32(f + Frame.back);
  } else {
    for (let n = stacklevel - 1; n > 0 && f !== 0; n--) {
      do f = ld32(f + Frame.back);
      while (f !== 0 && isInternal(f));
    }
  }
  let globals: Borrowed;
  let filename: Owned;
  let lineno: number;
  if (f === 0) {
    globals = ldPtr(State.SYS_DICT);
    filename = newStr('sys');
    lineno = 1;
  } else {
    globals = ldPtr(f + Frame.globals);
    filename = newRef(ldPtr(ldPtr(f + Frame.code) + PyCodeObject.co_filename));
    lineno = frameInfo().lineOfFrame(f);
  }
  let registry = dictGetStr(globals, intern('__warningregistry__'));
  if (registry === 0) {
    const d = newDict();
    dictSet(globals, intern('__warningregistry__'), d);
    decref(d);
    registry = d;
  }
  const name = dictGetStr(globals, intern('__name__'));
  const module = name === None || (name !== 0 && isInstance(name, T.str)) ? newRef(name) : newStr('<string>');
  return { filename, lineno, module, registry: newRef(registry) };
}
function warnObject(message: Borrowed, category: Borrowed, stacklevel: number, source: Borrowed): number {
  const c = context(stacklevel);
  const r = warnExplicit(category, message, c.filename, c.lineno, c.module, c.registry, source);
  decref(c.filename);
  decref(c.module);
  decref(c.registry);
  return r;
}
function categoryOf(message: Borrowed, category: Borrowed): Borrowed | null {
  if (isInstance(message, T.Warning)) return typeOf(message);
  const c = category === 0 || category === None ? T.UserWarning : category;
  const ok = isInstance(c, T.type) ? isSubclassOf(c, T.Warning) : 0;
  if (ok === 1) return c;
  if (ok === 0) typeError(`category must be a Warning subclass, not '${typeName(c)}'`);
  return null;
}
function warnFn(
  _m: Borrowed,
  message: Borrowed,
  category: Borrowed,
  stacklevel: number,
  source: Borrowed,
): Owned {
  const c = categoryOf(message, category);
  if (c === null) return NULL;
  return warnObject(message, c, stacklevel, source === None ? (0 as Borrowed) : source) < 0
    ? NULL
    : newRef(None);
}
function warnExplicitFn(
  _m: Borrowed,
  message: Borrowed,
  category: Borrowed,
  filename: Borrowed,
  lineno: number,
  module: Borrowed,
  registry: Borrowed,
  _globals: Borrowed,
  source: Borrowed,
): Owned {
  const r = warnExplicit(
    category,
    message,
    filename,
    lineno,
    module,
    registry,
    source === None ? (0 as Borrowed) : source,
  );
  return r < 0 ? NULL : newRef(None);
}

export const warningsModule: ModuleSpec = {
  name: '_warnings',
  doc: '_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.',
  functions: [
    method(
      'warn',
      '($module, /, message, category=None, stacklevel: int = 1, source=None)',
      warnFn,
      'Issue a warning, or maybe ignore it or raise an exception.',
    ),
    method(
      'warn_explicit',
      '(message, category, filename, lineno: int, module=0, registry=None, module_globals=None, source=None)',
      warnExplicitFn,
      'Low-level interface to warnings functionality.',
      { noTextSignature: true },
    ),
    method(
      '_filters_mutated',
      '($module, /)',
      () => {
        st32(State.WARNINGS_FILTERS_VERSION, filtersVersion() + 1);
        return newRef(None);
      },
      '',
      { noTextSignature: true },
    ),
  ],
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    const filters = newList();
    const add = (action: string, category: Borrowed, module: Owned) => {
      const t = newTuple(newStr(action), newRef(None), newRef(category), module, newInt(0));
      listAppend(filters, t);
      decref(t);
    };
    add('default', T.DeprecationWarning, newStr('__main__'));
    for (const c of [T.DeprecationWarning, T.PendingDeprecationWarning, T.ImportWarning, T.ResourceWarning])
      add('ignore', c, newRef(None));
    for (const [name, word, value] of [
      ['filters', StdlibState.WARNINGS_FILTERS, filters],
      ['_onceregistry', StdlibState.WARNINGS_REGISTRY, newDict()],
      ['_defaultaction', StdlibState.WARNINGS_DEFAULT, newStr('default')],
    ] as const) {
      dictSet(d, intern(name), value);
      setStateObject(word, value);
    }
    return 0;
  },
  attach: () => {
    setWarn((category, message, stacklevel) => {
      const s = newStr(message);
      const r = warnObject(s, category, stacklevel, 0 as Borrowed);
      decref(s);
      return r;
    });
    setWarnExplicit((category, message, filename, lineno) => {
      const s = newStr(message);
      const f = newStr(filename);
      const r = warnExplicit(category, s, f, lineno, 0 as Borrowed, 0 as Borrowed, 0 as Borrowed);
      decref(s);
      decref(f);
      return r;
    });
  },
}; // prettier-ignore
