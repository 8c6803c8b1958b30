/** The struct sequences of `sys`. */
import type { StructSpec } from '@tyston/objects';

const names = (...all: string[]) => all.map((name) => ({ name }));

export const FLAGS: StructSpec = {
  name: 'sys.flags',
  doc: 'sys.flags\n\nFlags provided through command line arguments or environment vars.',
  fields: names(
    'debug',
    'inspect',
    'interactive',
    'optimize',
    'dont_write_bytecode',
    'no_user_site',
    'no_site',
    'ignore_environment',
    'verbose',
    'bytes_warning',
    'quiet',
    'hash_randomization',
    'isolated',
    'dev_mode',
    'utf8_mode',
    'warn_default_encoding',
    'safe_path',
    'int_max_str_digits',
  ),
  visible: 18,
  noNew: true,
}; // prettier-ignore
export const VERSION_INFO: StructSpec = {
  name: 'sys.version_info',
  doc: 'sys.version_info\n\nVersion information as a named tuple.',
  fields: names('major', 'minor', 'micro', 'releaselevel', 'serial'),
  visible: 5,
  noNew: true,
};
export const FLOAT_INFO: StructSpec = {
  name: 'sys.float_info',
  doc: "sys.float_info\n\nA named tuple holding information about the float type. It contains low level\ninformation about the precision and internal representation. Please study\nyour system's :file:`float.h` for more information.",
  fields: names(
    'max',
    'max_exp',
    'max_10_exp',
    'min',
    'min_exp',
    'min_10_exp',
    'dig',
    'mant_dig',
    'epsilon',
    'radix',
    'rounds',
  ),
  visible: 11,
}; // prettier-ignore
export const INT_INFO: StructSpec = {
  name: 'sys.int_info',
  doc: "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.",
  fields: names('bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'),
  visible: 4,
};
export const HASH_INFO: StructSpec = {
  name: 'sys.hash_info',
  doc: 'hash_info\n\nA named tuple providing parameters used for computing\nnumeric hashes.',
  fields: names('width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'),
  visible: 9,
};
export const THREAD_INFO: StructSpec = {
  name: 'sys.thread_info',
  doc: 'sys.thread_info\n\nA named tuple holding information about the thread implementation.',
  fields: names('name', 'lock', 'version'),
  visible: 3,
};
export const ASYNCGEN_HOOKS: StructSpec = {
  name: 'sys.asyncgen_hooks',
  fields: names('firstiter', 'finalizer'),
  visible: 2,
};
export const UNRAISABLE: StructSpec = {
  name: 'UnraisableHookArgs',
  doc: 'UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.',
  fields: names('exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'),
  visible: 5,
};
