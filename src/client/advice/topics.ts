/** Everything that the console can be told about, by `tell`. */
export { attributeMistake, unknownWord } from './attribute-mistake.js';
export { copies } from './copies.js';
export { failure } from './failure.js';
export { refusedPicture } from './refused-picture.js';
