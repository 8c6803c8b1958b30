export * from './alloc.js';
export * from './host.js';
export * from './layout.js';
export * from './layouts/index.js';
export * from './ptr.js';
export * from './regions.js';
export * from './window.js';
export * from './thunks.js';
