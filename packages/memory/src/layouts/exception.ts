/** Exceptions and tracebacks. */
import { struct } from '../layout.js';
import { PyObject } from './object.js';

export const PyBaseExceptionObject = struct('PyBaseExceptionObject', PyObject, {
  dict: 'ptr',
  args: 'ptr',
  notes: 'ptr',
  traceback: 'ptr',
  context: 'ptr',
  cause: 'ptr',
  suppress_context: 'u8',
});
export const PyBaseExceptionGroupObject = struct('PyBaseExceptionGroupObject', PyBaseExceptionObject, {
  msg: 'ptr',
  excs: 'ptr',
});
export const PySyntaxErrorObject = struct('PySyntaxErrorObject', PyBaseExceptionObject, {
  msg: 'ptr',
  filename: 'ptr',
  lineno: 'ptr',
  offset: 'ptr',
  end_lineno: 'ptr',
  end_offset: 'ptr',
  text: 'ptr',
  print_file_and_line: 'ptr',
});
export const PyImportErrorObject = struct('PyImportErrorObject', PyBaseExceptionObject, {
  msg: 'ptr',
  name: 'ptr',
  path: 'ptr',
});
export const PyUnicodeErrorObject = struct('PyUnicodeErrorObject', PyBaseExceptionObject, {
  encoding: 'ptr',
  object: 'ptr',
  start: 'ssize',
  end: 'ssize',
  reason: 'ptr',
});
export const PySystemExitObject = struct('PySystemExitObject', PyBaseExceptionObject, { code: 'ptr' });
export const PyOSErrorObject = struct('PyOSErrorObject', PyBaseExceptionObject, {
  myerrno: 'ptr',
  strerror: 'ptr',
  filename: 'ptr',
  filename2: 'ptr',
  written: 'ssize',
});
export const PyStopIterationObject = struct('PyStopIterationObject', PyBaseExceptionObject, { value: 'ptr' });
export const PyNameErrorObject = struct('PyNameErrorObject', PyBaseExceptionObject, { name: 'ptr' });
export const PyAttributeErrorObject = struct('PyAttributeErrorObject', PyBaseExceptionObject, {
  obj: 'ptr',
  name: 'ptr',
});

export const PyTracebackObject = struct('PyTracebackObject', PyObject, {
  tb_next: 'ptr',
  tb_frame: 'ptr',
  tb_lasti: 'i32',
  tb_lineno: 'i32',
});
