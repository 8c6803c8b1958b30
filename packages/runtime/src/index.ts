export { main, type Place } from './main.js';
