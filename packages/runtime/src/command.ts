/** What the launcher loads: the entry of the bundle. */
export { main, type Place } from './main.js';
