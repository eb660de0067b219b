/**
 * The parts of the phone's camera, for stories that check whether one particular QR code can be read.
 * The public camera looks at the whole page.
 */
export { withEverythingHit } from '../../src/phone/camera/cover.js';
export { develop, expose } from '../../src/phone/camera/photograph.js';
export { read } from '../../src/phone/camera/reader.js';
export { treesOf } from '../../src/phone/camera/surroundings.js';
