/** Numbers. */
import { struct } from '../layout.js';
import { PyObject, PyVarObject } from './object.js';

/** ob_size is the number of digits, negative for a negative int, 0 for zero; digits hold 30 bits each. */
export const PyLongObject = struct('PyLongObject', PyVarObject, { ob_digit: ['u32', 1] });
export const PyFloatObject = struct('PyFloatObject', PyObject, { ob_fval: 'f64' });
export const PyComplexObject = struct('PyComplexObject', PyObject, { real: 'f64', imag: 'f64' });
