export { PythonFloat, PythonRepr, PythonTuple, type PythonValue } from './convert.js';
export { PythonError, Tyston, type TystonOptions } from './embed.js';
