import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    // Programs of others take minutes: `npm run test:programs`.
    exclude: process.env.TYSTON_PROGRAMS ? [] : ['tests/programs.test.ts'],
    pool: 'forks',
    // V8 puts its pages at random addresses; with this seed none of the first thousands lies where the window goes.
    poolOptions: { forks: { execArgv: ['--random-seed=7'] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
