/**
 * Builds the addon with g++ alone: headers come from the npm packages node-api-headers and node-addon-api, so nothing is
 * downloaded. libstdc++ and libgcc are linked in, so that any glibc as new as Debian 12's loads the result.
 *
 * Without a compiler it says so in one line and succeeds: Tyston then runs on the portable host.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'prebuilt', 'linux-x64', 'tyston.node');
const generated = join(root, 'dist', 'cpp');
const require = createRequire(import.meta.url);

/** The tables that C shares with TypeScript, as a header for C++ and for the assembler. */
async function header() {
  const { Mailbox } = await import('@tyston/memory');
  const { SpawnArgs } = await import('../dist/spawn-args.js');
  const types = {
    ptr: 'uint64_t',
    u64: 'uint64_t',
    i64: 'int64_t',
    f64: 'double',
    i32: 'int32_t',
    u32: 'uint32_t',
  };
  const lines = [
    '// Made by scripts/build.mjs from the layout tables.',
    '#pragma once',
    '#define WINDOW_BASE 0x200000000000',
  ];
  for (const f of Mailbox.$layout.fields) lines.push(`#define BOX_${f.name.toUpperCase()} ${f.offset}`);
  lines.push('#ifndef __ASSEMBLER__', '#include <stddef.h>', '#include <stdint.h>');
  for (const table of [Mailbox, SpawnArgs]) {
    const { name, size, fields } = table.$layout;
    lines.push(`struct ${name} {`);
    for (const f of fields) {
      const count = f.size / { i32: 4, u32: 4 }[f.type] || f.size / 8;
      lines.push(`  ${types[f.type]} ${f.name}${count > 1 ? `[${count}]` : ''};`);
    }
    lines.push('};', `static_assert(sizeof(${name}) == ${size}, "size of ${name}");`);
    for (const f of fields)
      lines.push(`static_assert(offsetof(${name}, ${f.name}) == ${f.offset}, "${name}.${f.name}");`);
  }
  lines.push('#endif', '');
  return lines.join('\n');
}

function newest(dir) {
  return Math.max(...readdirSync(dir).map((name) => statSync(join(dir, name)).mtimeMs));
}

async function main() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('native: the addon is for linux-x64; here Tyston runs on its portable host');
    return;
  }
  const text = await header();
  mkdirSync(generated, { recursive: true });
  const path = join(generated, 'layout.gen.h');
  const unchanged = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (!unchanged) writeFileSync(path, text);
  const inputs = Math.max(newest(join(root, 'cpp')), newest(generated), newest(join(root, 'scripts')));
  if (existsSync(output) && statSync(output).mtimeMs > inputs && !process.argv.includes('--force')) return;
  if (spawnSync('g++', ['--version'], { stdio: 'ignore' }).error) {
    console.log(
      'native: no C++ compiler (Debian package g++): Tyston will run on its portable host, without machine code',
    );
    return;
  }
  mkdirSync(dirname(output), { recursive: true });
  const sources = readdirSync(join(root, 'cpp')).filter((name) => /\.(cc|S)$/.test(name));
  // Built beside and moved into place: somebody may be running the old one.
  const fresh = `${output}.${process.pid}`;
  execFileSync(
    'g++',
    [
      '-std=c++17',
      '-O2',
      '-g1',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-shared',
      '-fPIC',
      '-fvisibility=hidden',
      '-fno-exceptions',
      '-fno-rtti',
      '-fno-stack-protector',
      '-ftls-model=initial-exec',
      '-DNAPI_VERSION=8',
      '-DNODE_ADDON_API_DISABLE_DEPRECATED',
      '-DNAPI_DISABLE_CPP_EXCEPTIONS',
      '-DNODE_GYP_MODULE_NAME=tyston',
      '-static-libstdc++',
      '-static-libgcc',
      '-ffunction-sections',
      '-Wl,--gc-sections',
      '-s',
      '-Wl,-z,noexecstack',
      '-Wl,-z,relro,-z,now',
      '-I',
      generated,
      '-isystem',
      join(dirname(require.resolve('node-api-headers/package.json')), 'include'),
      '-isystem',
      dirname(require.resolve('node-addon-api/package.json')),
      ...sources.map((name) => join(root, 'cpp', name)),
      '-o',
      fresh,
      '-ldl',
      '-lpthread',
    ],
    { stdio: 'inherit' },
  );
  renameSync(fresh, output);
  console.log('native: built prebuilt/linux-x64/tyston.node');
}

await main();
