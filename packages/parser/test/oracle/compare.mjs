// Compares an error of ours with CPython's.
export const ERROR_KEYS = ['type', 'message', 'lineno', 'offset', 'endLineno', 'endOffset'];

/** Parses and returns the error, or null; anything but PythonSyntaxError is a bug and is thrown on. */
export function errorOf(parse, source, options) {
  try {
    parse(source, options);
    return null;
  } catch (error) {
    if (error.name !== 'PythonSyntaxError') throw error;
    return error;
  }
}

export const describe = (error) =>
  error == null ? 'accepted' : JSON.stringify(ERROR_KEYS.map((key) => error[key] ?? null));

/** 'same', 'text' (only the text shown differs), 'place', 'message' or 'verdict'. */
export function compareErrors(ours, theirs) {
  if ((ours == null) !== (theirs == null)) return 'verdict';
  if (ours == null) return 'same';
  if (ours.type !== theirs.type || ours.message !== theirs.message) return 'message';
  if (ERROR_KEYS.some((key) => (ours[key] ?? null) !== (theirs[key] ?? null))) return 'place';
  return (ours.text ?? null) === (theirs.text ?? null) ? 'same' : 'text';
}
