/** The object space on the window: everything that the interpreter asks of objects. */
import type { ObjectSpace } from '@tyston/interp';
import { views } from '@tyston/memory';
import { Ellipsis, False, None, NotImplemented, T, True } from '../core/wellknown.js';
import { makeBoxes } from './boxes.js';
import { makeCalls } from './calls.js';
import { makeContainers } from './containers.js';
import { makeExceptions } from './exceptions.js';
import { makeNames } from './names.js';
import { makeOperators } from './operators.js';
import { makeProtocols } from './protocols.js';
import { makeConstants, makeImports, makeSupport } from './support.js';

/** Makes the space over the attached window. The built-in types must stand. */
export function makeObjectSpace(): ObjectSpace {
  const { I32 } = views();
  const boxes = makeBoxes();
  return {
    None,
    True,
    False,
    Ellipsis,
    NotImplemented,
    AssertionError: T.AssertionError,
    incref: (p) => {
      I32[p >>> 2] = I32[p >>> 2]! + 1;
    },
    decref: boxes.release,
    freed: boxes.freed,
    ...makeOperators(boxes),
    ...makeNames(),
    ...makeContainers(boxes),
    ...makeCalls(),
    ...makeConstants(),
    ...makeImports(),
    ...makeExceptions(),
    ...makeProtocols(),
    ...makeSupport(),
  };
}
