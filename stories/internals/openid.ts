/** The simulator's openids, to link a simulated WeChat user to an account before the first scan. */
export { openidOf } from '../../src/simulator/ids.js';
