/** Function objects: making, traversing and releasing them. The layout is CPython's PyFunctionObject. */
import { WINDOW_HIGH } from '@tyston/memory';
import type { Visit } from '../interpreter.js';
import type { Handle } from '../space.js';
import { type Machine, W } from './machine.js';

export interface Functions {
  /** PyFunction_New with the qualified name of the code; borrows all. */
  newFunction(code: Handle, globals: Handle, builtins: Handle): Handle;
  releaseFunction(func: Handle): void;
  traverseFunction(func: Handle, visit: Visit): void;
}

const REFERENCES = [
  W.func.func_globals,
  W.func.func_builtins,
  W.func.func_name,
  W.func.func_qualname,
  W.func.func_code,
  W.func.func_defaults,
  W.func.func_kwdefaults,
  W.func.func_closure,
  W.func.func_doc,
  W.func.func_dict,
  W.func.func_module,
  W.func.func_annotations,
];

export function makeFunctions(machine: Machine): Functions {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref, None } = space;

  function own(at: number, x: Handle): void {
    incref(x);
    I32[at] = x;
    I32[at + 1] = WINDOW_HIGH;
  }

  function newFunction(code: Handle, globals: Handle, builtins: Handle): Handle {
    const func = space.allocFunction();
    if (func === 0) return 0;
    const f = func >>> 2;
    const c = code >>> 2;
    const consts = I32[c + W.code.co_consts]! >>> 2;
    // The first constant is the docstring where it is a str: the compiler puts None there if there is none.
    const first = I32[consts + W.variable.ob_size]! > 0 ? I32[consts + W.tuple.ob_item]! : 0;
    const doc = first !== 0 && space.isStr(first) ? first : None;
    own(f + W.func.func_code, code);
    own(f + W.func.func_globals, globals);
    own(f + W.func.func_builtins, builtins);
    own(f + W.func.func_name, I32[c + W.code.co_name]!);
    own(f + W.func.func_qualname, I32[c + W.code.co_qualname]!);
    own(f + W.func.func_doc, doc);
    const module = space.functionModule(globals);
    if (module !== 0) {
      own(f + W.func.func_module, module);
      decref(module);
    }
    space.track(func);
    return func;
  }

  function releaseFunction(func: Handle): void {
    const f = func >>> 2;
    for (let i = 0; i < REFERENCES.length; i++) {
      const at = f + REFERENCES[i]!;
      const x = I32[at]!;
      if (x !== 0) {
        I32[at] = 0;
        I32[at + 1] = 0;
        decref(x);
      }
    }
  }

  function traverseFunction(func: Handle, visit: Visit): void {
    const f = func >>> 2;
    for (let i = 0; i < REFERENCES.length; i++) {
      const x = I32[f + REFERENCES[i]!]!;
      if (x !== 0) visit(x);
    }
  }

  return { newFunction, releaseFunction, traverseFunction };
}
