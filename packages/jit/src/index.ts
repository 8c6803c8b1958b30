/** What Tyston's inline caches attach. See the README. */
export * from './attribute.js';
