// The functions of lodash that Chevrotain's recogniser uses, over arrays and plain objects, in terms of the language's own.
const list = (collection) => (Array.isArray(collection) ? collection : Object.values(collection ?? {}));
const getter = (iteratee) => (typeof iteratee === 'function' ? iteratee : (value) => value[iteratee]);

export const assign = Object.assign;
export const clone = (value) => (Array.isArray(value) ? [...value] : { ...value });
export const compact = (array) => array.filter(Boolean);
export const defaults = (target, ...sources) => {
  for (const source of sources) for (const key in source) target[key] ??= source[key];
  return target;
};
export const difference = (array, others) => array.filter((value) => !others.includes(value));
export const drop = (array, n = 1) => array.slice(n);
export const dropRight = (array, n = 1) => array.slice(0, Math.max(0, array.length - n));
export const every = (collection, test) => list(collection).every(getter(test));
export const filter = (collection, test) => list(collection).filter(getter(test));
export const find = (collection, test) => list(collection).find(getter(test));
export const first = (array) => array?.[0];
export const flatMap = (collection, iteratee) => list(collection).flatMap(getter(iteratee));
export const flatten = (array) => array.flat();
export const forEach = (collection, iteratee) => {
  if (Array.isArray(collection)) collection.forEach(iteratee);
  else for (const key of Object.keys(collection ?? {})) iteratee(collection[key], key);
};
export const groupBy = (collection, iteratee) => {
  const groups = {};
  for (const value of list(collection)) (groups[getter(iteratee)(value)] ??= []).push(value);
  return groups;
};
export const has = (object, key) => object != null && Object.hasOwn(object, key);
export const identity = (value) => value;
export const includes = (collection, value) => list(collection).includes(value);
export const indexOf = (array, value) => array.indexOf(value);
export const isArray = Array.isArray;
export const isEmpty = (value) => (value == null ? true : list(value).length === 0);
export const isFunction = (value) => typeof value === 'function';
export const isObject = (value) =>
  value !== null && (typeof value === 'object' || typeof value === 'function');
export const isRegExp = (value) => value instanceof RegExp;
export const isString = (value) => typeof value === 'string';
export const isUndefined = (value) => value === undefined;
export const keys = (object) => Object.keys(object ?? {});
export const last = (array) => array.at(-1);
export const map = (collection, iteratee) =>
  Array.isArray(collection)
    ? collection.map(getter(iteratee))
    : Object.entries(collection ?? {}).map(([key, value]) => getter(iteratee)(value, key));
export const noop = () => {};
export const pickBy = (object, test) =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => test(value, key)));
export const reduce = (collection, iteratee, start) =>
  Array.isArray(collection)
    ? collection.reduce(iteratee, start)
    : Object.entries(collection).reduce((result, [key, value]) => iteratee(result, value, key), start);
export const reject = (collection, test) => list(collection).filter((value) => !getter(test)(value));
export const some = (collection, test) => list(collection).some(getter(test));
export const uniq = (array) => [...new Set(array)];
export const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const values = (object) => Object.values(object ?? {});
