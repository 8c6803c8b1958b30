/**
 * What the launcher needs before it loads the command: the window.
 *
 * The command is compiled as one function whose parameters are the window's views (scripts/bundle.mjs), so they must be there
 * first: V8 then folds them into machine code as constants, and every load and store of the window is the shorter for it. It is
 * also why the host is opened while V8's heap is small: a new buffer of four gibibytes makes V8 collect it.
 */
import { attachWindow, views } from '@tyston/memory';
import { heapLimit, type OpenedLinuxHost, openLinuxHost } from './host.js';
import { parseOptions } from './options.js';
import type { WorkerTask } from './portable-worker.js';

export interface Front {
  /** What `Place.linux` takes. */
  readonly linux: OpenedLinuxHost | string | null;
  /** The views of the window that the command will attach to, in the order of `views()`'s names. */
  readonly views: readonly ArrayBufferView[];
}

/** Opens the window that the command line asks for, or that `task` brings; one of no bytes where it asks for none here. */
export function openFront(argv: readonly string[], addon: string, task: WorkerTask | null): Front {
  let linux: Front['linux'] = null;
  if (task !== null) attachWindow(task.window);
  else {
    const options = parseOptions(argv);
    if (!('text' in options) && heapLimit(options) !== null) linux = openLinuxHost(options, addon);
  }
  return { linux, views: Object.values(views()) };
}
