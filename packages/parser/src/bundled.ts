/**
 * The package for Node. As published, this module is the whole package in one (scripts/bundle.mjs), because loading
 * fifty modules takes Node longer than parsing a megabyte; bundlers and browsers get the modules, to leave out what
 * is not used.
 */
export * from './index.js';
