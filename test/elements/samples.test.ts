/**
 * Runs the component test that docs/testing-your-application.md shows, and
 * docs/testing-your-application.zh-CN.md.
 */
import '../../examples/testing/card.test.js';
