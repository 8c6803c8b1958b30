/** What `tyston_fork_exec` reads: a `SpawnRequest` as C sees it. Arrays of strings end with a NULL. */
import { struct } from '@tyston/memory';

export const SpawnArgs = struct('SpawnArgs', null, {
  executables: 'u64',
  argv: 'u64',
  /** 0: this process's own. */
  env: 'u64',
  cwd: 'u64',
  keep: 'u64',
  keep_count: 'i64',
  groups: 'u64',
  /** -1 leaves the groups. */
  groups_count: 'i64',
  p2cread: 'i32',
  p2cwrite: 'i32',
  c2pread: 'i32',
  c2pwrite: 'i32',
  errread: 'i32',
  errwrite: 'i32',
  errpipe_read: 'i32',
  errpipe_write: 'i32',
  close_fds: 'i32',
  restore_signals: 'i32',
  new_session: 'i32',
  /** -1 leaves it; likewise the following. */
  group: 'i32',
  umask: 'i32',
  gid: 'i64',
  uid: 'i64',
});
