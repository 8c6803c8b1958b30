/** The module `select`: waiting for descriptors. */
import { type Borrowed, POLL } from '@tyston/memory';
import { type ModuleSpec, method, newInt, newRef, T } from '@tyston/objects';
import { hasLibrary } from '../../lib/foreign.js';
import { removeAttrs, setModuleAttr } from '../../lib/module-attrs.js';
import { osWord, takeOut } from '../../lib/os-words.js';
import { EPOLL, EPOLL_CLOEXEC, epollType } from './epoll.js';
import { newPoll, pollType } from './poll.js';
import { select } from './select.js';

export const selectModule: ModuleSpec = {
  name: 'select',
  doc: 'This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors.',
  types: [pollType, epollType],
  functions: [
    method(
      'select',
      '($module, rlist, wlist, xlist, timeout=None, /)',
      (_m: Borrowed, r: Borrowed, w: Borrowed, x: Borrowed, timeout: Borrowed) => select([r, w, x], timeout),
      'Wait until one or more file descriptors are ready for some kind of I/O.\n\nThe first three arguments are iterables of file descriptors to be waited for:\nrlist -- wait until ready for reading\nwlist -- wait until ready for writing\nxlist -- wait for an "exceptional condition"\nIf only one kind of condition is required, pass [] for the other lists.',
    ),
    method(
      'poll',
      '($module, /)',
      newPoll,
      'Returns a polling object.\n\nThis object supports registering and unregistering file descriptors, and then\npolling them for I/O events.',
    ),
  ],
  exec: (module) => {
    if (!hasLibrary()) removeAttrs(module, [epollType]);
    // The type has the function's name, and no place of its own in the module.
    takeOut(module, '_poll', osWord.POLL_OBJECT);
    for (const [name, n] of Object.entries(POLL))
      if (setModuleAttr(module, `POLL${name}`, newInt(n)) < 0) return -1;
    if (
      setModuleAttr(module, 'POLLRDHUP', newInt(0x2000)) < 0 ||
      setModuleAttr(module, 'POLLMSG', newInt(0x400)) < 0
    )
      return -1;
    for (const [name, n] of Object.entries(EPOLL))
      if (setModuleAttr(module, `EPOLL${name}`, newInt(n)) < 0) return -1;
    if (setModuleAttr(module, 'EPOLL_CLOEXEC', newInt(EPOLL_CLOEXEC)) < 0) return -1;
    if (setModuleAttr(module, 'PIPE_BUF', newInt(4096)) < 0) return -1;
    return setModuleAttr(module, 'error', newRef(T.OSError));
  },
}; // prettier-ignore
